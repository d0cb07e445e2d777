package org.byway.protocol.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every way to check signatures does, so that it does not matter to the network which one a node runs. */
public abstract class SignatureCheckContract {
    private static final HexFormat HEX = HexFormat.of();

    /** A new check that remembers so many keys. */
    protected abstract SignatureCheck check(int rememberedKeys);

    private final SignatureCheck check = check(16);
    private final SigningKey signer = SigningKey.ofSeed(new byte[32]);
    private final byte[] message = {1, 2, 3, 4};

    static Stream<JsonNode> vectors() {
        return Vectors.cases("signatures", "cases");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void judgesTheVectors(JsonNode vector) {
        assertEquals(
                vector.get("valid").asBoolean(),
                check.verify(
                        Bytes32.ofHex(vector.get("publicKey").asText()),
                        HEX.parseHex(vector.get("message").asText()),
                        HEX.parseHex(vector.get("signature").asText())),
                () -> vector.get("name").asText());
    }

    @ParameterizedTest
    @ValueSource(longs = 11)
    void judgesHostileSignaturesAsTheReferenceDoes(long seed) {
        SignatureCheck reference = new ReferenceEd25519();
        for (HostileSignatures.Case hostile : HostileSignatures.of(seed)) {
            assertEquals(
                    reference.verify(hostile.key(), hostile.message(), hostile.signature()),
                    check.verify(hostile.key(), hostile.message(), hostile.signature()),
                    () -> "seed " + seed + ": " + hostile.name());
        }
    }

    @Test
    void everyBitOfASignatureCounts() {
        byte[] signature = signer.sign(message);
        assertTrue(check.verify(signer.publicKey(), message, signature));
        for (int bit = 0; bit < 8 * signature.length; bit++) {
            int flipped = bit;
            assertFalse(
                    check.verify(signer.publicKey(), message, withBitFlipped(signature, bit)), () -> "bit " + flipped);
        }
    }

    @Test
    void everyBitOfAKeyAndOfAMessageCounts() {
        byte[] signature = signer.sign(message);
        for (int bit = 0; bit < 8 * Bytes32.SIZE; bit++) {
            Bytes32 other = Bytes32.of(withBitFlipped(signer.publicKey().bytes(), bit));
            assertFalse(check.verify(other, message, signature), other::hex);
        }
        for (int bit = 0; bit < 8 * message.length; bit++) {
            assertFalse(check.verify(signer.publicKey(), withBitFlipped(message, bit), signature));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 63, 65, 128})
    void aSignatureHasSixtyFourBytes(int length) {
        assertFalse(check.verify(signer.publicKey(), message, Arrays.copyOf(signer.sign(message), length)));
    }

    @Test
    void aMessageMayLieAnywhereInAnArray() {
        byte[] around = {9, 9, 1, 2, 3, 4, 9};
        assertTrue(check.verify(signer.publicKey(), around, 2, 4, signer.sign(message)));
        assertFalse(check.verify(signer.publicKey(), around, 1, 4, signer.sign(message)));
    }

    @Test
    void whatIsRememberedOfKeysChangesNoVerdict() {
        long seed = 5;
        Random random = new Random(seed);
        SignatureCheck forgetful = check(1);
        for (int i = 0; i < 50; i++) {
            byte[] secret = new byte[32];
            secret[0] = (byte) random.nextInt(3);
            SigningKey one = SigningKey.ofSeed(secret);
            boolean good = random.nextBoolean();
            byte[] signature = good ? one.sign(message) : signer.sign(new byte[] {7});
            String at = "seed " + seed + ", try " + i;
            assertEquals(good, forgetful.verify(one.publicKey(), message, signature), at);
            assertEquals(good, check.verify(one.publicKey(), message, signature), at);
            assertFalse(forgetful.verify(Bytes32.ZERO, message, signature), at);
        }
    }

    /**
     * Project Wycheproof's file of Ed25519 cases, where somebody has it: {@code
     * -Dbyway.wycheproof=.../ed25519_test.json}.
     */
    @Test
    @EnabledIfSystemProperty(named = "byway.wycheproof", matches = ".+")
    void judgesTheCasesOfProjectWycheproof() throws IOException {
        JsonNode file = new ObjectMapper().readTree(new File(System.getProperty("byway.wycheproof")));
        for (JsonNode group : file.get("testGroups")) {
            Bytes32 key = Bytes32.ofHex(group.get("publicKey").get("pk").asText());
            for (JsonNode test : group.get("tests")) {
                byte[] text = HEX.parseHex(test.get("msg").asText());
                byte[] signature = HEX.parseHex(test.get("sig").asText());
                assertEquals(
                        test.get("result").asText().equals("valid"),
                        check.verify(key, text, signature),
                        test::toString);
            }
        }
    }

    private static byte[] withBitFlipped(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }
}
