package org.byway.protocol.letter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sealed for a key is opened with it, as it was sealed, and otherwise not at all. */
final class HpkeTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] NONE = {};

    static Stream<JsonNode> opened() {
        return Vectors.cases("hpke", "opened");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("hpke", "refused");
    }

    @ParameterizedTest
    @MethodSource("opened")
    void aTextIsOpened(JsonNode vector) {
        SealingKey key = SealingKey.ofPrivateKey(bytes(vector, "privateKey"));
        assertEquals(vector.get("publicKey").asText(), key.publicKey().hex());
        assertEquals(
                vector.get("plaintext").asText(), HEX.formatHex(open(vector).orThrow()));
    }

    @ParameterizedTest
    @MethodSource("opened")
    void aTextIsSealedAsTheVectorsHaveIt(JsonNode vector) {
        if (vector.has("seed")) {
            Hpke.Sealed sealed = Hpke.seal(
                            Bytes32.of(bytes(vector, "publicKey")),
                            bytes(vector, "info"),
                            bytes(vector, "aad"),
                            bytes(vector, "plaintext"),
                            bytes(vector, "seed"))
                    .orThrow();
            assertEquals(vector.get("enc").asText(), sealed.enc().hex());
            assertEquals(vector.get("ciphertext").asText(), HEX.formatHex(sealed.ciphertext()));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsAlteredIsNotOpened(JsonNode vector) {
        boolean lengths = bytes(vector, "enc").length == Bytes32.SIZE
                && bytes(vector, "privateKey").length == SealingKey.KEY_BYTES;
        if (lengths) {
            assertInstanceOf(Checked.Refused.class, open(vector), vector::toString);
        } else {
            assertThrows(IllegalArgumentException.class, () -> open(vector), vector::toString);
        }
    }

    @Test
    void anySizeComesBackAndAnyBitCounts() {
        long seed = 11;
        Random random = new Random(seed);
        SealingKey receiver = SealingKey.ofSeed(random(random, 32));
        for (int size : new int[] {0, 1, 15, 16, 17, 63, 64, 65, 4_096}) {
            byte[] text = random(random, size);
            byte[] aad = random(random, size % 7);
            Hpke.Sealed sealed = Hpke.seal(receiver.publicKey(), NONE, aad, text, random(random, 32))
                    .orThrow();
            assertEquals(size + Hpke.TAG_BYTES, sealed.ciphertext().length);
            assertArrayEquals(
                    text,
                    Hpke.open(sealed.enc(), receiver, NONE, aad, sealed.ciphertext())
                            .orThrow());
            int bit = random.nextInt(8 * sealed.ciphertext().length);
            sealed.ciphertext()[bit / 8] ^= (byte) (1 << bit % 8);
            assertInstanceOf(
                    Checked.Refused.class,
                    Hpke.open(sealed.enc(), receiver, NONE, aad, sealed.ciphertext()),
                    () -> "seed " + seed + ", size " + size + ", bit " + bit);
        }
    }

    @Test
    void nothingIsSealedForAPointOfSmallOrder() {
        assertInstanceOf(Checked.Refused.class, Hpke.seal(Bytes32.ZERO, NONE, NONE, NONE, new byte[32]));
    }

    @Test
    void aKeyIsNeverPrintedAndCanBeForgotten() {
        byte[] secret = HEX.parseHex("ab".repeat(32));
        SealingKey key = SealingKey.ofPrivateKey(secret);
        assertFalse(key.toString().contains("abab"));
        Hpke.Sealed sealed =
                Hpke.seal(key.publicKey(), NONE, NONE, new byte[1], secret).orThrow();
        key.wipe();
        assertInstanceOf(Checked.Refused.class, Hpke.open(sealed.enc(), key, NONE, NONE, sealed.ciphertext()));
        assertEquals("ab".repeat(32), HEX.formatHex(secret));
    }

    private static Checked<byte[]> open(JsonNode vector) {
        return Hpke.open(
                Bytes32.of(bytes(vector, "enc")),
                SealingKey.ofPrivateKey(bytes(vector, "privateKey")),
                bytes(vector, "info"),
                bytes(vector, "aad"),
                bytes(vector, "ciphertext"));
    }

    private static byte[] bytes(JsonNode vector, String field) {
        return HEX.parseHex(vector.get(field).asText());
    }

    private static byte[] random(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
