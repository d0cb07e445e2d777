package org.byway.protocol.mail;

import java.nio.ByteBuffer;
import org.byway.protocol.record.Bytes32;

/** The keys of rows: numbers stand big-endian, so that their order as bytes is their own. */
final class Keys {
    /** What an expiry is of: an entry of the spool, a letter that waits or did, a mailbox. Kept by their place in this order, which stays. */
    enum Due {
        SPOOLED,
        LETTER,
        MAILBOX
    }

    private Keys() {}

    static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static byte[] queued(Bytes32 node, long sequence) {
        return ByteBuffer.allocate(Bytes32.SIZE + Long.BYTES)
                .put(node.bytes())
                .putLong(sequence)
                .array();
    }

    static byte[] waiting(Bytes16 tag, long position) {
        return ByteBuffer.allocate(Bytes16.SIZE + Long.BYTES)
                .put(tag.bytes())
                .putLong(position)
                .array();
    }

    static byte[] seen(Bytes16 tag, Bytes32 letter) {
        return ByteBuffer.allocate(Bytes16.SIZE + Bytes32.SIZE)
                .put(tag.bytes())
                .put(letter.bytes())
                .array();
    }

    /** @param key of the row that is due */
    static byte[] expiry(long at, Due what, byte[] key) {
        return ByteBuffer.allocate(Long.BYTES + 1 + key.length)
                .putLong(at)
                .put((byte) what.ordinal())
                .put(key)
                .array();
    }

    /** The number that a key ends with. */
    static long last(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    /** The first key behind all that begin with these bytes; null where there can be none. */
    static byte[] behind(byte[] prefix) {
        byte[] end = prefix.clone();
        int at = end.length - 1;
        while (at >= 0 && end[at] == (byte) 0xff) {
            end[at--] = 0;
        }
        if (at < 0) {
            return null;
        }
        end[at]++;
        return end;
    }
}
