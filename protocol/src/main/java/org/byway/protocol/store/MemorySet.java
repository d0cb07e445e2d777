package org.byway.protocol.store;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.Stream;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.sync.Accumulator;
import org.byway.protocol.sync.Aggregate;
import org.byway.protocol.sync.Bound;
import org.byway.protocol.sync.Item;
import org.byway.protocol.sync.SyncSet;

/** A set that is counted by reading it: the plain meaning that faster ones must agree with. */
record MemorySet(NavigableMap<Item, Envelope> all, long cutoffMillis) implements SyncSet {
    @Override
    public long size() {
        return live(all).count();
    }

    @Override
    public Aggregate aggregate(Bound from, Bound to) {
        Accumulator sum = new Accumulator();
        live(range(from, to)).forEachOrdered(item -> sum.add(item.id()));
        return sum.aggregate();
    }

    @Override
    public List<Item> items(Bound from, Bound to, int limit) {
        return live(range(from, to)).limit(limit).toList();
    }

    @Override
    public Item at(Bound from, long rank) {
        return live(range(from, Bound.END)).skip(rank).findFirst().orElse(null);
    }

    private Stream<Item> live(NavigableMap<Item, Envelope> range) {
        return range.entrySet().stream()
                .filter(entry -> entry.getValue().expires() > cutoffMillis)
                .map(entry -> entry.getKey());
    }

    private NavigableMap<Item, Envelope> range(Bound from, Bound to) {
        if (from.compareTo(to) >= 0 || from.second() == Bound.INFINITY) {
            return Collections.emptyNavigableMap();
        }
        return to.second() == Bound.INFINITY
                ? all.tailMap(place(from), true)
                : all.subMap(place(from), true, place(to), false);
    }

    private static Item place(Bound bound) {
        return new Item(bound.second(), bound.id());
    }
}
