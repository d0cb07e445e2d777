package org.byway.protocol.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.deal.Lifecycle;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.payment.PayCourse;
import org.byway.protocol.record.Checked;
import org.byway.protocol.tab.TabCourse;
import org.byway.protocol.terms.TermsCourse;
import org.byway.protocol.wire.SignedStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever steps a hostile side signs, in whatever order: a deal, a tab, terms and a payment stand somewhere, and nothing fails. */
class StepFuzzTest {
    static Stream<byte[]> good() {
        return Stream.of("deals/deals", "tabs/tabs", "terms/terms", "pay-signals/signals")
                .map(path -> path.split("/"))
                .flatMap(path -> Good.together(path[0], path[1], "letters"));
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltSteps() {
        assertTrue(good().anyMatch(letters -> steps(letters).size() > 3));
        Spoilt.each(good(), 1_000, StepFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        List<Step> steps = steps(bytes);
        for (Course<?> course : List.of(Lifecycle.DEAL, TabCourse.TAB, TermsCourse.TERMS, PayCourse.PAY)) {
            follow(course, steps);
        }
    }

    private static <S> void follow(Course<S> course, List<Step> steps) {
        StepTree<S> tree = StepTree.of(course, steps);
        assertNotNull(course.word(tree.state()));
        assertEquals(
                course.word(tree.state()),
                course.word(StepTree.of(course, steps).state()));
    }

    private static List<Step> steps(byte[] bytes) {
        return Good.parts(bytes).stream().flatMap(StepFuzzTest::step).toList();
    }

    private static Stream<Step> step(byte[] letter) {
        try {
            if (Step.read(SignedStep.parseFrom(letter), Good.BELIEVING) instanceof Checked.Ok<Step>(Step step)) {
                assertEquals(step.digest(), Step.kept(step.signed()).digest());
                return Stream.of(step);
            }
            return Stream.empty();
        } catch (InvalidProtocolBufferException e) {
            return Stream.empty();
        }
    }
}
