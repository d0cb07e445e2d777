package org.byway.protocol.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.blind.RsaPublicKey;
import org.byway.protocol.blind.RsaSigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody draws a token, and shows it to whoever gave it without being known. */
class PostTokenTest {
    private static final Bytes32 COMMUNITY = new Bytes32(1, 2, 3, 4);
    private static final Bytes32 NODE = new Bytes32(5, 6, 7, 8);

    static Stream<JsonNode> issued() {
        return Vectors.cases("private-tokens", "issued");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("private-tokens", "refused");
    }

    private static byte[] bytes(JsonNode vector, String field) {
        return HexFormat.of().parseHex(vector.get(field).asText());
    }

    private static RsaPublicKey key(JsonNode vector) {
        return RsaPublicKey.ofInfo(bytes(vector, "publicKey"), PostToken.VARIANT)
                .orThrow();
    }

    @ParameterizedTest
    @MethodSource("issued")
    void itsBytesAreThoseOfTheRfc(JsonNode vector) {
        PostToken token = PostToken.read(bytes(vector, "token")).orThrow();
        assertArrayEquals(bytes(vector, "publicKey"), key(vector).pssInfo());
        assertEquals(PostToken.keyId(key(vector)), token.key());
        assertEquals(Sha256.of(bytes(vector, "challenge")), token.challenge());
        assertEquals(Bytes32.of(bytes(vector, "nonce")), token.nonce());
        assertTrue(token.holds(key(vector)));
        assertArrayEquals(bytes(vector, "token"), token.bytes());
        byte[] wanted = TokenDraft.wanted(bytes(vector, "request"), key(vector)).orThrow();
        assertArrayEquals(Arrays.copyOfRange(bytes(vector, "request"), 3, TokenDraft.REQUEST_BYTES), wanted);
    }

    @ParameterizedTest
    @MethodSource("issued")
    void soIsItsChallenge(JsonNode vector) {
        ByteBuffer from = ByteBuffer.wrap(bytes(vector, "challenge"));
        assertEquals(PostToken.TYPE, from.getShort());
        byte[] issuer = new byte[from.getShort()];
        from.get(issuer);
        byte[] context = new byte[from.get()];
        from.get(context);
        byte[] origin = new byte[from.getShort()];
        from.get(origin);
        assertArrayEquals(
                bytes(vector, "challenge"),
                Challenge.bytes(
                        new String(issuer, StandardCharsets.US_ASCII),
                        context,
                        new String(origin, StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsAlteredIsRefused(JsonNode vector) {
        boolean held = PostToken.read(bytes(vector, "token")) instanceof Checked.Ok<PostToken>(PostToken token)
                && token.holds(key(vector));
        assertFalse(held);
    }

    @Test
    void whatIsDrawnHoldsAndTheIssuerHasNotSeenIt() {
        RsaSigningKey signer = RsaSigningKey.generate(new Random(7));
        Random chance = new Random(8);
        RsaPublicKey issuer = signer.publicKey();
        Bytes32 challenge = Challenge.digest(COMMUNITY, NODE);
        TokenDraft draft = TokenDraft.draw(challenge, issuer, chance).orThrow();
        byte[] asked = TokenDraft.wanted(draft.request(), issuer).orThrow();
        PostToken token = draft.finish(signer.sign(asked, chance).orThrow()).orThrow();
        assertTrue(token.holds(issuer));
        assertEquals(challenge, token.challenge());
        assertFalse(Arrays.equals(asked, token.authenticator()));

        RsaPublicKey other = RsaSigningKey.generate(new Random(9)).publicKey();
        assertFalse(token.holds(other));
        assertInstanceOf(Checked.Refused.class, draft.finish(new byte[PostToken.KEY_BYTES]));
        byte[] early = draft.request();
        assertInstanceOf(Checked.Refused.class, TokenDraft.wanted(Arrays.copyOf(early, early.length - 1), issuer));
        early[2] ^= 1;
        assertInstanceOf(Checked.Refused.class, TokenDraft.wanted(early, issuer));
    }
}
