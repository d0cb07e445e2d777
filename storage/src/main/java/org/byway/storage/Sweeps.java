package org.byway.storage;

import java.util.Arrays;

/** Entries of the log that are to be cut down or deleted, in the order of the entries that made them so. */
final class Sweeps {
    private long[] causes = new long[16];
    private long[] numbers = new long[16];
    private Fate[] fates = new Fate[16];
    private int count;

    /** What has become of an entry since it was written, and is left of it. */
    enum Fate {
        /** Replaced, or lost on arrival: its id is remembered. */
        LOST,
        /** Expired: the floor of its lineage is remembered. */
        FLOOR,
        /** Nothing is. */
        GONE
    }

    void add(long cause, long number, Fate fate) {
        if (count == causes.length) {
            causes = Arrays.copyOf(causes, 2 * count);
            numbers = Arrays.copyOf(numbers, 2 * count);
            fates = Arrays.copyOf(fates, 2 * count);
        }
        causes[count] = cause;
        numbers[count] = number;
        fates[count++] = fate;
    }

    int count() {
        return count;
    }

    /** The entry that made this one so. */
    long cause(int index) {
        return causes[index];
    }

    long number(int index) {
        return numbers[index];
    }

    Fate fate(int index) {
        return fates[index];
    }
}
