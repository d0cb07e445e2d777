package org.byway.cli.top;

/** How many columns a text takes on a screen: two for the wide letters of East Asia and for emoji, none for marks (UAX 11). */
final class Width {
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1FAFF},
        {0x20000, 0x3FFFD},
    };

    private Width() {}

    static int of(String text) {
        return text.codePoints().map(Width::of).sum();
    }

    private static int of(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> {
                for (int[] range : WIDE) {
                    if (c >= range[0] && c <= range[1]) {
                        yield 2;
                    }
                }
                yield 1;
            }
        };
    }

    /** As much of the text as fits, with an ellipsis where something is missing. */
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int taken = 1;
        for (int c : text.codePoints().toArray()) {
            taken += of(c);
            if (taken > columns) {
                break;
            }
            cut.appendCodePoint(c);
        }
        return columns < 1 ? "" : cut.append('…').toString();
    }

    /** The text cut or filled with spaces to just so many columns. */
    static String fit(String text, int columns) {
        String cut = cut(text, columns);
        return cut + " ".repeat(Math.max(0, columns - of(cut)));
    }
}
