package org.byway.cli.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.StrictEd25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blind signatures that another implementation asks about. */
class BlindConformanceTest {
    private final Conformance conformance = new Conformance(new StrictEd25519());

    static Stream<JsonNode> signed() {
        return Vectors.cases("blind-rsa", "signed");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("blind-rsa", "refused");
    }

    private static ObjectNode request(JsonNode vector) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("op", "blind-rsa-verify");
        for (String field : List.of("publicKey", "message", "signature", "variant")) {
            request.set(field, vector.get(field));
        }
        return request;
    }

    private JsonNode answer(JsonNode request) throws JsonProcessingException {
        return new ObjectMapper().readTree(conformance.answer(request.toString()));
    }

    @ParameterizedTest
    @MethodSource("signed")
    void aSignatureHolds(JsonNode vector) throws JsonProcessingException {
        assertEquals("{\"valid\":true}", answer(request(vector)).toString());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anAlteredOneDoesNot(JsonNode vector) throws JsonProcessingException {
        assertEquals("{\"valid\":false}", answer(request(vector)).toString());
    }

    @Test
    void withoutAVariantTheFirstIsMeant() throws JsonProcessingException {
        JsonNode first = signed().findFirst().orElseThrow();
        ObjectNode request = request(first);
        request.remove("variant");
        assertTrue(answer(request).path("valid").asBoolean());
        assertTrue(answer(request.put("variant", "RSABSSA")).has("error"));
        assertTrue(answer(request(first).put("signature", "XY")).path("valid").isBoolean());
    }
}
