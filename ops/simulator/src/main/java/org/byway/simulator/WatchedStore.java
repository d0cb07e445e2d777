package org.byway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.sync.SyncSet;

/** A store whose changes are written down beside it, and whose disk may be full. */
final class WatchedStore implements Store {
    private final Store store;
    private final Ledger durable;
    private final Ledger live;
    private final Consumer<SignedRecord> entering;
    private final BooleanSupplier full;
    private List<Ledger.Entry> staged = new ArrayList<>();

    /**
     * @param durable what is on disk; the commits write it on
     * @param entering is shown each record before it is put
     * @param full whether commits fail at the moment
     */
    WatchedStore(Store store, Ledger durable, Consumer<SignedRecord> entering, BooleanSupplier full) {
        this.store = store;
        this.durable = durable;
        this.live = new Ledger(durable);
        this.entering = entering;
        this.full = full;
    }

    /** All that was staged, committed or not. */
    Ledger live() {
        return live;
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
    public void dropContent(Bytes32 id) {
        store.dropContent(id);
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

    private final class WatchedGroup implements Group {
        private final Group group;
        private final List<Ledger.Entry> entries;

        WatchedGroup(Group group, List<Ledger.Entry> entries) {
            this.group = group;
            this.entries = entries;
        }

        @Override
        public long number() {
            return group.number();
        }

        @Override
        public int records() {
            return group.records();
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

    @Override
    public boolean knows(Bytes32 id) {
        return store.knows(id);
    }

    @Override
    public SignedRecord get(Bytes32 id) {
        return store.get(id);
    }

    @Override
    public boolean written(Bytes32 id) {
        return store.written(id);
    }

    @Override
    public Head head(Bytes32 author, Bytes32 lineage) {
        return store.head(author, lineage);
    }

    @Override
    public long expiredTo() {
        return store.expiredTo();
    }

    @Override
    public SyncSet set(Bytes32 community, long cutoffHourMillis) {
        return store.set(community, cutoffHourMillis);
    }

    @Override
    public Chunk scan(Bytes32 community, long after, int maxBytes, int maxRecords) {
        return store.scan(community, after, maxBytes, maxRecords);
    }

    @Override
    public Page list(Query query) {
        return store.list(query);
    }

    @Override
    public Counts counts(long now) {
        return store.counts(now);
    }

    @Override
    public List<Bytes32> communities() {
        return store.communities();
    }

    @Override
    public void close() {
        store.close();
    }
}
