package org.byway.agent.catalogue;

import java.math.BigDecimal;

/** Numbers as columns have them, in digits; one that would take endless digits stays as it is, and its column refuses it. */
final class Digits {
    /** More than anything that can be said has before or behind its point. */
    private static final int MOST_PLACES = 64;

    private Digits() {}

    static boolean few(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MOST_PLACES && number.precision() <= MOST_PLACES;
    }

    static String of(BigDecimal number) {
        return few(number) ? number.toPlainString() : number.toString();
    }
}
