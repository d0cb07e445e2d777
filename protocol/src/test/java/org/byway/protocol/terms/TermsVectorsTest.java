package org.byway.protocol.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.step.StepVectors;
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

    @ParameterizedTest
    @MethodSource("terms")
    void theSameStepsLeadToTheSameState(JsonNode vector) throws InvalidProtocolBufferException {
        StepTree<TermsState> tree = StepVectors.check(TermsCourse.TERMS, vector);
        assertEquals(vector.get("status").asText(), TermsStatus.of(tree.state()).term());
        String signed = DoublySigned.of(tree)
                .map(SignedTerms::toByteArray)
                .map(HexFormat.of()::formatHex)
                .orElse("");
        assertEquals(vector.path("signed").asText(), signed);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoStepIsRefused(JsonNode vector) throws InvalidProtocolBufferException {
        StepVectors.checkRefused(vector);
    }
}
