package org.byway.protocol.tab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.SignedStep;
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

    private static Checked<Step> read(String hex) throws InvalidProtocolBufferException {
        return Step.read(SignedStep.parseFrom(HexFormat.of().parseHex(hex)), new StrictEd25519());
    }

    @ParameterizedTest
    @MethodSource("tabs")
    void theSameStepsLeadToTheSameBalance(JsonNode vector) throws InvalidProtocolBufferException {
        List<Step> steps = new ArrayList<>();
        for (JsonNode letter : vector.get("letters")) {
            steps.add(read(letter.asText()).orThrow());
        }
        StepTree<TabState> tab = TabCourse.of(steps);
        assertEquals(vector.get("state").asText(), tab.state().word());
        assertEquals(vector.get("balance").asLong(), tab.state().ledger().balance());
        TreeMap<String, String> refusals = new TreeMap<>();
        tab.refused()
                .forEach((step, why) -> refusals.put(step.hex(), why.reason().code()));
        TreeMap<String, String> wanted = new TreeMap<>();
        vector.get("refusals")
                .properties()
                .forEach(each -> wanted.put(each.getKey(), each.getValue().asText()));
        assertEquals(wanted, refusals);
        List<String> entries = TabEntries.signed(tab.path()).stream()
                .map(each -> HexFormat.of().formatHex(each.toByteArray()))
                .toList();
        List<String> signed = new ArrayList<>();
        vector.get("entries").forEach(each -> signed.add(each.asText()));
        assertEquals(signed, entries);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoStepIsRefused(JsonNode vector) throws InvalidProtocolBufferException {
        Checked<Step> read = read(vector.get("letter").asText());
        assertInstanceOf(Checked.Refused.class, read);
        if (read instanceof Checked.Refused<Step>(Refusal why)) {
            assertEquals(vector.get("reason").asText(), why.reason().code());
        }
    }
}
