package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes arrive, the answer is a step or a refusal, and its size follows what was sent. */
final class HostileMessagesTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final SortedItems SET = SortedItems.of(SampleItems.numbered(0, 2_000, 4));

    static Reason reason(Checked<Step> answer) {
        return assertInstanceOf(Checked.Refused.class, answer).refusal().reason();
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("negentropy", "refused");
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatNoHonestSideWouldSendIsRefusedInEitherRole(JsonNode vector) {
        byte[] message = HEX.parseHex(vector.get("message").asText());
        for (Reconciliation side : sides(Limits.NODE)) {
            assertEquals(
                    vector.get("reason").asText(), reason(side.step(message)).code());
        }
    }

    @Test
    void messagesAndRangesAndStepsAreCounted() {
        Limits small = new Limits(4_096, 4_096, 3, 100, 2);
        for (Reconciliation side : sides(small)) {
            assertEquals(Reason.TOO_LARGE, reason(side.step(new byte[4_097])));
            assertEquals(Reason.TOO_LARGE, reason(side.step(HEX.parseHex("61" + "020000".repeat(4)))));
            assertEquals(Reason.OVER_BUDGET, reason(side.step(new byte[] {0x61})));
        }
    }

    @Test
    void aListThatAsksForEverythingManyTimesGetsOneFrame() {
        byte[] message = HEX.parseHex("61" + "02000200".repeat(10_000) + "00000200");
        Step step = Reconciliation.responder(SET, Limits.NODE).step(message).orThrow();
        assertTrue(step.reply().length <= Limits.NODE.frameBytes());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noExceptionEscapesFromDamagedMessages(long seed) {
        Random random = SampleItems.random(seed);
        List<Item> other = SampleItems.numbered(random.nextInt(1_000), 2_000 + random.nextInt(200), 4);
        List<byte[]> honest =
                Dialogue.between(SortedItems.of(other), SET, Limits.NODE).messages();
        for (int i = 0; i < 120; i++) {
            byte[] message = damaged(random, honest.get(random.nextInt(honest.size())));
            for (Reconciliation side : sides(Limits.NODE)) {
                if (side.step(message) instanceof Checked.Ok<Step>(Step step)) {
                    assertTrue(step.done() || step.reply().length <= Limits.NODE.frameBytes());
                    assertTrue(step.need().size() * Bytes32.SIZE <= message.length);
                }
            }
        }
    }

    private static List<Reconciliation> sides(Limits limits) {
        return List.of(Reconciliation.initiator(SET, limits), Reconciliation.responder(SET, limits));
    }

    private static byte[] damaged(Random random, byte[] message) {
        byte[] damaged = Arrays.copyOf(message, random.nextBoolean() ? message.length : random.nextInt(message.length));
        int first = random.nextInt(4) == 0 ? 0 : 1;
        for (int changes = 1 + random.nextInt(4); changes > 0 && damaged.length > first; changes--) {
            int place = first + random.nextInt(Math.min(damaged.length - first, random.nextBoolean() ? 40 : 10_000));
            damaged[place] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(4));
        }
        return damaged;
    }
}
