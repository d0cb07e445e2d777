package org.byway.storage;

import java.util.List;

/** Reads several sorted runs as one, in order: a heap of the places reached in each. */
final class RunCursor {
    private final SortedRun[] runs;
    private final int[] next;
    private final int width;
    private int size;

    RunCursor(List<SortedRun> from) {
        this(from, null, 0);
    }

    /** From the first row on that does not lie before the key, of which that many bytes count; null: from the start. */
    RunCursor(List<SortedRun> from, byte[] key, int keyBytes) {
        runs = new SortedRun[from.size()];
        next = new int[from.size()];
        width = from.isEmpty() ? 0 : from.get(0).table.width;
        for (SortedRun run : from) {
            int start = key == null ? run.start : run.from(key, keyBytes);
            if (start < run.count) {
                runs[size] = run;
                next[size++] = start * run.stride;
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    boolean done() {
        return size == 0;
    }

    /** The array in which the row stands that was reached, with the byte that follows it. */
    byte[] rows() {
        return runs[0].rows;
    }

    int at() {
        return next[0];
    }

    boolean added() {
        return runs[0].rows[next[0] + width] == SortedRun.ADDED;
    }

    void next() {
        next[0] += runs[0].stride;
        if (next[0] == runs[0].count * runs[0].stride) {
            size--;
            runs[0] = runs[size];
            next[0] = next[size];
        }
        sink(0);
    }

    private void sink(int start) {
        int i = start;
        while (true) {
            int child = 2 * i + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && before(child + 1, child)) {
                child++;
            }
            if (!before(child, i)) {
                return;
            }
            SortedRun run = runs[i];
            int at = next[i];
            runs[i] = runs[child];
            next[i] = next[child];
            runs[child] = run;
            next[child] = at;
            i = child;
        }
    }

    private boolean before(int one, int two) {
        return Rows.compare(runs[one].rows, next[one], runs[two].rows, next[two], width) < 0;
    }
}
