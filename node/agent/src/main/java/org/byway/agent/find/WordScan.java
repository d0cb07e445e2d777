package org.byway.agent.find;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.byway.protocol.search.Words;

/**
 * Which of some words stand in a text: what {@link Words} makes of a text, without making it. Each character is folded by itself, by a
 * table for those that are usual. Used by one thread at a time.
 */
final class WordScan {
    /** More than anybody types, and as many as a mask has bits. */
    static final int MOST_WORDS = 32;

    private static final int TABLE = 0x250;
    private static final int SEPARATOR = 0;
    /** Folded into several characters, or looked at by itself. */
    private static final int OTHER = -1;
    /** What a usual character is folded into, or how it is taken. */
    private static final int[] FOLDED =
            IntStream.range(0, TABLE).map(WordScan::usual).toArray();

    /** What it is folded into as a whole: of use where that is several characters. */
    private static final char[][] WHOLE = IntStream.range(0, TABLE)
            .mapToObj(character -> Words.folded(character).toCharArray())
            .toArray(char[][]::new);

    private final List<char[]> words = new ArrayList<>();
    private final char[] word = new char[Words.WORD_CHARACTERS];
    private final int all;
    private int length;

    /** Of the words in this text, so many at most as a mask has bits. */
    WordScan(String asked) {
        Set<String> different = new LinkedHashSet<>(Words.of(asked));
        different.stream().limit(MOST_WORDS).forEach(each -> words.add(each.toCharArray()));
        all = words.isEmpty() ? 0 : -1 >>> (Integer.SIZE - words.size());
    }

    /** A bit for each word. */
    int all() {
        return all;
    }

    private static int usual(int character) {
        String folded = Words.folded(character);
        if (folded.length() != 1 || Words.standsAlone(folded.charAt(0))) {
            return OTHER;
        }
        return Character.isLetterOrDigit(folded.charAt(0)) ? folded.charAt(0) : SEPARATOR;
    }

    /** The bits of those that stand in the text, the n-th word's being the n-th. */
    int in(String text) {
        int found = 0;
        length = 0;
        for (int at = 0; at < text.length() && found != all; at++) {
            char character = text.charAt(at);
            int folded = character < TABLE ? FOLDED[character] : OTHER;
            if (folded > SEPARATOR) {
                if (length < word.length) {
                    word[length++] = (char) folded;
                }
            } else if (folded == SEPARATOR) {
                found |= end();
            } else {
                int whole = text.codePointAt(at);
                at += Character.charCount(whole) - 1;
                found |= take(whole < TABLE ? WHOLE[whole] : Words.folded(whole).toCharArray());
            }
        }
        return found | end();
    }

    private int take(char[] folded) {
        int found = 0;
        for (int i = 0; i < folded.length; ) {
            int character = Character.codePointAt(folded, i);
            int size = Character.charCount(character);
            i += size;
            if (!Character.isLetterOrDigit(character)) {
                found |= end();
            } else if (Words.standsAlone(character)) {
                found |= end();
                append(character, size);
                found |= end();
            } else if (length + size <= word.length) {
                append(character, size);
            }
        }
        return found;
    }

    private void append(int character, int size) {
        Character.toChars(character, word, length);
        length += size;
    }

    private int end() {
        if (length == 0) {
            return 0;
        }
        int found = 0;
        for (int i = 0; i < words.size(); i++) {
            char[] each = words.get(i);
            if (each.length == length && Arrays.equals(each, 0, length, word, 0, length)) {
                found |= 1 << i;
            }
        }
        length = 0;
        return found;
    }
}
