package org.byway.simulator;

import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.sync.Sketch;
import org.byway.protocol.sync.SyncSet;

/** A store that does what another does; what extends it says where it differs. */
class ForwardingStore implements Store {
    final Store store;

    ForwardingStore(Store store) {
        this.store = store;
    }

    /** A group that is what another is. */
    static class ForwardingGroup implements Group {
        final Group group;

        ForwardingGroup(Group group) {
            this.group = group;
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
            group.commit();
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
    public void put(SignedRecord record) {
        store.put(record);
    }

    @Override
    public void lose(SignedRecord record) {
        store.lose(record);
    }

    @Override
    public void dropContent(Bytes32 id) {
        store.dropContent(id);
    }

    @Override
    public void retire(Bytes32 author, int keySequence) {
        store.retire(author, keySequence);
    }

    @Override
    public void expire(long hourMillis) {
        store.expire(hourMillis);
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
    public boolean growSketch(Bytes32 community) {
        return store.growSketch(community);
    }

    @Override
    public Sketch sketch(Bytes32 community, long cutoffMillis) {
        return store.sketch(community, cutoffMillis);
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
    public Group take() {
        return store.take();
    }

    @Override
    public void committed(Group group) {
        store.committed(group);
    }

    @Override
    public void close() {
        store.close();
    }
}
