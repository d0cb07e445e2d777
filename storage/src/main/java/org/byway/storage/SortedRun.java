package org.byway.storage;

import java.util.List;

/**
 * Sorted rows in memory, each followed by a byte that says whether it is added (1) or taken away (0). Never changed, so
 * that the owner reads it while the committing thread merges it. Rows before the start are merged already.
 */
final class SortedRun {
    static final byte REMOVED = 0;
    static final byte ADDED = 1;
    private static final int SUMMED_ROWS = 32;

    final Table table;
    final int stride;
    final byte[] rows;
    final int count;
    final int start;
    private final SortedRun whole;
    private long[] sums;

    SortedRun(Table table, byte[] rows, int count) {
        this.table = table;
        this.stride = table.width + 1;
        this.rows = rows;
        this.count = count;
        this.start = 0;
        this.whole = this;
    }

    private SortedRun(SortedRun whole, int start) {
        this.table = whole.table;
        this.stride = whole.stride;
        this.rows = whole.rows;
        this.count = whole.count;
        this.start = start;
        this.whole = whole;
    }

    /** What is left behind that row; null: all. */
    SortedRun behind(byte[] row) {
        if (row == null) {
            return this;
        }
        int at = from(row, table.width);
        while (at < count && Rows.compare(rows, at * stride, row, 0, table.width) == 0) {
            at++;
        }
        return new SortedRun(whole, at);
    }

    boolean added(int index) {
        return rows[index * stride + table.width] == ADDED;
    }

    /** Index of the first row that does not lie before the key, of which that many bytes count. */
    int from(byte[] key, int keyBytes) {
        int low = start;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Rows.compare(rows, middle * stride, key, 0, keyBytes) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Adds up the rows before the index. For the sync table, and the owner. */
    void sumBefore(int index, Sum into) {
        whole.sumBefore(index, into, true);
        if (start > 0) {
            whole.sumBefore(start, into, false);
        }
    }

    private void sumBefore(int index, Sum into, boolean add) {
        if (sums == null) {
            sums = sums();
        }
        int summed = index / SUMMED_ROWS;
        if (add) {
            into.add(sums, summed);
        } else {
            into.subtract(sums, summed);
        }
        for (int i = summed * SUMMED_ROWS; i < index; i++) {
            into.row(rows, i * stride, added(i) == add);
        }
    }

    private long[] sums() {
        long[] all = new long[(count / SUMMED_ROWS + 1) * Sum.LONGS];
        Sum sum = new Sum();
        for (int i = 0; i < count; i++) {
            if (i % SUMMED_ROWS == 0) {
                sum.write(all, i / SUMMED_ROWS);
            }
            sum.row(rows, i * stride, added(i));
        }
        if (count % SUMMED_ROWS == 0) {
            sum.write(all, count / SUMMED_ROWS);
        }
        return all;
    }

    /** One run of all the rows of several. */
    static SortedRun merged(List<SortedRun> runs) {
        SortedRun first = runs.get(0);
        int count = runs.stream().mapToInt(run -> run.count).sum();
        byte[] rows = new byte[count * first.stride];
        RunCursor from = new RunCursor(runs);
        for (int at = 0; at < rows.length; at += first.stride) {
            System.arraycopy(from.rows(), from.at(), rows, at, first.stride);
            from.next();
        }
        return new SortedRun(first.table, rows, count);
    }
}
