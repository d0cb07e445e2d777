package org.byway.agent.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Credentials of the RFC, of others, and of forgers. */
class SdJwtVerificationTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SdJwtVerification verification = new SdJwtVerification(new StrictEd25519());

    static Stream<JsonNode> examples() {
        return Vectors.cases("sd-jwt", "examples");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("sd-jwt", "refused");
    }

    private Checked<Verified> verify(JsonNode vector, String sdJwt) {
        Expected expected = new Expected(
                vector.get("nonce").textValue(),
                vector.get("audience").textValue(),
                vector.get("now").longValue());
        return switch (PublicKey.of(vector.get("issuerKey"))) {
            case Checked.Refused<PublicKey> refused -> refused.as();
            case Checked.Ok<PublicKey>(PublicKey key) -> verification.verify(sdJwt, key, expected);
        };
    }

    private Checked<Verified> verify(JsonNode vector) {
        return verify(vector, vector.get("sdJwt").textValue());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatWasDisclosedIsProved(JsonNode vector) throws JsonProcessingException {
        Verified verified = verify(vector).orThrow();
        assertEquals(vector.get("claims"), JSON.readTree(verified.claims().toString()));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatAForgerMakesIsRefused(JsonNode vector) {
        Checked.Refused<Verified> refused =
                assertInstanceOf(Checked.Refused.class, verify(vector), vector.get("why")::asText);
        assertEquals(vector.get("reason").asText(), refused.refusal().reason().code());
    }

    @Test
    void noCharacterOfAPresentationCanBeAnother() {
        examples().filter(vector -> !vector.get("nonce").isNull()).forEach(vector -> {
            String good = vector.get("sdJwt").textValue();
            for (int at = 0; at < good.length(); at++) {
                char other = good.charAt(at) == 'A' ? 'B' : 'A';
                String altered = good.substring(0, at) + other + good.substring(at + 1);
                assertInstanceOf(Checked.Refused.class, verify(vector, altered), "character " + at);
            }
        });
    }

    @Test
    void noPresentationCanBeCutShort() {
        examples().filter(vector -> !vector.get("nonce").isNull()).forEach(vector -> {
            String good = vector.get("sdJwt").textValue();
            for (int end = 0; end < good.length(); end++) {
                assertInstanceOf(Checked.Refused.class, verify(vector, good.substring(0, end)), "at " + end);
            }
        });
    }

    @Test
    void aFloodOfDisclosuresIsNotRead() {
        JsonNode vector = examples().findFirst().orElseThrow();
        String many = "a~" + "b~".repeat(SdJwt.MAX_DISCLOSURES + 1);
        Checked.Refused<Verified> refused = assertInstanceOf(Checked.Refused.class, verify(vector, many));
        assertEquals("too-large", refused.refusal().reason().code());
        String tooLong = "a".repeat(SdJwt.MAX_CHARACTERS) + "~";
        refused = assertInstanceOf(Checked.Refused.class, verify(vector, tooLong));
        assertEquals("too-large", refused.refusal().reason().code());
    }
}
