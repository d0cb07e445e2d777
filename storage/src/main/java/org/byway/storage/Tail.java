package org.byway.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newest rows of one table, not yet merged: some rows as they came, and runs sorted whenever enough have come. Who
 * only writes pays for no more; who reads has the runs merged first where there are many.
 */
final class Tail {
    static final int RUN_ROWS = 4096;
    private static final int FIRST_ROWS = 64;
    private static final int MOST_RUNS = 8;

    private final Table table;
    private final int stride;
    private List<SortedRun> sorted = new ArrayList<>();
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
            sorted.add(sortedRecent());
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

    private SortedRun sortedRecent() {
        return new SortedRun(table, RowSorter.sorted(recent, stride, recentRows), recentRows);
    }

    /** All rows, as runs that stay as they are; few of them. */
    List<SortedRun> runs() {
        if (view == null) {
            sorted = compact(sorted);
            view = all();
        }
        return view;
    }

    /** All rows, in as many runs as there happen to be. */
    List<SortedRun> all() {
        List<SortedRun> all = new ArrayList<>(sorted);
        if (recentRows > 0) {
            all.add(sortedRecent());
        }
        return List.copyOf(all);
    }

    /** The same rows in few runs: the small ones are merged into one, so that the large are not copied again and again. */
    static List<SortedRun> compact(List<SortedRun> runs) {
        if (runs.size() <= MOST_RUNS) {
            return runs;
        }
        List<SortedRun> large = new ArrayList<>();
        List<SortedRun> small = new ArrayList<>();
        int most = runs.stream().mapToInt(run -> run.count).max().orElse(0);
        for (SortedRun run : runs) {
            (run.count > RUN_ROWS && run.count > most / MOST_RUNS ? large : small).add(run);
        }
        if (large.size() >= MOST_RUNS) {
            small.addAll(large);
            large.clear();
        }
        large.add(SortedRun.merged(small));
        return large;
    }
}
