package org.byway.protocol.mail;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Sixteen bytes as a value: the tag of a mailbox, or a device. Ordered as unsigned bytes. */
public record Bytes16(long high, long low) implements Comparable<Bytes16> {
    public static final int SIZE = 16;
    private static final HexFormat HEX = HexFormat.of();

    /** Takes an array of exactly 16 bytes. */
    public static Bytes16 of(byte[] from) {
        if (from.length != SIZE) {
            throw new IllegalArgumentException("16 bytes wanted, " + from.length + " given");
        }
        ByteBuffer bytes = ByteBuffer.wrap(from);
        return new Bytes16(bytes.getLong(), bytes.getLong());
    }

    /** Reads 32 hexadecimal digits; refuses anything else. */
    public static Checked<Bytes16> parse(String hex) {
        try {
            byte[] bytes = HEX.parseHex(hex);
            return bytes.length == SIZE ? new Checked.Ok<>(of(bytes)) : notHex();
        } catch (IllegalArgumentException e) {
            return notHex();
        }
    }

    private static Checked<Bytes16> notHex() {
        return Refusal.of(Reason.MALFORMED, "32 hexadecimal digits wanted");
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(SIZE).putLong(high).putLong(low).array();
    }

    /** Thirty-two lower-case hexadecimal digits. */
    public String hex() {
        return HEX.formatHex(bytes());
    }

    @Override
    public int compareTo(Bytes16 other) {
        int order = Long.compareUnsigned(high, other.high);
        return order == 0 ? Long.compareUnsigned(low, other.low) : order;
    }

    @Override
    public String toString() {
        return hex();
    }
}
