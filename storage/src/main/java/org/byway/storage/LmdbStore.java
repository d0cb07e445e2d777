package org.byway.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.sync.Sketch;
import org.byway.protocol.sync.SyncSet;
import org.byway.storage.Entry.Floor;
import org.byway.storage.Entry.Lost;
import org.byway.storage.Entry.Put;
import org.byway.storage.Entry.Vouch;
import org.byway.storage.Sweeps.Fate;
import org.lmdbjava.LmdbException;

/** The store on disk. See the package's description for its layout and what holds at every moment. */
public final class LmdbStore implements Store {
    private static final int MOST_SCANNED = 1 << 16;
    /** Rows that are merged in one go when the run ends: a fraction of a second. */
    private static final int SETTLED_ROWS = 1 << 17;

    private final Environment env;
    private final int tailRows;
    private final Snapshot snapshot;
    private final Communities communities;
    private final Trees trees;
    private final Bloom bloom;
    private final Indexes indexes;
    private final Ledger ledger;
    private final Retirement retirement;
    private final Lister lister;
    private final Backlog backlog;
    private final LineageKey.Maker lineages = new LineageKey.Maker();
    private final InFlight inFlight;
    private StagedGroup open;
    private long rowsBefore;
    /** The last group that the snapshot holds. */
    private long seen;

    private StagedGroup freezing;
    private long expiredTo;
    private boolean changed;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    /** Opens the store in a folder, or makes it, and reads again what was not indexed yet. */
    public static LmdbStore open(Settings settings) throws StoreFault {
        Environment env = Environment.open(settings);
        try {
            Schema.check(env);
            return new LmdbStore(env, settings, Recovery.journal(env, settings.folder()));
        } catch (LmdbException e) {
            env.close();
            throw env.fault(e);
        } catch (StoreFault | RuntimeException e) {
            env.close();
            throw e;
        }
    }

    private LmdbStore(Environment env, Settings settings, Journal journal) {
        this.env = env;
        this.tailRows = settings.tailRecords() * Table.COUNT;
        snapshot = new Snapshot(env);
        State state = snapshot.state();
        communities = Communities.read(env, snapshot);
        trees = new Trees(env, snapshot, state.staged().nextTree());
        bloom = new Bloom();
        indexes = new Indexes(snapshot, bloom);
        ledger = new Ledger(indexes, lineages, this::entry);
        expiredTo = state.staged().expiredTo();
        seen = state.staged().group();
        inFlight = new InFlight(seen);
        open = new StagedGroup(seen + 1, state.staged().nextEntry());
        Frozen frozen = Recovery.replay(snapshot, indexes, ledger, trees, state);
        retirement = new Retirement(indexes, this::entry);
        retirement.until(expiredTo);
        lister = new Lister(indexes, communities);
        backlog = new Backlog(new Committer(env, frozen, state.merged()), journal, seen, settings.lingerMillis());
        backlog.onWritten(this::written);
        rowsBefore = indexes.added();
        bloom.readFrom(env);
    }

    // Reading.

    /** The entry of that number as it was staged last, wherever it stands. */
    private Entry entry(long number) {
        Entry entry = open.entry(number);
        if (entry == null) {
            entry = inFlight.entry(number);
        }
        if (entry == null) {
            entry = snapshot.entry(number);
        }
        if (entry == null) {
            throw new IllegalStateException("the store's log lacks entry " + number);
        }
        return entry;
    }

    /** What has become of the entry by now, even if the rows of what has expired are still there; null: it is live. */
    private Fate fate(long number, Entry entry) {
        Fate fate = ledger.fate(number, entry);
        long end = switch (entry) {
            case Put put -> put.end();
            case Floor floor -> floor.end();
            case Lost lost -> lost.end();
            case Entry.Retire retire -> 0;
        };
        if (end <= expiredTo) {
            return Fate.GONE;
        }
        boolean expired = fate == null && ((Put) entry).envelope().expires() <= expiredTo;
        return expired ? Fate.FLOOR : fate;
    }

