package org.byway.protocol.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.sync.Bound;
import org.byway.protocol.sync.Sketch;
import org.byway.protocol.sync.SyncSet;

/**
 * The store in memory, for the simulator and for tests: two copies of the state, of which one has all that was staged and
 * the other what was committed. Everything is answered in a fixed order; sets are counted by reading them.
 */
public final class MemoryStore implements Store {
    private final MemoryState live;
    /** Records that a group changes whose commit the owner has not been told of, and that group's number. */
    private final Map<Bytes32, Long> waiting = new HashMap<>();

    private final MemoryState durable;
    private List<Change> staged = new ArrayList<>();
    private long taken;
    /** The last arrival that the owner has been told to be on disk. */
    private long writtenTo;

    public MemoryStore() {
        this(new MemoryState());
    }

    private MemoryStore(MemoryState durable) {
        this.durable = durable;
        this.live = new MemoryState(durable);
        this.writtenTo = live.arrived();
    }

    /** What is found at a restart after a crash: all that was committed, and only that. This store is not to be used on. */
    public MemoryStore crash() {
        return new MemoryStore(durable);
    }

    private void stage(Change change) {
        live.apply(change);
        staged.add(change);
    }

    @Override
    public boolean knows(Bytes32 id) {
        return live.knows(id);
    }

    @Override
    public SignedRecord get(Bytes32 id) {
        return live.get(id);
    }

    @Override
    public boolean written(Bytes32 id) {
        return live.get(id) != null && !waiting.containsKey(id);
    }

    @Override
    public Head head(Bytes32 author, Bytes32 lineage) {
        return live.head(author, lineage);
    }

    @Override
    public void put(SignedRecord record) {
        SignedRecord held = live.get(record.id());
        if (held == null || (held.content() == null && record.content() != null)) {
            waiting.put(record.id(), taken + 1);
        }
        stage(new Change.Put(record));
    }

    @Override
    public void lose(SignedRecord record) {
        stage(new Change.Lose(record.envelope()));
    }

    @Override
    public void dropContent(Bytes32 id) {
        SignedRecord held = live.get(id);
        if (held != null && held.content() != null) {
            waiting.put(id, taken + 1);
        }
        stage(new Change.DropContent(id));
    }

    @Override
    public void retire(Bytes32 author, int keySequence) {
        stage(new Change.Retire(author, keySequence));
    }

    @Override
    public void expire(long hourMillis) {
        stage(new Change.Expire(hourMillis));
    }

    @Override
    public long expiredTo() {
        return live.expiredTo();
    }

    @Override
    public SyncSet set(Bytes32 community, long cutoffMillis) {
        return live.set(community, cutoffMillis);
    }

    @Override
    public boolean growSketch(Bytes32 community) {
        return false;
    }

    @Override
    public Sketch sketch(Bytes32 community, long cutoffMillis) {
        Sketch sketch = Sketch.empty();
        set(community, cutoffMillis)
                .items(Bound.START, Bound.END, Integer.MAX_VALUE)
                .forEach(item -> sketch.add(item.id()));
        return sketch;
    }

    @Override
    public Chunk scan(Bytes32 community, long after, int maxBytes, int maxRecords) {
        return live.scan(community, after, maxBytes, maxRecords, writtenTo, this::written);
    }

    @Override
    public Page list(Query query) {
        return live.list(query);
    }

    @Override
    public Counts counts(long now) {
        return live.counts(now);
    }

    @Override
    public List<Bytes32> communities() {
        return live.communities();
    }

    @Override
    public Group take() {
        if (staged.isEmpty()) {
            return null;
        }
        List<Change> changes = staged;
        staged = new ArrayList<>();
        return new MemoryGroup(++taken, changes, durable, live.arrived());
    }

    @Override
    public void committed(Group group) {
        waiting.values().removeIf(number -> number <= group.number());
        writtenTo = ((MemoryGroup) group).arrived();
    }

    @Override
    public void close() {}

    private record MemoryGroup(long number, List<Change> changes, MemoryState durable, long arrived) implements Group {
        @Override
        public int records() {
            return (int) changes.stream().filter(Change.Put.class::isInstance).count();
        }

        @Override
        public void commit() {
            changes.forEach(durable::apply);
        }
    }
}
