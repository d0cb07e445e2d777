package org.byway.protocol.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A text is its words, without case and accents; a word has stems; a misspelt one is still known. */
final class WordsTest {
    private static final int TRIES = 5_000;

    static Stream<JsonNode> words() {
        return Vectors.cases("search", "words");
    }

    static Stream<JsonNode> stems() {
        return Vectors.cases("search", "stems");
    }

    static Stream<JsonNode> alike() {
        return Vectors.cases("search", "alike");
    }

    @ParameterizedTest
    @MethodSource("words")
    void aTextIsDividedIntoWords(JsonNode vector) {
        assertEquals(texts(vector.get("words")), Words.of(vector.get("text").asText()));
    }

    @ParameterizedTest
    @MethodSource("stems")
    void aWordHasStems(JsonNode vector) {
        assertEquals(
                texts(vector.get("stems")),
                List.copyOf(Stems.of(vector.get("word").asText(), Language.ALL)));
    }

    @ParameterizedTest
    @MethodSource("alike")
    void oneLetterIsForgiven(JsonNode vector) {
        String one = vector.get("one").asText();
        String other = vector.get("other").asText();
        assertEquals(vector.get("alike").asBoolean(), Spelling.alike(one, other));
        assertEquals(Spelling.alike(one, other), Spelling.alike(other, one));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    @Test
    void anyOneMistakeBehindTheFirstLetterIsForgiven() {
        Random random = new Random(3);
        for (int i = 0; i < TRIES; i++) {
            String word = word(random, 4 + random.nextInt(9));
            String mistaken = mistake(word, random);
            assertTrue(
                    mistaken.length() < Spelling.LEAST_LETTERS || Spelling.alike(word, mistaken),
                    word + " and " + mistaken);
        }
    }

    private static String word(Random random, int letters) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private static String mistake(String word, Random random) {
        int at = 1 + random.nextInt(word.length() - 1);
        String before = word.substring(0, at);
        String other = word(random, 1);
        return switch (random.nextInt(4)) {
            case 0 -> before + word.substring(at + 1);
            case 1 -> before + other + word.substring(at);
            case 2 -> before + other + word.substring(at + 1);
            default ->
                at + 1 == word.length()
                        ? word
                        : before + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
        };
    }

    @Test
    void theFoldingOfAFoldedTextIsItself() {
        Random random = new Random(5);
        for (int i = 0; i < TRIES; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 20; j++) {
                text.appendCodePoint(random.nextInt(0x3400));
            }
            List<String> words = Words.of(text.toString());
            assertEquals(words, Words.of(String.join(" ", words)), text::toString);
        }
    }

    @Test
    void pluralAndSingularMeetInTheirLanguage() {
        assertTrue(meet("lessons", "lesson"));
        assertTrue(meet("repairing", "repaired"));
        assertTrue(meet("Bücher", "Buch"));
        assertTrue(meet("Leitern", "Leiter"));
        assertTrue(meet("lecciones", "lección"));
        assertTrue(meet("animais", "animal"));
        assertTrue(meet("pães", "pão"));
        assertTrue(meet("gâteaux", "gâteau"));
    }

    private static boolean meet(String one, String other) {
        var stems = Stems.of(Words.of(one).get(0), Language.ALL);
        return Stems.of(Words.of(other).get(0), Language.ALL).stream().anyMatch(stems::contains);
    }
}
