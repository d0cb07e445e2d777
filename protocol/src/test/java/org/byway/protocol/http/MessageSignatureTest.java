package org.byway.protocol.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a signature is made over, and whether it holds: RFC 9421, with its own examples. */
final class MessageSignatureTest {
    static Stream<JsonNode> bases() {
        return Vectors.cases("http-signatures", "bases");
    }

    static Stream<JsonNode> signatures() {
        return Vectors.cases("http-signatures", "signatures");
    }

    static Stream<JsonNode> digests() {
        return Vectors.cases("http-signatures", "digests");
    }

    @ParameterizedTest
    @MethodSource("bases")
    void aBaseHasALineForEachComponent(JsonNode vector) {
        Message message = Messages.of(vector.get("message"));
        String input = vector.get("input").asText();
        Fields fields = message.fields()
                .with("Signature-Input", input)
                .with("Signature", input.substring(0, input.indexOf('=')) + "=::");
        Checked<String> base = MessageSignature.read(fields).orThrow().get(0).base(message);
        if (vector.get("base").isNull()) {
            assertInstanceOf(Checked.Refused.class, base, vector::toString);
        } else {
            assertEquals(vector.get("base").asText(), base.orThrow());
        }
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void aSignatureHoldsOfTheMessageThatWasSigned(JsonNode vector) {
        Message message = Messages.of(vector.get("message"));
        Bytes32 key = Bytes32.ofHex(vector.get("publicKey").asText());
        boolean holds = MessageSignature.read(message.fields())
                        instanceof Checked.Ok<List<MessageSignature>>(List<MessageSignature> all)
                && all.size() == 1
                && all.get(0).holds(message, key, new StrictEd25519());
        assertEquals(vector.get("holds").asBoolean(), holds, vector::toString);
    }

    @ParameterizedTest
    @MethodSource("digests")
    void aDigestIsOfTheBodyByEveryAlgorithmThatIsKnown(JsonNode vector) {
        byte[] body = HexFormat.of().parseHex(vector.get("body").asText());
        Checked<byte[]> checked = ContentDigest.check(vector.get("field").asText(), body);
        assertEquals(vector.get("holds").asBoolean(), checked instanceof Checked.Ok, vector::toString);
        assertInstanceOf(Checked.Ok.class, ContentDigest.check(ContentDigest.of(body), body));
    }

    /** RFC 9421, B.2.6: Ed25519 is deterministic, so what we sign is what stands there. */
    @Test
    void theExampleOfTheStandardIsSignedAsItStandsThere() {
        JsonNode vector = signatures().findFirst().orElseThrow();
        Message message = Messages.of(vector.get("message"));
        SigningKey key = SigningKey.ofSeed(
                HexFormat.of().parseHex("9f8362f87a484a954e6e740c5b4c0e84229139a20aa8ab56ff66586f6a7d29c5"));
        SignatureParameters parameters =
                new SignatureParameters(1_618_884_473L, null, null, "test-key-ed25519", null, null);
        List<String> covered = List.of("date", "@method", "@path", "@authority", "content-type", "content-length");
        Fields signed = MessageSignature.sign(message, "sig-b26", covered, parameters, key)
                .orThrow()
                .addTo(Fields.NONE);
        assertEquals(message.fields().get("signature-input"), signed.get("signature-input"));
        assertEquals(message.fields().get("signature"), signed.get("signature"));
    }
}
