package org.byway.protocol.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A set in memory: sorted chunks, each with the aggregate of its items. A change moves half a chunk; an aggregate
 * reads two chunks and adds up those between. One thread.
 */
public final class SortedItems implements SyncSet {
    private final List<Chunk> chunks = new ArrayList<>();
    private Aggregate whole = Aggregate.EMPTY;

    /** A set of the items, in any order; throws IllegalArgumentException where one comes twice. */
    public static SortedItems of(Collection<Item> items) {
        Item[] sorted = items.toArray(new Item[0]);
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i].equals(sorted[i - 1])) {
                throw new IllegalArgumentException("twice the same item: " + sorted[i]);
            }
        }
        SortedItems set = new SortedItems();
        for (int start = 0; start < sorted.length; start += Chunk.CAPACITY / 2) {
            int end = Math.min(start + Chunk.CAPACITY / 2, sorted.length);
            Chunk chunk = new Chunk(sorted, start, end);
            set.chunks.add(chunk);
            set.whole = set.whole.plus(chunk.whole());
        }
        return set;
    }

    /** False when it is there already. */
    public boolean add(Item item) {
        if (chunks.isEmpty()) {
            chunks.add(new Chunk(new Item[] {item}, 0, 1));
            whole = Aggregate.of(item.id());
            return true;
        }
        int index = Math.max(0, chunkOf(item));
        Chunk chunk = chunks.get(index);
        if (chunk.full()) {
            Chunk upper = chunk.takeUpperHalf();
            chunks.add(index + 1, upper);
            chunk = upper.first().compareTo(item) <= 0 ? upper : chunk;
        }
        boolean added = chunk.add(item);
        whole = added ? whole.plus(item.id()) : whole;
        return added;
    }

    /** False when it is not there. */
    public boolean remove(Item item) {
        int index = chunkOf(item);
        if (index < 0 || !chunks.get(index).remove(item)) {
            return false;
        }
        whole = whole.minus(item.id());
        join(index);
        return true;
    }

    public boolean contains(Item item) {
        int index = chunkOf(item);
        return index >= 0 && chunks.get(index).contains(item);
    }

    @Override
    public long size() {
        return whole.count();
    }

    @Override
    public Aggregate aggregate(Bound from, Bound to) {
        if (chunks.isEmpty() || from.compareTo(to) >= 0) {
            return Aggregate.EMPTY;
        }
        int first = Math.max(0, chunkBefore(from));
        int last = Math.max(0, chunkBefore(to));
        if (first == last) {
            return chunks.get(first).aggregate(from, to);
        }
        Accumulator sum = new Accumulator();
        if (last - first > chunks.size() / 2) {
            return wholeBut(first, from, last, to);
        }
        sum.add(chunks.get(first).aggregate(from, Bound.END));
        for (int i = first + 1; i < last; i++) {
            sum.add(chunks.get(i).whole());
        }
        return sum.add(chunks.get(last).aggregate(Bound.START, to)).aggregate();
    }

    @Override
    public List<Item> items(Bound from, Bound to, int limit) {
        List<Item> items = new ArrayList<>();
        for (int i = Math.max(0, chunkBefore(from)); i < chunks.size() && items.size() < limit; i++) {
            if (!chunks.get(i).copyTo(items, from, to, limit)) {
                break;
            }
        }
        return items;
    }

    @Override
    public Item at(Bound from, long rank) {
        long left = rank;
        for (int i = Math.max(0, chunkBefore(from)); i < chunks.size(); i++) {
            Chunk chunk = chunks.get(i);
            int start = chunk.rank(from);
            if (left < chunk.size() - start) {
                return chunk.get(start + (int) left);
            }
            left -= chunk.size() - start;
        }
        return null;
    }

    /** A range of more than half the chunks: what lies outside it is less to add up. */
    private Aggregate wholeBut(int first, Bound from, int last, Bound to) {
        Accumulator outside = new Accumulator();
        for (int i = 0; i < first; i++) {
            outside.add(chunks.get(i).whole());
        }
        outside.add(chunks.get(first).aggregate(Bound.START, from));
        outside.add(chunks.get(last).aggregate(to, Bound.END));
        for (int i = last + 1; i < chunks.size(); i++) {
            outside.add(chunks.get(i).whole());
        }
        return whole.minus(outside.aggregate());
    }

    /** Where the chunk has become small, it moves into a neighbour with room; an empty one goes. */
    private void join(int index) {
        Chunk chunk = chunks.get(index);
        if (chunk.size() == 0) {
            chunks.remove(index);
            return;
        }
        if (chunk.size() < Chunk.CAPACITY / 4 && index + 1 < chunks.size()) {
            Chunk next = chunks.get(index + 1);
            if (chunk.size() + next.size() <= Chunk.CAPACITY * 3 / 4) {
                chunk.append(next);
                chunks.remove(index + 1);
            }
        }
    }

    /** The last chunk that starts at or before the item; -1 when there is none. */
    private int chunkOf(Item item) {
        int low = 0;
        int high = chunks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (chunks.get(middle).first().compareTo(item) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** The last chunk that starts before the bound; -1 when there is none. */
    private int chunkBefore(Bound bound) {
        int low = 0;
        int high = chunks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bound.isAfter(chunks.get(middle).first())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
