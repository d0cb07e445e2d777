package org.byway.protocol.sync;

import org.byway.protocol.record.Bytes32;

/**
 * A place in the order of items: everything from (second, id) on lies at or after it.
 *
 * <p>On the wire only the first {@code prefixBytes} bytes of the id are written, the others are zero. Two bounds with
 * the same place and different lengths compare as equal.
 */
public record Bound(long second, Bytes32 id, int prefixBytes) implements Comparable<Bound> {
    /** The second that lies after every item. */
    public static final long INFINITY = Long.MAX_VALUE;

    public static final Bound START = new Bound(0, Bytes32.ZERO, 0);
    public static final Bound END = new Bound(INFINITY, Bytes32.ZERO, 0);

    public Bound {
        if (second < 0 || prefixBytes < 0 || prefixBytes > Bytes32.SIZE) {
            throw new IllegalArgumentException("no bound: second " + second + ", prefix of " + prefixBytes + " bytes");
        }
    }

    /** The place of the item itself: it is the first one at or after the bound. */
    public static Bound at(Item item) {
        return new Bound(item.second(), item.id(), Bytes32.SIZE);
    }

    /** The shortest bound that lies after the one item and not after the other, which must follow it. */
    public static Bound between(Item before, Item after) {
        if (before.second() != after.second()) {
            return new Bound(after.second(), Bytes32.ZERO, 0);
        }
        int prefixBytes = sharedBytes(before.id(), after.id()) + 1;
        return new Bound(after.second(), prefix(after.id(), prefixBytes), prefixBytes);
    }

    @Override
    public int compareTo(Bound other) {
        int order = Long.compare(second, other.second);
        return order == 0 ? id.compareTo(other.id) : order;
    }

    /** Whether the item lies before this bound. */
    public boolean isAfter(Item item) {
        return item.second() < second || (item.second() == second && item.id().compareTo(id) < 0);
    }

    private static int sharedBytes(Bytes32 one, Bytes32 other) {
        if (one.a() != other.a()) {
            return Long.numberOfLeadingZeros(one.a() ^ other.a()) / 8;
        }
        if (one.b() != other.b()) {
            return 8 + Long.numberOfLeadingZeros(one.b() ^ other.b()) / 8;
        }
        if (one.c() != other.c()) {
            return 16 + Long.numberOfLeadingZeros(one.c() ^ other.c()) / 8;
        }
        if (one.d() == other.d()) {
            throw new IllegalArgumentException("nothing lies between an item and itself");
        }
        return 24 + Long.numberOfLeadingZeros(one.d() ^ other.d()) / 8;
    }

    private static Bytes32 prefix(Bytes32 id, int bytes) {
        return new Bytes32(
                head(id.a(), bytes), head(id.b(), bytes - 8), head(id.c(), bytes - 16), head(id.d(), bytes - 24));
    }

    private static long head(long bits, int bytes) {
        return bytes <= 0 ? 0 : bytes >= 8 ? bits : bits & (-1L << (64 - 8 * bytes));
    }
}