    private long find(Bytes32 id) {
        return indexes.find(Table.IDS, id.a(), id.b());
    }

    @Override
    public boolean knows(Bytes32 id) {
        long number = find(id);
        return number != KeyMap.ABSENT && (!retirement.pending() || fate(number, entry(number)) != Fate.GONE);
    }

    @Override
    public SignedRecord get(Bytes32 id) {
        long number = find(id);
        return number == KeyMap.ABSENT ? null : live(number, id);
    }

    @Override
    public boolean written(Bytes32 id) {
        long number = find(id);
        long waiting = inFlight.waitsFrom(open.firstEntry);
        return number != KeyMap.ABSENT && number < waiting && !edited(number) && live(number, id) != null;
    }

    private boolean edited(long number) {
        return open.edits.containsKey(number) || inFlight.edited(number);
    }

    private SignedRecord live(long number, Bytes32 id) {
        Entry entry = entry(number);
        return entry instanceof Put put
                        && fate(number, put) == null
                        && put.envelope().id().equals(id)
                ? record(put)
                : null;
    }

    private SignedRecord record(Put put) {
        Vouch seal = put.seal();
        Vouch postmark = put.postmark();
        return new SignedRecord(
                put.envelope(),
                put.content(),
                signed(seal),
                seal.position(),
                postmark == null ? null : signed(postmark),
                postmark == null ? 0 : postmark.position());
    }

    private Signed signed(Vouch vouch) {
        return vouch.alone() == null ? trees.signed(vouch.tree()) : vouch.alone();
    }

    @Override
    public Head head(Bytes32 author, Bytes32 lineage) {
        LineageKey key = lineages.of(author, lineage);
        long number = indexes.find(Table.LINEAGES, key.high(), key.low());
        if (number == KeyMap.ABSENT) {
            return null;
        }
        Entry entry = entry(number);
        Fate fate = fate(number, entry);
        if (fate == Fate.GONE) {
            return null;
        }
        return switch (entry) {
            case Put put -> head(put.envelope(), fate == null);
            case Floor floor ->
                new Head(floor.id(), floor.keySequence(), floor.withdrawn(), floor.revision(), floor.expires(), false);
            case Lost lost -> throw new IllegalStateException("a lineage's head is lost: " + lost);
            case Entry.Retire retire -> throw new IllegalStateException("a lineage's head is none: " + retire);
        };
    }

    private static Head head(Envelope envelope, boolean held) {
        return new Head(
                envelope.id(),
                envelope.keySequence(),
                envelope.is(Kind.WITHDRAWAL),
                envelope.revision(),
                envelope.expires(),
                held);
    }

    @Override
    public long expiredTo() {
        return expiredTo;
    }

    @Override
    public SyncSet set(Bytes32 community, long cutoffMillis) {
        return set(communities.number(community), cutoffMillis);
    }

    private SyncView set(int community, long cutoffMillis) {
        return new SyncView(indexes, community, () -> expired(cutoffMillis));
    }

    private List<SortedRun> expired(long cutoffMillis) {
        return indexes.expired(Math.max(cutoffMillis, expiredTo), number -> (Put) entry(number));
    }

    @Override
    public boolean growSketch(Bytes32 community) {
        return indexes.growSketch(communities.number(community));
    }

    @Override
    public Sketch sketch(Bytes32 community, long cutoffMillis) {
        return indexes.sketch(communities.number(community), expired(cutoffMillis));
    }

    @Override
    public List<Bytes32> communities() {
        List<Bytes32> held = new ArrayList<>();
        for (int number = 1; number <= communities.count(); number++) {
            if (set(number, expiredTo).size() > 0) {
                held.add(communities.name(number));
            }
        }
        held.sort(null);
        return held;
    }

