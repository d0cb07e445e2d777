package org.byway.protocol.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A request is a persona's own, once, or is refused with a reason. */
final class RequestRuleTest {
    private static final long NOW = 1_772_000_000_000L;
    private static final byte[] NO_BODY = {};
    private static final Message.Request REQUEST =
            new Message.Request("GET", "http", "127.0.0.1:7480", "/v1/interests", "", Fields.NONE);

    private final SigningKey persona = SigningKey.ofSeed(new byte[32]);
    private final RequestRule rule = rule(4, 0);

    static Stream<JsonNode> requests() {
        return Vectors.cases("http-signatures", "requests");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsJudgedByTheRule(JsonNode vector) {
        byte[] body = HexFormat.of().parseHex(vector.get("body").asText());
        RequestVerdict verdict = rule.judge(
                Messages.request(vector.get("request")), body, vector.get("now").asLong());
        if (vector.has("persona")) {
            Bytes32 key = Bytes32.ofHex(vector.get("persona").asText());
            assertEquals(new RequestVerdict.Signed(key), verdict, vector::toString);
        } else {
            assertEquals(vector.get("fault").asText(), fault(verdict), verdict::toString);
        }
    }

    @Test
    void whatIsSignedHereIsTakenHere() {
        byte[] body = {1, 2, 3};
        Message.Request post = new Message.Request("POST", "http", "[::1]:80", "", "x=1", Fields.NONE.with("A", "b"));
        Message.Request signed = post.with(RequestSigning.sign(post, body, persona, NOW, new byte[16]));
        assertEquals(new RequestVerdict.Signed(persona.publicKey()), rule.judge(signed, body, NOW + 999));
        assertEquals("b", signed.fields().get("a"));
    }

    @Test
    void whatMustBeCoveredBesideIsCoveredBySigningAHeader() {
        List<String> node = List.of(RequestRule.NODE_HEADER);
        Message.Request plain = signed(persona, 1, NOW);
        assertEquals("uncovered", fault(rule.judge(plain, NO_BODY, node, NOW)));
        Fields added = plain.fields().with(RequestRule.NODE_HEADER, "ab");
        assertEquals("uncovered", fault(rule.judge(plain.with(added), NO_BODY, node, NOW)), "beside the signature");

        Message.Request named = REQUEST.with(Fields.NONE.with(RequestRule.NODE_HEADER, "ab"));
        Message.Request signed = named.with(RequestSigning.sign(named, NO_BODY, persona, NOW, new byte[16]));
        Fields other = new Fields(signed.fields().all().stream()
                .map(field ->
                        field.name().equals(RequestRule.NODE_HEADER) ? new Fields.Field(field.name(), "cd") : field)
                .toList());
        assertEquals("wrong-signature", fault(rule.judge(signed.with(other), NO_BODY, node, NOW)));
        assertEquals("signed", fault(rule.judge(signed, NO_BODY, node, NOW)));
    }

    @Test
    void aNonceIsTakenOnceFromEachKey() {
        Message.Request request = signed(persona, 1, NOW);
        assertEquals("signed", fault(rule.judge(request, NO_BODY, NOW)));
        assertEquals("replayed", fault(rule.judge(request, NO_BODY, NOW)));
        assertEquals("replayed", fault(rule.judge(signed(persona, 1, NOW + 1_000), NO_BODY, NOW)));
        assertEquals("signed", fault(rule.judge(signed(persona, 2, NOW), NO_BODY, NOW)));
        SigningKey other = SigningKey.ofSeed(HexFormat.of().parseHex("01".repeat(32)));
        assertEquals("signed", fault(rule.judge(signed(other, 1, NOW), NO_BODY, NOW)));
    }

    @Test
    void aRequestThatIsRefusedUsesUpNoNonce() {
        Message.Request good = signed(persona, 1, NOW);
        Message.Request forged = new Message.Request(
                "DELETE", good.scheme(), good.authority(), good.path(), good.query(), good.fields());
        assertEquals("wrong-signature", fault(rule.judge(forged, NO_BODY, NOW)));
        assertEquals("signed", fault(rule.judge(good, NO_BODY, NOW)));
    }

    /** Four nonces fit; the fifth narrows the window, and nothing that was taken is taken again. */
    @Test
    void aFloodMakesTheWindowNarrowerAndLetsNothingInTwice() {
        for (int i = 0; i < 50; i++) {
            assertEquals("signed", fault(rule.judge(signed(persona, i, NOW + i * 1_000), NO_BODY, NOW + i * 1_000)));
        }
        long now = NOW + 49_000;
        for (int i = 0; i < 50; i++) {
            String fault = fault(rule.judge(signed(persona, i, NOW + i * 1_000), NO_BODY, now));
            assertEquals(i < 46 ? "stale-signature" : "replayed", fault, "nonce " + i);
        }
        assertEquals("stale-signature", fault(rule.judge(signed(persona, 99, NOW + 45_000), NO_BODY, now)));
        assertEquals("signed", fault(rule.judge(signed(persona, 99, NOW + 46_000), NO_BODY, now)));
    }

    @Test
    void whatWasSignedBeforeANodeBeganIsRefused() {
        RequestRule fresh = rule(4, NOW / 1000);
        assertEquals("stale-signature", fault(fresh.judge(signed(persona, 1, NOW - 1), NO_BODY, NOW)));
        assertEquals("signed", fault(fresh.judge(signed(persona, 1, NOW), NO_BODY, NOW)));
    }

    @Test
    void noncesThatTheWindowHasPassedTakeNoRoom() {
        Nonces nonces = new Nonces(1_000, 0);
        for (int second = 0; second < 2_000; second++) {
            nonces.take(persona.publicKey(), "nonce " + second, second, second - RequestRule.WINDOW_SECONDS);
        }
        assertTrue(nonces.size() <= RequestRule.WINDOW_SECONDS + 1, () -> nonces.size() + " nonces");
    }

    private static RequestRule rule(int nonces, long beganSecond) {
        return new RequestRule(new StrictEd25519(), new Nonces(nonces, beganSecond));
    }

    private static Message.Request signed(SigningKey key, int number, long now) {
        byte[] nonce =
                ByteBuffer.allocate(RequestSigning.NONCE_BYTES).putInt(number).array();
        return REQUEST.with(RequestSigning.sign(REQUEST, NO_BODY, key, now, nonce));
    }

    private static String fault(RequestVerdict verdict) {
        return switch (verdict) {
            case RequestVerdict.Signed signed -> "signed";
            case RequestVerdict.Refused refused -> refused.fault().code();
        };
    }
}
