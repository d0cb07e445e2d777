package org.byway.protocol.sync;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The plain meaning of a set: everything is found by reading all of it. */
final class PlainItems implements SyncSet {
    final TreeSet<Item> items;

    PlainItems(Collection<Item> items) {
        this.items = new TreeSet<>(items);
    }

    @Override
    public long size() {
        return items.size();
    }

    @Override
    public Aggregate aggregate(Bound from, Bound to) {
        Aggregate sum = Aggregate.EMPTY;
        for (Item item : items(from, to, Integer.MAX_VALUE)) {
            sum = sum.plus(item.id());
        }
        return sum;
    }

    @Override
    public List<Item> items(Bound from, Bound to, int limit) {
        return items.stream()
                .filter(item -> !from.isAfter(item) && to.isAfter(item))
                .limit(limit)
                .toList();
    }

    @Override
    public Item at(Bound from, long rank) {
        return items.stream()
                .filter(item -> !from.isAfter(item))
                .skip(rank)
                .findFirst()
                .orElse(null);
    }
}
