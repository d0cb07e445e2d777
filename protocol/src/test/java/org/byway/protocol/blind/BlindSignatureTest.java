package org.byway.protocol.blind;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody gets a signature of what the signer never sees. */
class BlindSignatureTest {
    private static final Variant SPOKEN = Variant.RANDOMIZED;
    private static final RsaSigningKey SIGNER = RsaSigningKey.generate(new Random(1));

    private final Random chance = new Random(2);

    static Stream<JsonNode> signed() {
        return Vectors.cases("blind-rsa", "signed");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("blind-rsa", "refused");
    }

    private static byte[] bytes(JsonNode vector, String field) {
        return HexFormat.of().parseHex(vector.get(field).asText());
    }

    private static BigInteger number(JsonNode vector, String field) {
        return new BigInteger(vector.get(field).asText(), 16);
    }

    private static Variant variant(JsonNode vector) {
        return Variant.named(vector.get("variant").asText()).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("signed")
    void eachStepIsThatOfTheRfc(JsonNode vector) {
        Variant variant = variant(vector);
        RsaPublicKey key =
                RsaPublicKey.ofInfo(bytes(vector, "publicKey"), variant).orThrow();
        byte[] message = bytes(vector, "message");
        BigInteger factor = number(vector, "inverse").modInverse(key.modulus());
        BlindSignature.Blinded blinded = BlindSignature.blind(key, message, bytes(vector, "salt"), factor)
                .orThrow();
        assertArrayEquals(bytes(vector, "blinded"), blinded.message());
        assertArrayEquals(bytes(vector, "inverse"), blinded.inverse());
        RsaSigningKey signer = RsaSigningKey.of(number(vector, "p"), number(vector, "q"), number(vector, "e"));
        byte[] answer = signer.sign(blinded.message(), chance).orThrow();
        assertArrayEquals(bytes(vector, "blindSignature"), answer);
        byte[] signature = BlindSignature.finish(variant, key, message, answer, blinded.inverse())
                .orThrow();
        assertArrayEquals(bytes(vector, "signature"), signature);
        assertTrue(BlindSignature.verify(variant, key, message, signature));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsAlteredDoesNotHold(JsonNode vector) {
        boolean holds = RsaPublicKey.ofInfo(bytes(vector, "publicKey"), variant(vector))
                        instanceof Checked.Ok<RsaPublicKey>(RsaPublicKey key)
                && BlindSignature.verify(variant(vector), key, bytes(vector, "message"), bytes(vector, "signature"));
        assertFalse(holds, vector.get("name").asText());
    }

    @Test
    void aKeyThatIsMadeSignsAndIsOfFullLength() {
        byte[] prepared = BlindSignature.prepare(SPOKEN, new byte[] {7}, chance);
        BlindSignature.Blinded blinded = BlindSignature.blind(SPOKEN, SIGNER.publicKey(), prepared, chance)
                .orThrow();
        byte[] answer = SIGNER.sign(blinded.message(), chance).orThrow();
        byte[] signature = BlindSignature.finish(SPOKEN, SIGNER.publicKey(), prepared, answer, blinded.inverse())
                .orThrow();
        assertEquals(RsaSigningKey.BITS / 8, signature.length);
        byte[] modulus = SIGNER.publicKey().modulusBytes();
        RsaPublicKey read = RsaPublicKey.ofModulus(modulus).orThrow();
        assertTrue(BlindSignature.verify(SPOKEN, read, prepared, signature));
        assertArrayEquals(
                modulus, RsaSigningKey.generate(new Random(1)).publicKey().modulusBytes());
    }

    /** For what the signer saw once and what is shown later there is always a blinding that joins the two: so it knows nothing again. */
    @Test
    void anyTokenCouldHaveComeOfAnyView() {
        RsaPublicKey key = SIGNER.publicKey();
        for (int round = 0; round < 8; round++) {
            BlindSignature.Blinded view = BlindSignature.blind(
                            SPOKEN, key, BlindSignature.prepare(SPOKEN, new byte[] {1}, chance), chance)
                    .orThrow();
            byte[] shown = BlindSignature.prepare(SPOKEN, new byte[] {2}, chance);
            byte[] salt = new byte[SPOKEN.saltBytes];
            chance.nextBytes(salt);
            BigInteger encoded = Pss.encode(shown, salt, key.modulus().bitLength() - 1);
            BigInteger answer =
                    new BigInteger(1, SIGNER.sign(view.message(), chance).orThrow());
            BlindSignature.Blinded plain =
                    BlindSignature.blind(key, shown, salt, BigInteger.ONE).orThrow();
            BigInteger signature =
                    new BigInteger(1, SIGNER.sign(plain.message(), chance).orThrow());
            BigInteger factor =
                    answer.multiply(signature.modInverse(key.modulus())).mod(key.modulus());
            byte[] would = key.bytes(encoded.multiply(key.power(factor)).mod(key.modulus()));
            assertArrayEquals(view.message(), would);
        }
    }

    @Test
    void anAnswerOfAnotherKeyOrWithABitAlteredIsNoSignature() {
        byte[] prepared = BlindSignature.prepare(SPOKEN, new byte[] {7}, chance);
        BlindSignature.Blinded blinded = BlindSignature.blind(SPOKEN, SIGNER.publicKey(), prepared, chance)
                .orThrow();
        byte[] answer = SIGNER.sign(blinded.message(), chance).orThrow();
        for (int place = 0; place < answer.length; place += 37) {
            byte[] altered = answer.clone();
            altered[place] ^= 1;
            assertInstanceOf(
                    Checked.Refused.class,
                    BlindSignature.finish(SPOKEN, SIGNER.publicKey(), prepared, altered, blinded.inverse()));
        }
        byte[] other = RsaSigningKey.generate(new Random(3))
                .sign(new byte[RsaSigningKey.BITS / 8], chance)
                .orThrow();
        assertInstanceOf(
                Checked.Refused.class,
                BlindSignature.finish(SPOKEN, SIGNER.publicKey(), prepared, other, blinded.inverse()));
    }

    @Test
    void theSignerTakesNumbersBelowItsKeyOnly() {
        byte[] modulus = SIGNER.publicKey().modulusBytes();
        assertInstanceOf(Checked.Refused.class, SIGNER.sign(modulus, chance));
        assertInstanceOf(Checked.Refused.class, SIGNER.sign(new byte[0], chance));
        assertInstanceOf(Checked.Refused.class, SIGNER.sign(Arrays.copyOf(modulus, modulus.length + 1), chance));
    }

    @Test
    void theSameIsBlindedAnewEachTime() {
        byte[] prepared = BlindSignature.prepare(SPOKEN, new byte[] {7}, chance);
        RsaPublicKey key = SIGNER.publicKey();
        byte[] once =
                BlindSignature.blind(SPOKEN, key, prepared, chance).orThrow().message();
        byte[] again =
                BlindSignature.blind(SPOKEN, key, prepared, chance).orThrow().message();
        assertNotEquals(HexFormat.of().formatHex(once), HexFormat.of().formatHex(again));
    }
}
