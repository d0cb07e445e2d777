package org.byway.protocol.sync;

import org.byway.protocol.record.Bytes32;

/** Adds many ids up without making an {@link Aggregate} for each. Not for sharing between threads. */
public final class Accumulator {
    private long count;
    private long limb0;
    private long limb1;
    private long limb2;
    private long limb3;

    public Accumulator add(Bytes32 id) {
        return add(
                1,
                Long.reverseBytes(id.a()),
                Long.reverseBytes(id.b()),
                Long.reverseBytes(id.c()),
                Long.reverseBytes(id.d()));
    }

    public Accumulator add(Aggregate other) {
        return add(other.count(), other.limb0(), other.limb1(), other.limb2(), other.limb3());
    }

    /** In two's complement, to subtract is to add the complement and one; the one comes in with the lowest limb. */
    public Accumulator subtract(Aggregate other) {
        if (other.count() > count) {
            throw new IllegalArgumentException("more taken away than there is");
        }
        add(-other.count(), ~other.limb0(), ~other.limb1(), ~other.limb2(), ~other.limb3());
        return add(0, 1, 0, 0, 0);
    }

    public Aggregate aggregate() {
        return count == 0 ? Aggregate.EMPTY : new Aggregate(count, limb0, limb1, limb2, limb3);
    }

    private Accumulator add(long ids, long add0, long add1, long add2, long add3) {
        count += ids;
        limb0 += add0;
        long carry = Long.compareUnsigned(limb0, add0) < 0 ? 1 : 0;
        long sum1 = add1 + carry;
        limb1 += sum1;
        carry = carried(sum1, carry) | carried(limb1, sum1);
        long sum2 = add2 + carry;
        limb2 += sum2;
        carry = carried(sum2, carry) | carried(limb2, sum2);
        limb3 += add3 + carry;
        return this;
    }

    private static long carried(long sum, long addend) {
        return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
    }
}
