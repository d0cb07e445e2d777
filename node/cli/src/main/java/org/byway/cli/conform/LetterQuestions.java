package org.byway.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.byway.protocol.deal.Lifecycle;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.payment.PayCourse;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Course;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.tab.TabCourse;
import org.byway.protocol.terms.TermsCourse;
import org.byway.protocol.wire.SignedStep;

/** Questions about letters: SPEC.md, chapter 10. */
final class LetterQuestions {
    private final SignatureCheck signatures;

    private static final List<Course<?>> COURSES =
            List.of(Lifecycle.DEAL, TabCourse.TAB, TermsCourse.TERMS, PayCourse.PAY);

    LetterQuestions(SignatureCheck signatures) {
        this.signatures = signatures;
    }

    /** What steps lead to, in the order in which they came, all of one deal, one tab, one payment signal, or the same terms. Those that cannot be read are told by their place, from 0. */
    ObjectNode dealReplay(JsonNode request) {
        if (!request.path("letters").isArray()) {
            return Answer.error("letters must be a list of hex");
        }
        ObjectNode refusals = Answer.object();
        List<Step> steps = new ArrayList<>();
        int place = 0;
        for (JsonNode letter : request.get("letters")) {
            switch (step(Hex.bytes(letter))) {
                case Checked.Refused<Step>(Refusal why) ->
                    refusals.put(Integer.toString(place), why.reason().code());
                case Checked.Ok<Step>(Step step) -> steps.add(step);
            }
            place++;
        }
        Course<?> course = COURSES.stream()
                .filter(each -> !steps.isEmpty() && each.has(steps.get(0).said()))
                .findFirst()
                .orElse(Lifecycle.DEAL);
        ObjectNode answer = Answer.object().put("state", replayed(course, steps, refusals));
        answer.set("refusals", refusals);
        return answer;
    }

    private static <S> String replayed(Course<S> course, List<Step> steps, ObjectNode refusals) {
        StepTree<S> tree = StepTree.of(course, steps);
        tree.refused()
                .forEach(
                        (digest, why) -> refusals.put(digest.hex(), why.reason().code()));
        return course.word(tree.state());
    }

    private Checked<Step> step(byte[] bytes) {
        try {
            return bytes == null
                    ? Refusal.of(Reason.MALFORMED, "a letter must be lower-case hex")
                    : Step.read(SignedStep.parseFrom(bytes), signatures);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "not a signed step");
        }
    }

    ObjectNode open(JsonNode request) {
        byte[] bytes = Hex.bytes(request.get("letter"));
        byte[] key = Hex.bytes(request.get("privateKey"));
        if (bytes == null || key == null || key.length != SealingKey.KEY_BYTES) {
            return Answer.error("letter and privateKey, of 32 bytes, must be lower-case hex");
        }
        Checked<OpenedLetter> opened = switch (SealedLetter.parse(bytes)) {
            case Checked.Refused<SealedLetter> refused -> refused.as();
            case Checked.Ok<SealedLetter>(SealedLetter letter) -> letter.open(SealingKey.ofPrivateKey(key), signatures);
        };
        return switch (opened) {
            case Checked.Refused<OpenedLetter>(Refusal refusal) -> Answer.error(refusal.detail());
            case Checked.Ok<OpenedLetter>(OpenedLetter letter) ->
                Answer.object()
                        .put("plaintext", HexFormat.of().formatHex(letter.text().body()))
                        .put("sender", letter.sender().hex())
                        .put("number", letter.text().number())
                        .put("relationship", letter.text().relationship().hex());
        };
    }
}
