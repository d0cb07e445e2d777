package org.byway.protocol.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.step.StepVectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deals that other implementations lead to the same ends. */
class DealVectorsTest {
    static Stream<JsonNode> deals() {
        return Vectors.cases("deals", "deals");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("deals", "refused");
    }

    @ParameterizedTest
    @MethodSource("deals")
    void theSameStepsLeadToTheSameState(JsonNode vector) throws InvalidProtocolBufferException {
        StepTree<DealState> deal = StepVectors.check(Lifecycle.DEAL, vector);
        if (vector.has("agreement")) {
            assertEquals(
                    vector.get("agreement").asText(),
                    HexFormat.of()
                            .formatHex(deal.state()
                                    .parties()
                                    .agreement(deal.state().proposal())
                                    .toByteArray()));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoStepIsRefused(JsonNode vector) throws InvalidProtocolBufferException {
        StepVectors.checkRefused(vector);
    }
}
