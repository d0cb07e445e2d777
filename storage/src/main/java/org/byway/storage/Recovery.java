package org.byway.storage;

import org.byway.storage.Frozen.Progress;
import org.byway.storage.State.Merged;

/** Reads again the entries that the indexes do not follow yet, or whose remains are not swept. */
final class Recovery {
    private Recovery() {}

    /** Fills the tails, and returns the frozen one if a merge was under way. */
    static Frozen replay(Snapshot snapshot, Indexes indexes, Ledger ledger, Trees trees, State state) {
        Merged merged = state.merged();
        boolean merging = merged.frozenTo() > merged.sweptTo();
        Frozen frozen = null;
        boolean more = snapshot.seekEntry(merged.sweptTo() + 1);
        while (more) {
            long number = snapshot.entryNumber();
            if (merging && frozen == null && number > merged.frozenTo()) {
                frozen = freeze(indexes, ledger, merged);
            }
            ledger.follow(number, snapshot.readEntry(trees::id), number > merged.indexedTo());
            more = snapshot.nextEntry();
        }
        if (merging && frozen == null) {
            frozen = freeze(indexes, ledger, merged);
        }
        ledger.census.records = state.staged().records();
        ledger.census.intents = state.staged().intents();
        ledger.census.offers = state.staged().offers();
        return frozen;
    }

    private static Frozen freeze(Indexes indexes, Ledger ledger, Merged merged) {
        Frozen frozen = indexes.freeze(merged.frozenTo(), ledger.takeSweeps());
        Progress progress = merged.progress();
        indexes.resume(progress);
        return frozen;
    }
}
