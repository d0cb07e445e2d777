package org.byway.protocol.sync;

import java.util.ArrayList;
import java.util.List;

/**
 * A set without some of its members: what a store holds, less the rows that the opening message's cutoff leaves out.
 *
 * @param all the larger set
 * @param leftOut members of it that do not count; best a small set
 */
public record Subset(SyncSet all, SyncSet leftOut) implements SyncSet {
    @Override
    public long size() {
        return all.size() - leftOut.size();
    }

    @Override
    public Aggregate aggregate(Bound from, Bound to) {
        return all.aggregate(from, to).minus(leftOut.aggregate(from, to));
    }

    @Override
    public List<Item> items(Bound from, Bound to, int limit) {
        List<Item> items = new ArrayList<>();
        Bound start = from;
        while (items.size() < limit && start != null) {
            start = addSome(items, start, to, limit - items.size());
        }
        return items;
    }

    /** Takes so many of the larger set and adds the members among them; where to go on, null at the end. */
    private Bound addSome(List<Item> items, Bound start, Bound to, int wanted) {
        List<Item> some = all.items(start, to, wanted == Integer.MAX_VALUE ? wanted : wanted + 1);
        boolean more = some.size() > wanted;
        Bound end = more ? Bound.at(some.get(wanted)) : to;
        List<Item> out = leftOut.items(start, end, wanted);
        int passed = 0;
        for (Item item : more ? some.subList(0, wanted) : some) {
            if (passed < out.size() && out.get(passed).equals(item)) {
                passed++;
            } else {
                items.add(item);
            }
        }
        return more ? end : null;
    }

    /**
     * Between the wanted item and {@code from} lie as many of the left out ones as have at most {@code rank} members
     * before them: that number is found by halving.
     */
    @Override
    public Item at(Bound from, long rank) {
        long low = 0;
        long high = leftOut.aggregate(from, Bound.END).count();
        while (low < high) {
            long middle = (low + high) >>> 1;
            Bound place = Bound.at(leftOut.at(from, middle));
            if (all.aggregate(from, place).count() - middle <= rank) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return all.at(from, rank + low);
    }
}
