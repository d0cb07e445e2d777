package org.byway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;

/** A store whose changes are written down beside it, and whose disk may be full. */
final class WatchedStore extends ForwardingStore {
    private final Ledger durable;
    private final Ledger live;
    private final Consumer<SignedRecord> entering;
    private final BooleanSupplier full;
    private long looks;
    private List<Ledger.Entry> staged = new ArrayList<>();

    /**
     * @param durable what is on disk; the commits write it on
     * @param entering is shown each record before it is put
     * @param full whether commits fail at the moment
     */
    WatchedStore(Store store, Ledger durable, Consumer<SignedRecord> entering, BooleanSupplier full) {
        super(store);
        this.durable = durable;
        this.live = new Ledger(durable);
        this.entering = entering;
        this.full = full;
    }

    /** All that was staged, committed or not. */
    Ledger live() {
        return live;
    }

    /** How many records were looked at or for, in all. */
    long looks() {
        return looks;
    }

    @Override
    public boolean knows(Bytes32 id) {
        looks++;
        return store.knows(id);
    }

    @Override
    public SignedRecord get(Bytes32 id) {
        looks++;
        return store.get(id);
    }

    @Override
    public boolean written(Bytes32 id) {
        looks++;
        return store.written(id);
    }

    @Override
    public Head head(Bytes32 author, Bytes32 lineage) {
        looks++;
        return store.head(author, lineage);
    }

    @Override
    public Chunk scan(Bytes32 community, long after, int maxBytes, int maxRecords) {
        Chunk chunk = store.scan(community, after, maxBytes, maxRecords);
        looks += 1 + chunk.records().size();
        return chunk;
    }

    @Override
    public Page list(Query query) {
        Page page = store.list(query);
        looks += 1 + page.records().size();
        return page;
    }

    private void note(Ledger.Entry entry) {
        live.apply(entry);
        staged.add(entry);
    }

    @Override
    public void put(SignedRecord record) {
        entering.accept(record);
        note(new Ledger.Entry.Put(record.envelope()));
        store.put(record);
    }

    @Override
    public void lose(SignedRecord record) {
        note(new Ledger.Entry.Lose(record.envelope()));
        store.lose(record);
    }

    @Override
    public void retire(Bytes32 author, int keySequence) {
        note(new Ledger.Entry.Retire(author, keySequence));
        store.retire(author, keySequence);
    }

    @Override
    public void expire(long hourMillis) {
        note(new Ledger.Entry.Expire(hourMillis));
        store.expire(hourMillis);
    }

    @Override
    public Group take() {
        Group group = store.take();
        if (group == null) {
            return null;
        }
        List<Ledger.Entry> entries = staged;
        staged = new ArrayList<>();
        return new WatchedGroup(group, entries);
    }

    @Override
    public void committed(Group group) {
        store.committed(((WatchedGroup) group).group);
    }

    private final class WatchedGroup extends ForwardingGroup {
        private final List<Ledger.Entry> entries;

        WatchedGroup(Group group, List<Ledger.Entry> entries) {
            super(group);
            this.entries = entries;
        }

        @Override
        public void commit() throws StoreFault {
            if (full.getAsBoolean()) {
                throw new StoreFault("no space is left on the device; make room", true, null);
            }
            group.commit();
            entries.forEach(durable::apply);
        }
    }
}