    @Override
    public Chunk scan(Bytes32 community, long after, int maxBytes, int maxRecords) {
        int home = communities.number(community);
        if (home == 0) {
            return new Chunk(List.of(), after, true);
        }
        ChunkBuilder chunk = new ChunkBuilder(after, maxBytes, maxRecords);
        boolean more = snapshot.seekEntry(after + 1);
        for (int visited = 0; more; visited++) {
            long number = snapshot.entryNumber();
            if (visited == MOST_SCANNED || (snapshot.entryCommunity() == home && !offer(chunk, number))) {
                return chunk.build(false);
            }
            chunk.pass(number);
            more = snapshot.nextEntry();
        }
        return chunk.build(inFlight.eachDurable(after, (number, entry) -> {
            boolean passed = !(entry instanceof Put put) || put.community() != home || offer(chunk, number);
            if (passed) {
                chunk.pass(number);
            }
            return passed;
        }));
    }

    /** Adds the record of that entry, if it is live; false where there is no room for it. */
    private boolean offer(ChunkBuilder chunk, long number) {
        if (ledger.doomed(number) || edited(number)) {
            return true;
        }
        Entry entry = inFlight.isEmpty() ? snapshot.readEntry(trees::id) : entry(number);
        return !(entry instanceof Put put) || fate(number, put) != null || chunk.add(record(put));
    }

    @Override
    public Page list(Query query) {
        return lister.list(query, this::live);
    }

    private SignedRecord live(long number) {
        Entry entry = entry(number);
        return entry instanceof Put put && fate(number, put) == null ? record(put) : null;
    }

    @Override
    public Counts counts(long now) {
        Census expired = new Census();
        indexes.eachExpiring(Math.max(now, expiredTo), (number, kind) -> expired.add(kind, 1));
        Census all = ledger.census;
        return new Counts(all.records - expired.records, all.intents - expired.intents, all.offers - expired.offers);
    }

    // Staging.

    @Override
    public void put(SignedRecord record) {
        long same = find(record.id());
        if (same != KeyMap.ABSENT) {
            SignedRecord held = live(same, record.id());
            if (held != null && held.content() == null && record.content() != null) {
                edit(same, record.content());
            }
            return;
        }
        Envelope envelope = record.envelope();
        LineageKey lineage = lineages.of(envelope);
        long replaced = indexes.find(Table.LINEAGES, lineage.high(), lineage.low());
        boolean overFloor = replaced != KeyMap.ABSENT && ledger.fate(replaced, entry(replaced)) == Fate.FLOOR;
        stage(new Put(
                envelope,
                record.content(),
                communities.numberOrNew(envelope.home()),
                replaced == KeyMap.ABSENT ? 0 : replaced,
                overFloor,
                vouch(record.seal(), record.sealPosition()),
                record.postmark() == null ? null : vouch(record.postmark(), record.postmarkPosition())));
        retirement.came(envelope.expires());
    }

    private Vouch vouch(Signed signed, int position) {
        return signed.tree().size() == 1
                ? new Vouch(signed, 0, 0)
                : new Vouch(null, trees.use(signed, open.number), position);
    }

    private void stage(Entry entry) {
        ledger.follow(open.add(entry), entry, true);
        changed = true;
    }

    /** Until the group is taken an entry of its own is replaced in it; an older one is written again. */
    private void edit(long number, byte[] content) {
        Put edited = ((Put) entry(number)).withContent(content);
        if (open.stages(number)) {
            open.entries.set((int) (number - open.firstEntry), edited);
        } else {
            open.edits.put(number, edited);
        }
        changed = true;
    }

    @Override
    public void lose(SignedRecord record) {
        if (find(record.id()) == KeyMap.ABSENT) {
            Envelope envelope = record.envelope();
            Bytes32 id = envelope.id();
            long end = envelope.horizon() + Limits.FLOOR_MILLIS;
            stage(new Lost(id.a(), id.b(), end));
            retirement.came(end);
        }
    }

