package org.byway.protocol.sync;

import org.byway.protocol.record.Bytes32;

/** One member of a set: an id and the second it was created in, 0 to {@link Bound#INFINITY} - 1. Ordered by both. */
public record Item(long second, Bytes32 id) implements Comparable<Item> {
    public Item {
        if (second < 0 || second == Bound.INFINITY) {
            throw new IllegalArgumentException("second out of range: " + second);
        }
    }

    @Override
    public int compareTo(Item other) {
        int order = Long.compare(second, other.second);
        return order == 0 ? id.compareTo(other.id) : order;
    }
}
