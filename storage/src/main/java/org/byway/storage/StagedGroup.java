package org.byway.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.store.Store.Group;
import org.byway.protocol.store.StoreFault;

/** What the owner staged between two takes; from then on it is the committing thread's to write, and is not changed. */
final class StagedGroup implements Group {
    final long number;
    final long firstEntry;
    final List<Entry> entries = new ArrayList<>();
    /** Older entries whose content was dropped or filled in. */
    final Map<Long, Entry.Put> edits = new HashMap<>();

    Map<Long, Trees.Change> trees = Map.of();
    Communities.Fresh communities;
    State.Staged state;
    Frozen frozen;
    long rows;
    private int records;
    private Backlog backlog;
    /** Set before the commit, read once a snapshot shows that it was made. */
    private volatile Committer.Outcome outcome;

    StagedGroup(long number, long firstEntry) {
        this.number = number;
        this.firstEntry = firstEntry;
    }

    long add(Entry entry) {
        entries.add(entry);
        records += entry instanceof Entry.Put ? 1 : 0;
        return firstEntry + entries.size() - 1;
    }

    /** The entry as this group has it, or null. */
    Entry entry(long entry) {
        long index = entry - firstEntry;
        return index >= 0 && index < entries.size() ? entries.get((int) index) : edits.get(entry);
    }

    boolean stages(long entry) {
        return entry >= firstEntry;
    }

    void taken(Backlog by) {
        backlog = by;
    }

    void prepared(Committer.Outcome prepared) {
        outcome = prepared;
    }

    Committer.Outcome outcome() {
        return outcome;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public int records() {
        return records;
    }

    @Override
    public void commit() throws StoreFault {
        backlog.commit(this);
    }
}
