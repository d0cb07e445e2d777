package org.byway.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.byway.protocol.store.StoreFault;
import org.byway.storage.Frozen.Progress;
import org.byway.storage.State.Merged;

/** Brings a store to where it was when the program ended. */
final class Recovery {
    private Recovery() {}

    /** Writes to LMDB what only the journal holds; then the journal may be begun again. */
    static Journal journal(Environment env, Path folder) throws StoreFault {
        try {
            State state = env.state();
            List<StagedGroup> left = Journal.read(folder, state.staged().group());
            if (!left.isEmpty()) {
                new Committer(env, null, state.merged()).commit(left);
            }
            return Journal.open(folder);
        } catch (IOException e) {
            throw new StoreFault(
                    "the journal of the store in " + folder + " is not to be used: " + e.getMessage(), false, e);
        }
    }

    /**
     * Reads again the entries that the indexes do not follow yet, or whose remains are not swept: fills the tails, and returns the frozen one if a merge was
     * under way.
     */
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
