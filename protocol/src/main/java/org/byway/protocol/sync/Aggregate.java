package org.byway.protocol.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.byway.protocol.record.Bytes32;

/**
 * How many ids, and their sum modulo 2^256, each id read as a little-endian number; the limbs run from the least
 * significant up.
 *
 * <p>Aggregates of neighbouring ranges add up, and subtract again, so a store may keep one per block.
 */
public record Aggregate(long count, long limb0, long limb1, long limb2, long limb3) {
    /** Bytes written by {@link #write}: the count, big-endian, and the sum, little-endian. */
    public static final int SIZE = 40;

    public static final Aggregate EMPTY = new Aggregate(0, 0, 0, 0, 0);

    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    public static Aggregate of(Bytes32 id) {
        return EMPTY.plus(id);
    }

    /** Reads what {@link #write} wrote. */
    public static Aggregate of(byte[] from, int offset) {
        return new Aggregate(
                (long) BIG.get(from, offset),
                (long) LITTLE.get(from, offset + 8),
                (long) LITTLE.get(from, offset + 16),
                (long) LITTLE.get(from, offset + 24),
                (long) LITTLE.get(from, offset + 32));
    }

    public Aggregate plus(Bytes32 id) {
        return new Accumulator().add(this).add(id).aggregate();
    }

    public Aggregate minus(Bytes32 id) {
        return minus(of(id));
    }

    public Aggregate plus(Aggregate other) {
        return new Accumulator().add(this).add(other).aggregate();
    }

    public Aggregate minus(Aggregate other) {
        return new Accumulator().add(this).subtract(other).aggregate();
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(this);
    }

    public void write(byte[] to, int offset) {
        BIG.set(to, offset, count);
        writeSum(to, offset + 8);
    }

    /** The sum as 32 bytes, least significant first. */
    void writeSum(byte[] to, int offset) {
        LITTLE.set(to, offset, limb0);
        LITTLE.set(to, offset + 8, limb1);
        LITTLE.set(to, offset + 16, limb2);
        LITTLE.set(to, offset + 24, limb3);
    }
}
