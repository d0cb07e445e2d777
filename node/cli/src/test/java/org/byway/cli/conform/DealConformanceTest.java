package org.byway.cli.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.StrictEd25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deals and terms that another implementation asks about. */
class DealConformanceTest {
    private final Conformance conformance = new Conformance(new StrictEd25519());

    static Stream<JsonNode> deals() {
        return Stream.concat(Vectors.cases("deals", "deals"), Vectors.cases("terms", "terms"));
    }

    static Stream<JsonNode> refused() {
        return Stream.concat(Vectors.cases("deals", "refused"), Vectors.cases("terms", "refused"));
    }

    private static ObjectNode request() {
        return JsonNodeFactory.instance.objectNode().put("op", "deal-replay");
    }

    private JsonNode answer(JsonNode request) throws JsonProcessingException {
        return new ObjectMapper().readTree(conformance.answer(request.toString()));
    }

    @ParameterizedTest
    @MethodSource("deals")
    void aDealIsReplayed(JsonNode vector) throws JsonProcessingException {
        ObjectNode request = request();
        request.set("letters", vector.get("letters"));
        JsonNode answer = answer(request);
        assertEquals(vector.get("state"), answer.get("state"));
        assertEquals(vector.get("refusals"), answer.get("refusals"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoStepIsToldByItsPlace(JsonNode vector) throws JsonProcessingException {
        ObjectNode request = request();
        request.putArray("letters").add(vector.get("letter"));
        assertEquals(vector.get("reason"), answer(request).path("refusals").path("0"));
    }

    @Test
    void whatIsNoListOfHexIsAnError() throws JsonProcessingException {
        assertTrue(answer(request()).has("error"));
        ObjectNode request = request();
        request.putArray("letters").add("XY").add(5);
        assertEquals("malformed", answer(request).path("refusals").path("1").asText());
    }
}