    @Override
    public void dropContent(Bytes32 id) {
        long number = find(id);
        SignedRecord held = number == KeyMap.ABSENT ? null : live(number, id);
        if (held != null && held.content() != null) {
            edit(number, null);
        }
    }

    @Override
    public void retire(Bytes32 author, int keySequence) {
        lister.signedBefore(author, keySequence, this::live).forEach(this::stage);
    }

    @Override
    public void expire(long hourMillis) {
        if (hourMillis > expiredTo) {
            expiredTo = hourMillis;
            retirement.until(hourMillis);
            changed = true;
        }
    }

    private long nextEntry() {
        return open.firstEntry + open.entries.size();
    }

    // Groups.

    @Override
    public Group take() {
        return take(indexes.activeRows() >= tailRows);
    }

    private StagedGroup take(boolean full) {
        Entry.Retire retired = retirement.next();
        if (retired != null) {
            stage(retired);
        }
        if (!changed) {
            return null;
        }
        StagedGroup group = open;
        group.trees = trees.take();
        group.communities = communities.take();
        group.rows = indexes.added() - rowsBefore;
        Census census = ledger.census;
        group.state = new State.Staged(
                group.number, nextEntry(), trees.next(), expiredTo, census.records, census.intents, census.offers);
        if (full && !indexes.isFrozen()) {
            group.frozen = indexes.freeze(nextEntry() - 1, ledger.takeSweeps());
            freezing = group;
        }
        group.taken(backlog);
        inFlight.add(group);
        open = new StagedGroup(group.number + 1, nextEntry());
        rowsBefore = indexes.added();
        changed = false;
        return group;
    }

    @Override
    public void committed(Group group) {
        inFlight.committed(group.number());
        if (backlog.written() != seen) {
            renew();
        }
    }

    private void renew() {
        snapshot.renew();
        seen = snapshot.state().staged().group();
        for (StagedGroup group = inFlight.takeUpTo(seen); group != null; group = inFlight.takeUpTo(seen)) {
            follow(group);
        }
        trees.committed(seen);
    }

    /** Told by whatever thread has written to LMDB. */
    private void written(List<StagedGroup> groups) {
        for (Follower told : followers) {
            groups.forEach(group -> told.edit(group.edits.keySet()));
            told.moved();
        }
    }

    /** What the group's commit did to the merge is in the snapshot now. */
    private void follow(StagedGroup group) {
        if (freezing != null && group.number < freezing.number) {
            return;
        }
        Committer.Outcome outcome = group.outcome();
        Frozen swept = indexes.advance(outcome.progress(), outcome.patches());
        if (swept != null) {
            ledger.swept(swept.sweeps());
            freezing = null;
        }
    }

    /**
     * Writes to LMDB what is in the journal alone, and merges what was gathered, as long as it may go on, so that little is read again at the next start. For the end of a
     * run: where a group was taken and not committed there is nothing to be done.
     */
    public void settle(BooleanSupplier goOn) throws StoreFault {
        if (inFlight.allDurable()) {
            backlog.drain();
            renew();
        }
        while (inFlight.isEmpty() && (indexes.isFrozen() || indexes.activeRows() > 0) && goOn.getAsBoolean()) {
            changed = true;
            StagedGroup group = take(true);
            group.rows = SETTLED_ROWS;
            backlog.write(group);
            committed(group);
        }
    }

    /** Another one that reads along; to be asked for before the store is used, and closed before it is. */
    public Follower follow() {
        Follower follower = new Follower(env, backlog);
        followers.add(follower);
        return follower;
    }

    /** Bytes of the file on disk. */
    public long fileBytes() {
        return env.fileBytes();
    }

    /** What is in the journal alone stays there, and is read from there when the store is opened again. */
    @Override
    public void close() {
        backlog.close();
        bloom.close();
        snapshot.close();
        env.close();
    }
}
