package org.byway.protocol.interest;

import java.util.Set;

/**
 * How often records have had a key of late, about: keys share counters by their hash, so a count may be too high and is
 * never too low.
 */
final class Frequencies {
    private static final int COUNTERS = 1 << 16;
    private static final int HALVED_AT = 1 << 16;

    private final int[] counts = new int[COUNTERS];
    private int records;

    void count(Set<String> keys) {
        for (String key : keys) {
            counts[at(key)]++;
        }
        if (++records == HALVED_AT) {
            records /= 2;
            for (int i = 0; i < COUNTERS; i++) {
                counts[i] /= 2;
            }
        }
    }

    /** How many records had one of the keys, at most. */
    long of(Set<String> keys) {
        long sum = 0;
        for (String key : keys) {
            sum += counts[at(key)];
        }
        return sum;
    }

    private static int at(String key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & COUNTERS - 1;
    }
}
