package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Byte for byte what the public reference of Negentropy Protocol V1 wrote for the same sets and frames. */
final class NegentropyVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<JsonNode> cases() {
        return Vectors.cases("negentropy", "cases");
    }

    static Stream<JsonNode> replies() {
        return Vectors.cases("negentropy", "replies");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothSidesSayWhatTheReferenceSays(JsonNode vector) {
        List<Item> ours = itemsWithout(vector, "initiatorLacks");
        List<Item> theirs = itemsWithout(vector, "responderLacks");
        Dialogue said = Dialogue.between(
                SortedItems.of(ours),
                        Limits.open(vector.get("initiatorFrameBytes").asInt()),
                SortedItems.of(theirs),
                        Limits.open(vector.get("responderFrameBytes").asInt()));
        List<String> expected = new ArrayList<>();
        vector.get("messages").forEach(message -> expected.add(message.asText()));
        assertEquals(expected, said.messages().stream().map(HEX::formatHex).toList());
        assertEquals(TailScenario.difference(ours, theirs), said.have());
        assertEquals(TailScenario.difference(theirs, ours), said.need());
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aResponderRepliesAsTheReferenceDoes(JsonNode vector) {
        SortedItems set = SortedItems.of(items(vector));
        byte[] message = HEX.parseHex(vector.get("message").asText());
        Step step = Reconciliation.responder(set, Limits.NODE).step(message).orThrow();
        assertEquals(vector.get("reply").asText(), HEX.formatHex(step.reply()));
    }

    private static List<Item> items(JsonNode vector) {
        return SampleItems.numbered(
                0, vector.get("count").asInt(), vector.get("perSecond").asInt());
    }

    private static List<Item> itemsWithout(JsonNode vector, String lacks) {
        List<Item> items = items(vector);
        List<Item> lacking = new ArrayList<>();
        for (JsonNode range : vector.get(lacks)) {
            lacking.addAll(items.subList(range.get(0).asInt(), range.get(1).asInt()));
        }
        items.removeAll(lacking);
        return items;
    }
}
