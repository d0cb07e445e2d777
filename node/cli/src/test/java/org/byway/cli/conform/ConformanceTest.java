package org.byway.cli.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another implementation may ask, and what it is answered. */
final class ConformanceTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final long CREATED = 1_772_000_000_000L;
    private static final long EXPIRES = CREATED + 3_600_000;

    private final Conformance conformance = new Conformance(new StrictEd25519());
    private final SigningKey author = SigningKey.ofSeed(new byte[32]);
    private final byte[] content = {10, 1, 'x'};
    private final Envelope envelope = Envelope.write(
                    new Envelope.Place(
                            author.publicKey(),
                            0,
                            new Bytes32(1, 2, 3, 4),
                            Lineage.of(EXPIRES, new byte[Lineage.RANDOM_BYTES]),
                            null),
                    Kind.OFFER,
                    CREATED,
                    EXPIRES,
                    content)
            .orThrow();

    static Stream<JsonNode> signatures() {
        return Vectors.cases("signatures", "cases");
    }

    static Stream<JsonNode> keys() {
        return Vectors.cases("keys", "keys");
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void signaturesAreJudgedByTheRule(JsonNode vector) {
        ObjectNode request = vector.deepCopy();
        request.put("op", "ed25519-verify");
        assertEquals("{\"valid\":" + vector.get("valid") + "}", conformance.answer(request.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00", "zz", "AB", "00 ", "0x00"})
    void whatIsMalformedInASignatureIsNotValid(String text) {
        for (String field : List.of("publicKey", "message", "signature")) {
            ObjectNode request = verify();
            assertEquals("{\"valid\":true}", conformance.answer(request.toString()));
            request.put(field, text);
            assertEquals("{\"valid\":false}", conformance.answer(request.toString()), field);
            request.putNull(field);
            assertEquals("{\"valid\":false}", conformance.answer(request.toString()), field);
            request.remove(field);
            assertEquals("{\"valid\":false}", conformance.answer(request.toString()), field);
        }
    }

    private ObjectNode verify() {
        byte[] message = {1, 2, 3};
        return request("ed25519-verify")
                .put("publicKey", author.publicKey().hex())
                .put("message", HEX.formatHex(message))
                .put("signature", HEX.formatHex(author.sign(message)));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyIsNamedAsADid(JsonNode vector) {
        ObjectNode request = request("did-key");
        request.set("publicKey", vector.get("publicKey"));
        assertEquals(vector.get("did").asText(), answer(request).get("did").asText());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void aKeyOfAnotherLengthHasNoDid(int length) {
        assertTrue(
                answer(request("did-key").put("publicKey", "00".repeat(length))).has("error"));
    }

    @Test
    void theIdOfARecordIsTheDigestOfItsEnvelope() {
        ObjectNode request = request("record-id").put("envelope", HEX.formatHex(envelope.bytes()));
        assertEquals(
                Sha256.of(envelope.bytes()).hex(), answer(request).get("id").asText());
        assertTrue(answer(request.put("envelope", "0")).has("error"));
    }

    @Test
    void aSealedRecordIsValidWithAndWithoutItsContent() {
        ObjectNode request = sealed();
        assertEquals("{\"valid\":true,\"reason\":null}", conformance.answer(request.toString()));
        request.putNull("content");
        assertEquals("{\"valid\":true,\"reason\":null}", conformance.answer(request.toString()));
        request.remove("content");
        assertEquals("{\"valid\":true,\"reason\":null}", conformance.answer(request.toString()));
    }

    @Test
    void aRecordThatIsNotValidHasAReason() {
        assertEquals("bad-digest", reason(sealed().put("content", "0a0179")));
        assertEquals("bad-length", reason(sealed().put("content", "0a")));
        assertEquals("malformed", reason(sealed().put("content", "0A0178")));
        assertEquals("malformed", reason(sealed().put("envelope", "")));
        assertEquals("malformed", reason(sealed().put("envelope", 5)));
        assertEquals("missing-seal", reason(sealed().putNull("seal")));
        assertEquals("bad-seal", reason(sealed().put("seal", "")));
        assertEquals("malformed", reason(sealed().put("seal", "ff")));
    }

    @Test
    void anyChangedBitOfASealedRecordMakesItInvalid() {
        long seed = 3;
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            ObjectNode request = sealed();
            String field = List.of("envelope", "content", "seal").get(random.nextInt(3));
            byte[] bytes = HEX.parseHex(request.get(field).asText());
            int bit = random.nextInt(8 * bytes.length);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            request.put(field, HEX.formatHex(bytes));
            assertFalse(
                    answer(request).get("valid").asBoolean(),
                    "seed " + seed + ", try " + i + ": bit " + bit + " of " + field);
        }
    }

    private String reason(ObjectNode request) {
        JsonNode answer = answer(request);
        assertFalse(answer.get("valid").asBoolean());
        return answer.get("reason").asText();
    }

    private ObjectNode sealed() {
        Signed seal = Signed.seal(author, author.publicKey(), envelope.id());
        Bundle bundle = Bundles.write(List.of(new SignedRecord(envelope, content, seal, 0, null, 0)));
        return request("record-verify")
                .put("envelope", HEX.formatHex(envelope.bytes()))
                .put("content", HEX.formatHex(content))
                .put("seal", HEX.formatHex(bundle.getSeals(0).toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "null",
                "5",
                "\"op\"",
                "{} {}",
                "{\"op\":\"did-key\"} x",
                "{}",
                "{\"op\":5}",
                "{\"op\":null}",
                "{\"op\":\"nonsense\"}",
                "{\"op\":\"DID-KEY\"}",
                "{\"op\":\"did-key\",\"op\":\"record-id\"}",
                "{'op':'did-key'}",
                "{\"op\":\"did-key\",\"x\":1" + "000000000000000000000000000000000000000000000000000000000000000000"
                        + "}",
                "\u0000",
                "<html>"
            })
    void whatCannotBeAnsweredIsAnErrorOnOneLine(String line) {
        String answer = conformance.answer(line);
        assertTrue(answer.startsWith("{\"error\":\""), answer);
        assertFalse(answer.contains("\n"), answer);
    }

    @Test
    void deepNestingIsAnError() {
        String deep = "{\"op\":\"did-key\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertTrue(conformance.answer(deep).startsWith("{\"error\""));
    }

    @Test
    void fieldsThatAreNotKnownAreLeftAlone() {
        ObjectNode request = verify();
        request.putObject("later").putArray("more").add(1.5);
        assertEquals("{\"valid\":true}", conformance.answer(request.toString()));
    }

    static Stream<JsonNode> bases() {
        return Vectors.cases("http-signatures", "bases");
    }

    static Stream<JsonNode> signedRequests() {
        return Vectors.cases("http-signatures", "requests");
    }

    static Stream<JsonNode> digests() {
        return Vectors.cases("http-signatures", "digests");
    }

    @ParameterizedTest
    @MethodSource("bases")
    void theBaseOfASignatureIsToldOrWhyThereIsNone(JsonNode vector) {
        ObjectNode request = request("http-signature-base");
        request.set("message", vector.get("message"));
        request.set("input", vector.get("input"));
        JsonNode answer = answer(request);
        assertEquals(vector.get("base").isNull(), answer.has("error"), answer::toString);
        assertEquals(vector.get("base").asText(null), answer.path("base").asText(null));
    }

    @ParameterizedTest
    @MethodSource("signedRequests")
    void aRequestIsJudgedAsANodeDoes(JsonNode vector) {
        ObjectNode request = request("http-request-verify");
        List.of("request", "body", "now").forEach(part -> request.set(part, vector.get(part)));
        JsonNode answer = answer(request);
        assertEquals(vector.has("persona"), answer.get("valid").asBoolean(), answer::toString);
        assertEquals(vector.path("fault").asText(null), answer.get("reason").asText(null));
        assertEquals(vector.path("persona").asText(null), answer.path("persona").asText(null));
    }

    @ParameterizedTest
    @MethodSource("digests")
    void aDigestIsMadeAndHeldAgainstABody(JsonNode vector) {
        ObjectNode request = request("content-digest");
        request.set("body", vector.get("body"));
        String made = answer(request).get("field").asText();
        request.set("field", vector.get("field"));
        assertEquals(vector.get("holds"), answer(request).get("valid"));
        assertTrue(answer(request.put("field", made)).get("valid").asBoolean());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op':'http-signature-base'}",
                "{'op':'http-signature-base','message':5,'input':'a=()'}",
                "{'op':'http-signature-base','message':{'fields':[[1,2]]},'input':'a=()'}",
                "{'op':'http-signature-base','message':{'status':200,'fields':[]},'input':''}",
                "{'op':'http-signature-base','message':{'status':200,'fields':[]},'input':'a=1'}",
                "{'op':'http-request-verify','body':'','now':1}",
                "{'op':'http-request-verify','request':{'status':200,'fields':[]},'body':'','now':1}",
                "{'op':'content-digest','body':'0'}"
            })
    void aMessageThatIsNoneIsAnError(String line) {
        assertTrue(conformance.answer(line.replace('\'', '"')).startsWith("{\"error\""));
    }

    private static ObjectNode request(String op) {
        return JsonNodeFactory.instance.objectNode().put("op", op);
    }

    private JsonNode answer(ObjectNode request) {
        try {
            return new ObjectMapper().readTree(conformance.answer(request.toString()));
        } catch (IOException e) {
            throw new AssertionError("an answer is JSON", e);
        }
    }
}
