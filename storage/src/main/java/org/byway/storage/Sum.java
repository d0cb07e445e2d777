package org.byway.storage;

import org.byway.protocol.sync.Aggregate;

/** Number and sum modulo 2^256 of ids in the rows of the sync table; unlike an aggregate it may go below zero on its way. */
final class Sum {
    static final int LONGS = 5;
    private static final int ID_AT = 4 + 5;

    long count;
    private long limb0;
    private long limb1;
    private long limb2;
    private long limb3;

    /** Adds the id of a row, or takes it away. */
    void row(byte[] rows, int at, boolean add) {
        int id = at + ID_AT;
        long one = Rows.getLittle(rows, id);
        long two = Rows.getLittle(rows, id + 8);
        long three = Rows.getLittle(rows, id + 16);
        long four = Rows.getLittle(rows, id + 24);
        if (add) {
            add(1, one, two, three, four);
        } else {
            subtract(1, one, two, three, four);
        }
    }

    void add(Sum other) {
        add(other.count, other.limb0, other.limb1, other.limb2, other.limb3);
    }

    void add(long[] sums, int index) {
        int at = index * LONGS;
        add(sums[at], sums[at + 1], sums[at + 2], sums[at + 3], sums[at + 4]);
    }

    void subtract(Sum other) {
        subtract(other.count, other.limb0, other.limb1, other.limb2, other.limb3);
    }

    void subtract(long[] sums, int index) {
        int at = index * LONGS;
        subtract(sums[at], sums[at + 1], sums[at + 2], sums[at + 3], sums[at + 4]);
    }

    void write(long[] sums, int index) {
        int at = index * LONGS;
        sums[at] = count;
        sums[at + 1] = limb0;
        sums[at + 2] = limb1;
        sums[at + 3] = limb2;
        sums[at + 4] = limb3;
    }

    /** The sum as 32 bytes, least significant first. */
    void writeLimbs(byte[] to, int at) {
        Rows.putLittle(to, at, limb0);
        Rows.putLittle(to, at + 8, limb1);
        Rows.putLittle(to, at + 16, limb2);
        Rows.putLittle(to, at + 24, limb3);
    }

    /** The sum of so many ids, as {@link #writeLimbs} wrote it. */
    static Sum read(long count, byte[] from, int at) {
        Sum sum = new Sum();
        sum.count = count;
        sum.limb0 = Rows.getLittle(from, at);
        sum.limb1 = Rows.getLittle(from, at + 8);
        sum.limb2 = Rows.getLittle(from, at + 16);
        sum.limb3 = Rows.getLittle(from, at + 24);
        return sum;
    }

    Aggregate aggregate() {
        return count == 0 ? Aggregate.EMPTY : new Aggregate(count, limb0, limb1, limb2, limb3);
    }

    private void subtract(long ids, long one, long two, long three, long four) {
        add(-ids, ~one, ~two, ~three, ~four);
        add(0, 1, 0, 0, 0);
    }

    private void add(long ids, long one, long two, long three, long four) {
        count += ids;
        limb0 += one;
        long carry = Long.compareUnsigned(limb0, one) < 0 ? 1 : 0;
        long sum = two + carry;
        limb1 += sum;
        carry = below(sum, carry) | below(limb1, sum);
        sum = three + carry;
        limb2 += sum;
        carry = below(sum, carry) | below(limb2, sum);
        limb3 += four + carry;
    }

    private static long below(long sum, long addend) {
        return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
    }
}
