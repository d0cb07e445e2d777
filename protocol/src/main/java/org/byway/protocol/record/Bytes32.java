package org.byway.protocol.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Thirty-two bytes as a value: an id, a public key, an author, a community or a lineage.
 *
 * <p>Ordered as unsigned bytes, most significant first, so that sorting values and sorting their hex text agree.
 */
public record Bytes32(long a, long b, long c, long d) implements Comparable<Bytes32> {
    public static final int SIZE = 32;
    public static final Bytes32 ZERO = new Bytes32(0, 0, 0, 0);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final HexFormat HEX = HexFormat.of();

    /** Reads 32 bytes at the offset; throws IndexOutOfBoundsException where there are fewer. */
    public static Bytes32 of(byte[] from, int offset) {
        return new Bytes32(
                (long) LONGS.get(from, offset),
                (long) LONGS.get(from, offset + 8),
                (long) LONGS.get(from, offset + 16),
                (long) LONGS.get(from, offset + 24));
    }

    /** Takes an array of exactly 32 bytes. */
    public static Bytes32 of(byte[] from) {
        if (from.length != SIZE) {
            throw new IllegalArgumentException("32 bytes wanted, " + from.length + " given");
        }
        return of(from, 0);
    }

    /** Reads 64 hexadecimal digits; refuses anything else. */
    public static Checked<Bytes32> parse(String hex) {
        if (hex.length() != 2 * SIZE) {
            return Refusal.of(Reason.MALFORMED, "64 hexadecimal digits wanted");
        }
        try {
            return new Checked.Ok<>(ofHex(hex));
        } catch (IllegalArgumentException e) {
            return Refusal.of(Reason.MALFORMED, "64 hexadecimal digits wanted");
        }
    }

    /** Reads 64 hexadecimal digits; throws IllegalArgumentException on anything else. */
    public static Bytes32 ofHex(String hex) {
        return of(HEX.parseHex(hex));
    }

    public byte[] bytes() {
        byte[] out = new byte[SIZE];
        write(out, 0);
        return out;
    }

    public void write(byte[] to, int offset) {
        LONGS.set(to, offset, a);
        LONGS.set(to, offset + 8, b);
        LONGS.set(to, offset + 16, c);
        LONGS.set(to, offset + 24, d);
    }

    /** Sixty-four lower-case hexadecimal digits. */
    public String hex() {
        return HEX.formatHex(bytes());
    }

    @Override
    public int compareTo(Bytes32 other) {
        int order = Long.compareUnsigned(a, other.a);
        if (order == 0) {
            order = Long.compareUnsigned(b, other.b);
        }
        if (order == 0) {
            order = Long.compareUnsigned(c, other.c);
        }
        return order == 0 ? Long.compareUnsigned(d, other.d) : order;
    }

    /** By hand, as hashCode is: the one that a record gets costs several times more where it is called most. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes32 that && a == that.a && b == that.b && c == that.c && d == that.d;
    }

    /** Ids are digests: any one of their longs spreads well. Mixed, since lineages and test keys may not be. */
    @Override
    public int hashCode() {
        return Long.hashCode((a ^ Long.rotateLeft(d, 17)) * 0x9E3779B97F4A7C15L + b + 31 * c);
    }

    @Override
    public String toString() {
        return hex();
    }
}
