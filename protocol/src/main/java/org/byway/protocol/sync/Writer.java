package org.byway.protocol.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.byway.protocol.record.Bytes32;

/** Writes one message; seconds are written as distances from the bound before. */
final class Writer {
    static final int MAX_VARINT_BYTES = 9;

    private static final int DIGIT_BITS = 7;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private byte[] bytes = new byte[1024];
    private int size;
    private long lastSecond;

    Writer() {
        bytes[size++] = Message.VERSION;
    }

    int size() {
        return size;
    }

    byte[] message() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets what was written after the size; only a bound at infinity may follow, which needs no distance. */
    void cutBack(int toSize) {
        size = toSize;
    }

    void write(Range range) {
        writeBound(range.upTo());
        switch (range) {
            case Range.Skipped skipped -> writeVarint(Message.SKIP);
            case Range.Digested digested -> {
                writeVarint(Message.FINGERPRINT);
                writeLong(digested.fingerprint().a());
                writeLong(digested.fingerprint().b());
            }
            case Range.Listed listed -> {
                writeVarint(Message.ID_LIST);
                writeVarint(listed.ids().size());
                for (Bytes32 id : listed.ids()) {
                    ensure(Bytes32.SIZE);
                    id.write(bytes, size);
                    size += Bytes32.SIZE;
                }
            }
        }
    }

    private void writeBound(Bound bound) {
        if (bound.second() == Bound.INFINITY) {
            writeVarint(0);
        } else {
            writeVarint(bound.second() - lastSecond + 1);
        }
        lastSecond = bound.second();
        writeVarint(bound.prefixBytes());
        ensure(Bytes32.SIZE);
        bound.id().write(bytes, size);
        size += bound.prefixBytes();
    }

    private void writeLong(long value) {
        ensure(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    private void writeVarint(long value) {
        ensure(MAX_VARINT_BYTES);
        size = putVarint(bytes, size, value);
    }

    private void ensure(int room) {
        if (bytes.length - size < room) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + room));
        }
    }

    /** Seven bits a byte, most significant first, as few bytes as will do. Returns where it ends. */
    static int putVarint(byte[] to, int offset, long value) {
        int digits = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + DIGIT_BITS - 1) / DIGIT_BITS);
        for (int digit = digits - 1; digit >= 0; digit--) {
            int more = digit == 0 ? 0 : 0x80;
            to[offset++] = (byte) ((value >>> (DIGIT_BITS * digit)) & 0x7f | more);
        }
        return offset;
    }
}
