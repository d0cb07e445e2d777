package org.byway.storage;

import java.security.SecureRandom;

/** From keys of sixteen bytes, which are digests, to numbers: what the tail knows of a table that is looked up by key. */
final class KeyMap {
    static final long ABSENT = -1;
    static final long REMOVED = -2;
    private static final int FIRST_SLOTS = 256;
    private static final int SLOT_LONGS = 3;
    /** So that nobody can choose ids that fall into one slot. */
    private static final long SECRET = new SecureRandom().nextLong() | 1;

    private long[] slots = empty(FIRST_SLOTS);
    private int size;

    private static long[] empty(int count) {
        long[] slots = new long[count * SLOT_LONGS];
        for (int i = 2; i < slots.length; i += SLOT_LONGS) {
            slots[i] = ABSENT;
        }
        return slots;
    }

    /** The number, or {@link #REMOVED} or {@link #ABSENT}. */
    long get(long high, long low) {
        return slots[find(slots, high, low) + 2];
    }

    void put(long high, long low, long number) {
        int at = find(slots, high, low);
        if (slots[at + 2] == ABSENT && ++size > slots.length / SLOT_LONGS / 2) {
            grow();
            at = find(slots, high, low);
        }
        slots[at] = high;
        slots[at + 1] = low;
        slots[at + 2] = number;
    }

    private void grow() {
        long[] wider = empty(slots.length / SLOT_LONGS * 2);
        for (int i = 0; i < slots.length; i += SLOT_LONGS) {
            if (slots[i + 2] != ABSENT) {
                System.arraycopy(slots, i, wider, find(wider, slots[i], slots[i + 1]), SLOT_LONGS);
            }
        }
        slots = wider;
    }

    private static int find(long[] slots, long high, long low) {
        int mask = slots.length / SLOT_LONGS - 1;
        int slot = (int) ((high ^ low) * SECRET >>> 32) & mask;
        while (true) {
            int at = slot * SLOT_LONGS;
            if (slots[at + 2] == ABSENT || (slots[at] == high && slots[at + 1] == low)) {
                return at;
            }
            slot = (slot + 1) & mask;
        }
    }
}
