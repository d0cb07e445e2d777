package org.byway.protocol.market;

import java.util.Locale;

/** What comes first. Where two are equal in it the newer one does, and then the one with the higher id. */
public enum Sort {
    /** The higher score. */
    RELEVANCE,
    /** The nearer to the middle of the area. */
    DISTANCE,
    /** The lower price: an offer's lower end, an intent's upper one. */
    PRICE,
    /** The newer. */
    NEW;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    /** The one of that word, or null. */
    public static Sort of(String word) {
        for (Sort sort : values()) {
            if (sort.word.equals(word)) {
                return sort;
            }
        }
        return null;
    }
}
