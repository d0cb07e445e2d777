package org.byway.protocol.sync;

import java.util.List;

/**
 * What reconciliation asks of a set of items in order of (second, id), each at most once.
 *
 * <p>Ranges take in {@code from} and leave out {@code to}; one whose end lies before its start is empty. Answers must
 * agree with each other within one step; between steps the set may change. No call may read a number of items that
 * grows with the set: an implementation keeps counts and sums per block of items. Its cost is a few blocks and, for
 * {@link #items}, what it returns.
 */
public interface SyncSet {
    long size();

    /** Number and sum of the ids in [from, to). */
    Aggregate aggregate(Bound from, Bound to);

    /** The first items of [from, to), in order, at most {@code limit} of them. */
    List<Item> items(Bound from, Bound to, int limit);

    /** The item that follows {@code rank} others at or after {@code from}, rank 0 the first one; null past the end. */
    Item at(Bound from, long rank);
}
