package org.byway.protocol.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.byway.protocol.record.Bytes32;

/** Reads bytes that a stranger sent. The first failure is kept; from then on everything reads as zero. */
final class Reader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private final byte[] bytes;
    private int position;
    private String failure;

    Reader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int left() {
        return bytes.length - position;
    }

    boolean failed() {
        return failure != null;
    }

    String failure() {
        return failure;
    }

    void fail(String why) {
        if (failure == null) {
            failure = why + " (near byte " + position + ")";
        }
    }

    /** 0 to 2^63 - 1. */
    long varint() {
        long value = 0;
        for (int digits = 0; has(1); digits++) {
            int digit = bytes[position++];
            if (digits == 0 && digit == (byte) 0x80) {
                fail("a number starts with an empty digit");
            }
            if (digits == Writer.MAX_VARINT_BYTES) {
                fail("a number is larger than 63 bits");
            }
            if (failed()) {
                return 0;
            }
            value = value << 7 | digit & 0x7f;
            if (digit >= 0) {
                return value;
            }
        }
        return 0;
    }

    Fingerprint fingerprint() {
        if (!has(Fingerprint.SIZE)) {
            return null;
        }
        position += Fingerprint.SIZE;
        return new Fingerprint(
                (long) LONGS.get(bytes, position - Fingerprint.SIZE), (long) LONGS.get(bytes, position - Long.BYTES));
    }

    Bytes32 id() {
        return prefix(Bytes32.SIZE);
    }

    /** So many bytes, followed by zeros to the length of an id. */
    Bytes32 prefix(int length) {
        if (!has(length)) {
            return Bytes32.ZERO;
        }
        position += length;
        if (length == Bytes32.SIZE) {
            return Bytes32.of(bytes, position - length);
        }
        byte[] padded = new byte[Bytes32.SIZE];
        System.arraycopy(bytes, position - length, padded, 0, length);
        return Bytes32.of(padded);
    }

    private boolean has(int length) {
        if (left() < length) {
            fail("the message ends too early");
        }
        return !failed();
    }
}
