package org.byway.protocol.tab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.step.StepVectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tabs that other implementations lead to the same ends. */
class TabVectorsTest {
    static Stream<JsonNode> tabs() {
        return Vectors.cases("tabs", "tabs");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("tabs", "refused");
    }

    @ParameterizedTest
    @MethodSource("tabs")
    void theSameStepsLeadToTheSameBalance(JsonNode vector) throws InvalidProtocolBufferException {
        StepTree<TabState> tab = StepVectors.check(TabCourse.TAB, vector);
        assertEquals(vector.get("balance").asLong(), tab.state().ledger().balance());
        List<String> entries = TabEntries.signed(tab).stream()
                .map(each -> HexFormat.of().formatHex(each.toByteArray()))
                .toList();
        List<String> signed = new ArrayList<>();
        vector.get("entries").forEach(each -> signed.add(each.asText()));
        assertEquals(signed, entries);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoStepIsRefused(JsonNode vector) throws InvalidProtocolBufferException {
        StepVectors.checkRefused(vector);
    }
}
