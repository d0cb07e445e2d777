package org.byway.protocol.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.step.StepVectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payment signals that other implementations lead to the same ends. */
class PayVectorsTest {
    static Stream<JsonNode> signals() {
        return Vectors.cases("pay-signals", "signals");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("pay-signals", "refused");
    }

    @ParameterizedTest
    @MethodSource("signals")
    void theSameStepsLeadToTheSamePayments(JsonNode vector) throws InvalidProtocolBufferException {
        PayState state = StepVectors.check(PayCourse.PAY, vector).state();
        long confirmed = state instanceof PayState.Going going ? going.pact().confirmed() : 0;
        assertEquals(vector.get("confirmed").asLong(), confirmed);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoStepIsRefused(JsonNode vector) throws InvalidProtocolBufferException {
        StepVectors.checkRefused(vector);
    }
}
