package org.byway.cli.log;

import java.util.function.IntPredicate;

/** Other people's words for a terminal, without anything that it would obey. */
public final class Printable {
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;

    private Printable() {}

    /** On one line. */
    public static String line(String text) {
        return without(text, c -> !harmless(c));
    }

    /** Likewise of words that may go over several lines. */
    public static String joined(String text) {
        return line(text.replace('\n', ' ').replace('\t', ' '));
    }

    /** On as many lines as they are. */
    public static String lines(String text) {
        return without(text, c -> c != '\n' && !harmless(c));
    }

    private static String without(String text, IntPredicate harm) {
        StringBuilder words = new StringBuilder(text.length());
        text.codePoints().map(c -> harm.test(c) ? '\uFFFD' : c).forEach(words::appendCodePoint);
        return words.toString();
    }

    /** Joiners are needed by scripts and emoji; the other characters of format can turn a line around. */
    private static boolean harmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            case Character.FORMAT -> c == JOINER || c == NON_JOINER;
            default -> true;
        };
    }
}
