package org.byway.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newest rows of one table, not yet merged: some rows as they came, and runs sorted whenever enough have come. Runs
 * of a size are merged eight at a time, so that there are few of them to look through.
 */
final class Tail {
    static final int RUN_ROWS = 4096;
    private static final int FIRST_ROWS = 64;
    private static final int FAN_IN = 8;

    private final Table table;
    private final int stride;
    private final List<List<SortedRun>> levels = new ArrayList<>();
    private byte[] recent;
    private int recentRows;
    private int rows;
    private List<SortedRun> view;

    Tail(Table table) {
        this.table = table;
        this.stride = table.width + 1;
        this.recent = new byte[FIRST_ROWS * stride];
    }

    int rows() {
        return rows;
    }

    /** Where in {@link #recent} the next row is to be written by the caller, at once. */
    int next(boolean add) {
        if (recentRows == RUN_ROWS) {
            addRun(0, new SortedRun(table, RowSorter.sorted(recent, stride, recentRows), recentRows));
            recentRows = 0;
        } else if (recentRows * stride == recent.length) {
            recent = Arrays.copyOf(recent, Math.min(2 * recentRows, RUN_ROWS) * stride);
        }
        int at = recentRows++ * stride;
        recent[at + table.width] = add ? SortedRun.ADDED : SortedRun.REMOVED;
        rows++;
        view = null;
        return at;
    }

    byte[] recent() {
        return recent;
    }

    private void addRun(int level, SortedRun run) {
        if (levels.size() == level) {
            levels.add(new ArrayList<>());
        }
        List<SortedRun> runs = levels.get(level);
        runs.add(run);
        if (runs.size() == FAN_IN) {
            SortedRun merged = SortedRun.merged(runs);
            runs.clear();
            addRun(level + 1, merged);
        }
    }

    /** All rows, as runs that stay as they are. */
    List<SortedRun> runs() {
        if (view == null) {
            List<SortedRun> all = new ArrayList<>();
            levels.forEach(all::addAll);
            if (recentRows > 0) {
                all.add(new SortedRun(table, RowSorter.sorted(recent, stride, recentRows), recentRows));
            }
            view = List.copyOf(all);
        }
        return view;
    }
}
