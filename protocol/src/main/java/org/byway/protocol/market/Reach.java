package org.byway.protocol.market;

import java.util.Locale;

/** How far a search goes to find anything at all. A step is taken only where the one before it found nothing. */
public enum Reach {
    /** Every word as it is spelt: itself, its stem, a synonym, or in the name of the category. */
    SPELT,
    /** One letter of each word is forgiven. */
    FORGIVING,
    /** Likewise, and half of the words will do. */
    HALF;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    boolean forgives() {
        return this != SPELT;
    }

    int leastWords(int words) {
        return this == HALF ? (words + 1) / 2 : words;
    }

    /** The next step that could find more with so many words, or null. */
    public Reach next(int words) {
        return switch (this) {
            case SPELT -> words == 0 ? null : FORGIVING;
            case FORGIVING -> words < 2 ? null : HALF;
            case HALF -> null;
        };
    }
}
