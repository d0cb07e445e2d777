package org.byway.cli.log;

/** Other people's words for a terminal: on one line, and without anything that it would obey. */
public final class Printable {
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;

    private Printable() {}

    public static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().map(c -> harmless(c) ? c : '\uFFFD').forEach(line::appendCodePoint);
        return line.toString();
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
