package org.byway.protocol.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From 32 secret bytes to a public key, its signatures and its text. */
final class SigningKeyTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<JsonNode> keys() {
        return Vectors.cases("keys", "keys");
    }

    static Stream<JsonNode> refusedDids() {
        return Vectors.cases("keys", "refusedDids");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aSeedMakesOneKeyOneSignatureAndOneDid(JsonNode vector) {
        SigningKey key = SigningKey.ofSeed(HEX.parseHex(vector.get("seed").asText()));
        assertEquals(vector.get("publicKey").asText(), key.publicKey().hex());
        byte[] message = HEX.parseHex(vector.get("message").asText());
        assertEquals(vector.get("signature").asText(), HEX.formatHex(key.sign(message)));
        assertEquals(vector.get("did").asText(), DidKey.of(key.publicKey()));
        assertEquals(key.publicKey(), DidKey.parse(vector.get("did").asText()).orThrow());
    }

    @ParameterizedTest
    @MethodSource("refusedDids")
    void whatIsNoDidOfAnEd25519KeyIsRefused(JsonNode vector) {
        Checked<?> answer = DidKey.parse(vector.get("did").asText());
        if (!(answer instanceof Checked.Refused<?> refused)) {
            throw new AssertionError(vector + " is taken");
        }
        assertEquals(Reason.BAD_KEY, refused.refusal().reason(), vector::toString);
    }

    @Test
    void aVeryLongDidIsRefusedWithoutWork() {
        Checked<?> answer = DidKey.parse("did:key:z" + "z".repeat(1_000_000));
        assertEquals(Checked.Refused.class, answer.getClass());
    }

    @Test
    void theSeedIsCopiedAndNeverPrinted() {
        byte[] seed = new byte[32];
        SigningKey key = SigningKey.ofSeed(seed);
        byte[] before = key.sign(new byte[1]);
        seed[0] = 1;
        assertEquals(HEX.formatHex(before), HEX.formatHex(key.sign(new byte[1])));
        assertFalse(key.toString().contains("0000000000"));
    }

    @Test
    void aSeedHasThirtyTwoBytes() {
        assertThrows(IllegalArgumentException.class, () -> SigningKey.ofSeed(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> SigningKey.ofSeed(new byte[33]));
    }
}
