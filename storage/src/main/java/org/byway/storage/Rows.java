package org.byway.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads, writes and compares the fields of rows: big-endian, so that bytes sort as numbers do. */
final class Rows {
    static final int NUMBER_BYTES = 6;
    private static final long NUMBER_MASK = (1L << 48) - 1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LITTLE_LONGS = MethodHandles.byteArrayViewVarHandle(
                    long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private Rows() {}

    static long getLong(byte[] from, int at) {
        return (long) LONGS.get(from, at);
    }

    static void putLong(byte[] to, int at, long value) {
        LONGS.set(to, at, value);
    }

    /** The same eight bytes, least significant first, as sums of ids are read. */
    static long getLittle(byte[] from, int at) {
        return (long) LITTLE_LONGS.get(from, at);
    }

    static void putLittle(byte[] to, int at, long value) {
        LITTLE_LONGS.set(to, at, value);
    }

    static int getInt(byte[] from, int at) {
        return (int) INTS.get(from, at);
    }

    static void putInt(byte[] to, int at, int value) {
        INTS.set(to, at, value);
    }

    static int getShort(byte[] from, int at) {
        return (short) SHORTS.get(from, at) & 0xffff;
    }

    static void putShort(byte[] to, int at, int value) {
        SHORTS.set(to, at, (short) value);
    }

    /** Numbers of entries and times in milliseconds have 48 bits. */
    static long get48(byte[] from, int at) {
        return (long) getShort(from, at) << 32 | Integer.toUnsignedLong(getInt(from, at + 2));
    }

    static void put48(byte[] to, int at, long value) {
        putShort(to, at, (int) (value >>> 32));
        putInt(to, at + 2, (int) value);
    }

    /** So that later times sort first. */
    static void putInverted48(byte[] to, int at, long value) {
        put48(to, at, ~value & NUMBER_MASK);
    }

    static long getInverted48(byte[] from, int at) {
        return ~get48(from, at) & NUMBER_MASK;
    }

    static int compare(byte[] one, int oneAt, byte[] two, int twoAt, int length) {
        return Arrays.compareUnsigned(one, oneAt, oneAt + length, two, twoAt, twoAt + length);
    }

    /** How many leading bytes the two share. */
    static int shared(byte[] one, int oneAt, byte[] two, int twoAt, int length) {
        int difference = Arrays.mismatch(one, oneAt, oneAt + length, two, twoAt, twoAt + length);
        return difference < 0 ? length : difference;
    }
}
