package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of set reconciliation, in both roles: an answer that fits its frame, or a refusal; and one way to write each. */
class ReconciliationFuzzTest {
    private static final SortedItems SET = SortedItems.of(SampleItems.numbered(0, 300, 4));

    static Stream<byte[]> good() {
        return Stream.of(
                        Good.of("negentropy", "cases", "messages"),
                        Good.of("negentropy", "replies", "message"),
                        Good.of("negentropy", "refused", "message"))
                .flatMap(all -> all)
                .filter(message -> message.length < 4_096);
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltMessages() {
        Spoilt.each(good(), ReconciliationFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        for (Reconciliation side :
                List.of(Reconciliation.initiator(SET, Limits.NODE), Reconciliation.responder(SET, Limits.NODE))) {
            if (side.step(bytes) instanceof Checked.Ok<Step>(Step step)) {
                assertTrue(step.done() || step.reply().length <= Limits.NODE.frameBytes());
                assertTrue(step.need().size() * Bytes32.SIZE <= bytes.length, "no more is wanted than was named");
                assertTrue(step.have().size() <= 300);
            }
        }
        if (bytes.length > 0
                && bytes[0] == Message.VERSION
                && Message.read(bytes, Limits.NODE.ranges()) instanceof Checked.Ok<List<Range>>(List<Range> ranges)) {
            Writer out = new Writer();
            ranges.forEach(out::write);
            assertArrayEquals(bytes, out.message());
        }
    }
}
