package org.byway.protocol.sync;

import java.util.List;

/** Counts what a set is asked. */
final class CountedSet implements SyncSet {
    private final SyncSet set;
    int questions;
    int itemsRead;

    CountedSet(SyncSet set) {
        this.set = set;
    }

    @Override
    public long size() {
        questions++;
        return set.size();
    }

    @Override
    public Aggregate aggregate(Bound from, Bound to) {
        questions++;
        return set.aggregate(from, to);
    }

    @Override
    public List<Item> items(Bound from, Bound to, int limit) {
        questions++;
        List<Item> items = set.items(from, to, limit);
        itemsRead += items.size();
        return items;
    }

    @Override
    public Item at(Bound from, long rank) {
        questions++;
        itemsRead++;
        return set.at(from, rank);
    }
}
