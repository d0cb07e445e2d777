package org.byway.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A tail that takes no more rows and is being merged: those of the log entries up to that number, and the entries of the
 * log that are to be cut down or deleted once the rows are merged.
 */
record Frozen(long upTo, Map<Table, List<SortedRun>> runs, Sweeps sweeps) {

    /** The rows of the table that were not merged when the progress was made. */
    List<SortedRun> left(Table table, Progress progress) {
        return left(runs.get(table), table, progress);
    }

    /** The same for these runs of its rows. */
    static List<SortedRun> left(List<SortedRun> all, Table table, Progress progress) {
        if (table.ordinal() < progress.table()) {
            return List.of();
        }
        if (table.ordinal() > progress.table() || progress.behind() == null) {
            return all;
        }
        List<SortedRun> left = new ArrayList<>();
        for (SortedRun run : all) {
            left.add(run.behind(progress.behind()));
        }
        return left;
    }

    /**
     * How far the merge has come: which table, behind which of its rows (null: none), and how many sweeps once all
     * tables are through.
     */
    record Progress(int table, byte[] behind, int swept) {
        static final Progress START = new Progress(0, null, 0);

        boolean tablesDone() {
            return table == Table.COUNT;
        }
    }
}
