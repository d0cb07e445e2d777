package org.byway.agent.find;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.byway.protocol.search.Words;
import org.junit.jupiter.api.Test;

/** A text is read as SPEC.md 9.1 divides it into words, whatever is in it. */
class WordScanTest {
    private static boolean stands(String words, String text) {
        WordScan scan = new WordScan(words);
        return scan.in(text) == scan.all();
    }

    @Test
    void wordsAreFoundWhateverTheirCaseAndAccents() {
        assertEquals(true, stands("zoe fahrrad", "Zoë: das FAHRRAD."));
        assertEquals(true, stands("Straße", "die STRASSE"));
        assertEquals(true, stands("自", "自転車"));
        assertEquals(false, stands("rad", "Fahrrad"));
        assertEquals(false, stands("red bicycle", "a red car"));
        assertEquals(false, stands("x", ""));
        assertEquals(0, new WordScan("…!").all());
        assertEquals(true, stands("w".repeat(40), "w".repeat(50)), "what is longer is cut");
    }

    @Test
    void moreWordsThanABitEachAreLeftOut() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 2 * WordScan.MOST_WORDS; i++) {
            many.append(" w").append(i);
        }
        assertEquals(-1, new WordScan(many.toString()).all());
        assertEquals(true, stands(many.toString(), many.toString()));
    }

    @Test
    void theSameWordsStandInATextAsAreMadeOfIt() {
        Random random = new Random(7);
        String odd = "aAzZ09ßæœþøđðłıςΣσİéüñçẞﬁ½²ǅ가각한자あアｱー自-_'’ .,\n\t\u0301\u0308\u200d😀𝔸";
        int[] characters = odd.codePoints().toArray();
        for (int run = 0; run < 3_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.appendCodePoint(
                        random.nextInt(9) == 0
                                ? random.nextInt(0x3000)
                                : characters[random.nextInt(characters.length)]);
            }
            List<String> words = Words.of(text.toString());
            for (String word : words) {
                assertEquals(true, stands(word, text.toString()), () -> word + " in " + text);
            }
            String other = "b" + random.nextInt(100);
            assertEquals(words.contains(other), stands(other, text.toString()));
        }
    }
}
