package org.byway.protocol.sync;

import java.util.Arrays;
import java.util.List;

/** Some neighbouring items of {@link SortedItems}, and their aggregate. */
final class Chunk {
    static final int CAPACITY = 1_024;

    private Item[] items;
    private int size;
    private Aggregate whole;

    Chunk(Item[] from, int start, int end) {
        size = end - start;
        items = new Item[Math.max(size, 16)];
        System.arraycopy(from, start, items, 0, size);
        whole = sum(0, size);
    }

    int size() {
        return size;
    }

    boolean full() {
        return size == CAPACITY;
    }

    Item first() {
        return items[0];
    }

    Item get(int index) {
        return items[index];
    }

    Aggregate whole() {
        return whole;
    }

    boolean contains(Item item) {
        return Arrays.binarySearch(items, 0, size, item) >= 0;
    }

    boolean add(Item item) {
        int index = Arrays.binarySearch(items, 0, size, item);
        if (index >= 0) {
            return false;
        }
        if (size == items.length) {
            items = Arrays.copyOf(items, Math.min(2 * size, CAPACITY));
        }
        int place = -index - 1;
        System.arraycopy(items, place, items, place + 1, size - place);
        items[place] = item;
        size++;
        whole = whole.plus(item.id());
        return true;
    }

    boolean remove(Item item) {
        int index = Arrays.binarySearch(items, 0, size, item);
        if (index < 0) {
            return false;
        }
        System.arraycopy(items, index + 1, items, index, size - index - 1);
        items[--size] = null;
        whole = whole.minus(item.id());
        return true;
    }

    Chunk takeUpperHalf() {
        int half = size / 2;
        Chunk upper = new Chunk(items, half, size);
        Arrays.fill(items, half, size, null);
        size = half;
        whole = whole.minus(upper.whole);
        return upper;
    }

    void append(Chunk next) {
        items = Arrays.copyOf(items, Math.max(items.length, size + next.size));
        System.arraycopy(next.items, 0, items, size, next.size);
        size += next.size;
        whole = whole.plus(next.whole);
    }

    /** Number of items before the bound. */
    int rank(Bound bound) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bound.isAfter(items[middle])) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Adds up the smaller side of the range. */
    Aggregate aggregate(Bound from, Bound to) {
        int start = rank(from);
        int end = rank(to);
        if (end - start <= size / 2) {
            return sum(start, end);
        }
        return whole.minus(sum(0, start)).minus(sum(end, size));
    }

    /** Copies the items of [from, to) until the list holds the limit; false when the end of the range was reached. */
    boolean copyTo(List<Item> list, Bound from, Bound to, int limit) {
        int end = rank(to);
        for (int i = rank(from); i < end && list.size() < limit; i++) {
            list.add(items[i]);
        }
        return end == size;
    }

    private Aggregate sum(int start, int end) {
        Accumulator sum = new Accumulator();
        for (int i = start; i < end; i++) {
            sum.add(items[i].id());
        }
        return sum.aggregate();
    }
}
