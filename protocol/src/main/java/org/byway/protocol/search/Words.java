package org.byway.protocol.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Divides a text into words: runs of letters and digits in lower case, without accents. A character of a script that
 * puts no blanks between words is a word by itself.
 */
public final class Words {
    /** What is longer is cut. */
    public static final int WORD_CHARACTERS = 32;

    private Words() {}

    /** The words in their order, repeated ones too. */
    public static List<String> of(String text) {
        String folded = fold(text);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int at = 0; at < folded.length(); ) {
            int character = folded.codePointAt(at);
            at += Character.charCount(character);
            if (!Character.isLetterOrDigit(character)) {
                end(word, words);
            } else if (standsAlone(character)) {
                end(word, words);
                words.add(Character.toString(character));
            } else if (word.length() + Character.charCount(character) <= WORD_CHARACTERS) {
                word.appendCodePoint(character);
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** Whether a folded character is a word by itself. */
    public static boolean standsAlone(int character) {
        if (character < 0x2E80) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(character);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }

    /** One character as it is folded in any text: into none, one or several. */
    public static String folded(int character) {
        return fold(Character.toString(character));
    }

    /** Compatibility forms dissolved, lower case, marks taken away, a few letters written by their usual pair. */
    static String fold(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String apart = Normalizer.normalize(lower, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(apart.length());
        for (int at = 0; at < apart.length(); ) {
            int character = apart.codePointAt(at);
            at += Character.charCount(character);
            if (Character.getType(character) != Character.NON_SPACING_MARK) {
                append(folded, character);
            }
        }
        return folded.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder folded, int character) {
        switch (character) {
            case 'ß' -> folded.append("ss");
            case 'æ' -> folded.append("ae");
            case 'œ' -> folded.append("oe");
            case 'þ' -> folded.append("th");
            case 'ø' -> folded.append('o');
            case 'đ', 'ð' -> folded.append('d');
            case 'ł' -> folded.append('l');
            case 'ı' -> folded.append('i');
            case 'ς' -> folded.append('σ');
            default -> folded.appendCodePoint(character);
        }
    }
}
