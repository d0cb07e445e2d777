package org.byway.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a key may be there: no answer of no is wrong, about one yes in a hundred is. Keys are digests, so their own bits
 * serve. It grows by further filters, each of twice the size; what was removed stays until the store is opened again.
 */
final class Bloom {
    private static final int KEY_BITS = 12;
    private static final int PROBES = 6;
    private static final int LINE_BITS = 512;
    private static final int SMALLEST = 1 << 14;

    private final List<long[]> filters = new ArrayList<>();
    private long[] current;
    private int room;

    Bloom(long keys) {
        add((int) Math.min(1 << 27, Math.max(SMALLEST, 2 * keys)));
    }

    private void add(int keys) {
        int lines = Integer.highestOneBit(Math.max(1, keys / LINE_BITS * KEY_BITS - 1)) << 1;
        current = new long[lines * (LINE_BITS / Long.SIZE)];
        room = (int) Math.min(Integer.MAX_VALUE, (long) lines * LINE_BITS / KEY_BITS);
        filters.add(current);
    }

    void add(long high, long low) {
        if (room-- == 0) {
            add((int) Math.min(1 << 27, (long) current.length * Long.SIZE / KEY_BITS * 2));
        }
        int line = line(current, high);
        for (int i = 0; i < PROBES; i++) {
            int bit = bit(low, i);
            current[line + (bit >>> 6)] |= 1L << bit;
        }
    }

    boolean mayHold(long high, long low) {
        for (long[] filter : filters) {
            if (mayHold(filter, high, low)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayHold(long[] filter, long high, long low) {
        int line = line(filter, high);
        for (int i = 0; i < PROBES; i++) {
            int bit = bit(low, i);
            if ((filter[line + (bit >>> 6)] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int line(long[] filter, long high) {
        int lines = filter.length / (LINE_BITS / Long.SIZE);
        return (int) (high & (lines - 1)) * (LINE_BITS / Long.SIZE);
    }

    private static int bit(long low, int probe) {
        return (int) (low >>> (9 * probe)) & (LINE_BITS - 1);
    }
}
