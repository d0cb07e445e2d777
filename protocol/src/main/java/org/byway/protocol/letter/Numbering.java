package org.byway.protocol.letter;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which letters of one direction of a relationship have come, by their numbers: none counts twice, and a gap shows, so that what is
 * missing can be asked for elsewhere. Pure; used by one thread at a time.
 */
public final class Numbering {
    /** How many numbers may be missing at once; a sender who leaves out more is not believed. */
    public static final int MAX_MISSING = 1_024;

    private final TreeSet<Long> missing = new TreeSet<>();
    private long highest;

    /** What a number is to those that came before. */
    public enum Arrival {
        /** It had not come. */
        NEW,
        /** It had come already. */
        AGAIN,
        /** It leaves out more than can be missing. */
        TOO_FAR
    }

    /** What a number would be, if it came now. */
    public Arrival look(long number) {
        if (number <= highest) {
            return number >= 1 && missing.contains(number) ? Arrival.NEW : Arrival.AGAIN;
        }
        return number - highest - 1 > MAX_MISSING - missing.size() ? Arrival.TOO_FAR : Arrival.NEW;
    }

    public Arrival arrived(long number) {
        Arrival arrival = look(number);
        if (arrival == Arrival.NEW && !missing.remove(number)) {
            for (long left = highest + 1; left < number; left++) {
                missing.add(left);
            }
            highest = number;
        }
        return arrival;
    }

    /** The sender says that it has come so far: what lies between is missing. False where that is more than can be missing. */
    public boolean announced(long number) {
        if (number > highest && number - highest > MAX_MISSING - missing.size()) {
            return false;
        }
        while (highest < number) {
            missing.add(++highest);
        }
        return true;
    }

    /** The highest number that has come, or was announced; 0 before any. */
    public long highest() {
        return highest;
    }

    /** Numbers below the highest that have not come, ascending. */
    public SortedSet<Long> missing() {
        return new TreeSet<>(missing);
    }
}
