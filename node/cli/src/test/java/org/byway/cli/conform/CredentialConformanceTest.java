package org.byway.cli.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.StrictEd25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Credentials that another implementation asks about. */
class CredentialConformanceTest {
    private final Conformance conformance =
            new Conformance(new StrictEd25519(), InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)));

    static Stream<JsonNode> examples() {
        return Vectors.cases("sd-jwt", "examples");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("sd-jwt", "refused");
    }

    private JsonNode answer(JsonNode vector) throws JsonProcessingException {
        ObjectNode request = vector.deepCopy();
        request.put("op", "sd-jwt-verify");
        return new ObjectMapper().readTree(conformance.answer(request.toString()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theClaimsAreAnswered(JsonNode vector) throws JsonProcessingException {
        assertEquals(vector.get("claims"), answer(vector).get("claims"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aRefusalIsAnErrorWithItsCode(JsonNode vector) throws JsonProcessingException {
        JsonNode answer = answer(vector);
        assertTrue(answer.path("error").asText().startsWith(vector.get("reason").asText() + ": "), answer::toString);
    }

    @Test
    void withoutATimeTheClockTells() throws JsonProcessingException {
        for (JsonNode vector : refused().toList()) {
            if (vector.get("why").asText().equals("expired")) {
                assertTrue(answer(((ObjectNode) vector).without("now")).has("error"));
                return;
            }
        }
        throw new AssertionError("no vector that has expired");
    }

    @Test
    void whatIsNoQuestionIsAnError() throws JsonProcessingException {
        ObjectNode vector = (ObjectNode) examples().findFirst().orElseThrow();
        for (String member : new String[] {"sdJwt", "issuerKey", "nonce", "audience", "now"}) {
            ObjectNode wrong = vector.deepCopy();
            wrong.putArray(member);
            assertTrue(answer(wrong).has("error"), member);
        }
        assertTrue(answer(vector.without("sdJwt")).has("error"));
        assertTrue(answer(vector.without("issuerKey")).has("error"));
    }
}
