package org.byway.protocol.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From words on paper to a seed, and a wrong word is noticed. */
final class RecoveryWordsTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<JsonNode> words() {
        return Vectors.cases("recovery-words", "words");
    }

    static Stream<JsonNode> typed() {
        return Vectors.cases("recovery-words", "typed");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("recovery-words", "refused");
    }

    @ParameterizedTest
    @MethodSource("words")
    void wordsMakeOneSeedWithEachPassphrase(JsonNode vector) {
        RecoveryWords words = RecoveryWords.parse(vector.get("words").asText()).orThrow();
        assertEquals(vector.get("words").asText(), words.text());
        byte[] seed = words.seed(vector.get("passphrase").asText());
        assertEquals(vector.get("seed").asText(), HEX.formatHex(seed));
        byte[] entropy = HEX.parseHex(vector.get("entropy").asText());
        if (entropy.length == RecoveryWords.SHORT_ENTROPY_BYTES || entropy.length == RecoveryWords.LONG_ENTROPY_BYTES) {
            assertEquals(words.text(), RecoveryWords.ofEntropy(entropy).text());
        } else {
            assertThrows(IllegalArgumentException.class, () -> RecoveryWords.ofEntropy(entropy));
        }
    }

    @ParameterizedTest
    @MethodSource("typed")
    void wordsAreReadAsPeopleTypeThem(JsonNode vector) {
        RecoveryWords words = RecoveryWords.parse(vector.get("words").asText()).orThrow();
        String passphrase = vector.get("passphrase").asText();
        assertEquals(vector.get("seed").asText(), HEX.formatHex(words.seed(passphrase)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatAreNoWordsOfThisKindIsRefused(JsonNode vector) {
        assertInstanceOf(
                Checked.Refused.class, RecoveryWords.parse(vector.get("words").asText()), vector::toString);
    }

    /** Twelve words carry four bits of checksum, twenty-four carry eight: a slip passes once in 16 or in 256 times. */
    @Test
    void aSlipIsMostlyNoticed() {
        long seed = 5;
        Random random = new Random(seed);
        int passed = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] entropy = new byte[RecoveryWords.LONG_ENTROPY_BYTES];
            random.nextBytes(entropy);
            String[] words = RecoveryWords.ofEntropy(entropy).text().split(" ");
            random.nextBytes(entropy);
            String other = RecoveryWords.ofEntropy(entropy).text().split(" ")[0];
            words[random.nextInt(words.length)] = other;
            passed += RecoveryWords.parse(String.join(" ", words)) instanceof Checked.Ok ? 1 : 0;
        }
        int slips = passed;
        assertFalse(passed > 30, () -> slips + " of 2,000 passed, seed " + seed);
    }

    @Test
    void wordsAreNeverPrintedAndCanBeForgotten() {
        RecoveryWords words = RecoveryWords.ofEntropy(HEX.parseHex("ff".repeat(16)));
        assertEquals("RecoveryWords[12]", words.toString());
        String text = words.text();
        words.wipe();
        assertNotEquals(text, words.text());
    }
}
