package org.byway.protocol.terms;

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
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.SignedStep;
import org.byway.protocol.wire.SignedTerms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Terms that other implementations lead to the same ends, and to the same signed bytes. */
class TermsVectorsTest {
    static Stream<JsonNode> terms() {
        return Vectors.cases("terms", "terms");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("terms", "refused");
    }

    private static Checked<Step> read(String hex) throws InvalidProtocolBufferException {
        return Step.read(SignedStep.parseFrom(HexFormat.of().parseHex(hex)), new StrictEd25519());
    }

    @ParameterizedTest
    @MethodSource("terms")
    void theSameStepsLeadToTheSameState(JsonNode vector) throws InvalidProtocolBufferException {
        List<Step> steps = new ArrayList<>();
        for (JsonNode letter : vector.get("letters")) {
            steps.add(read(letter.asText()).orThrow());
        }
        StepTree<TermsState> tree = TermsCourse.of(steps);
        assertEquals(vector.get("state").asText(), tree.state().word());
        assertEquals(vector.get("status").asText(), TermsStatus.of(tree.state()).term());
        TreeMap<String, String> wanted = new TreeMap<>();
        vector.get("refusals")
                .properties()
                .forEach(each -> wanted.put(each.getKey(), each.getValue().asText()));
        TreeMap<String, String> refusals = new TreeMap<>();
        tree.refused()
                .forEach((step, why) -> refusals.put(step.hex(), why.reason().code()));
        assertEquals(wanted, refusals);
        String signed = DoublySigned.of(tree)
                .map(SignedTerms::toByteArray)
                .map(HexFormat.of()::formatHex)
                .orElse("");
        assertEquals(vector.path("signed").asText(), signed);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoStepIsRefused(JsonNode vector) throws InvalidProtocolBufferException {
        Checked.Refused<?> refused = assertInstanceOf(
                Checked.Refused.class, read(vector.get("letter").asText()));
        assertEquals(vector.get("reason").asText(), refused.refusal().reason().code());
    }
}
