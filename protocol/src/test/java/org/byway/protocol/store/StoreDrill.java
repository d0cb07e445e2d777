package org.byway.protocol.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store.Chunk;
import org.byway.protocol.store.Store.Group;
import org.byway.protocol.store.Store.Page;
import org.byway.protocol.store.Store.Query;
import org.byway.protocol.sync.Bound;
import org.byway.protocol.sync.Item;
import org.byway.protocol.sync.Sketch;
import org.byway.protocol.sync.SyncSet;

/** A seeded life of a store, with crashes, held against {@link MemoryStore} at every few steps. */
public final class StoreDrill {
    private static final long START = SampleRecords.START;
    private static final long HOUR = Limits.HOUR_MILLIS;

    private final Random random;
    private final SampleRecords make;
    private final UnaryOperator<Store> crash;
    private final List<Bytes32> towns = new ArrayList<>();
    private final List<Bytes32> authors = new ArrayList<>();
    private final List<SignedRecord> made = new ArrayList<>();
    private Store store;
    private MemoryStore model = new MemoryStore();
    private long now = START;

    public StoreDrill(long seed, Store empty, UnaryOperator<Store> crash) {
        this.random = new Random(seed);
        this.make = new SampleRecords(seed + 1);
        this.store = empty;
        this.crash = crash;
        for (int i = 0; i < 3; i++) {
            towns.add(make.key());
            authors.add(make.key());
        }
    }

    /** Runs that many steps, comparing after each of so many, and hands back the store as it stands. */
    public Store run(int steps, int compareEvery) throws StoreFault {
        for (int step = 1; step <= steps; step++) {
            step();
            if (step % compareEvery == 0) {
                compare();
            }
        }
        compare();
        return store;
    }

    private void step() throws StoreFault {
        switch (random.nextInt(18)) {
            case 0, 1, 2 -> put(fresh());
            case 3, 4 -> putBatch();
            case 5, 6, 7 -> revise();
            case 8 -> lose();
            case 9 -> dropOrFill();
            case 10 -> expire();
            case 11 -> crashNow();
            case 12 -> retire();
            default -> commit();
        }
    }

    private void put(SignedRecord record) {
        store.put(record);
        model.put(record);
        made.add(record);
    }

    private SignedRecord fresh() {
        Bytes32 author = random.nextInt(3) == 0 ? make.key() : pick(authors);
        long created = now + random.nextInt(5000);
        long expires = created + 1 + random.nextInt((int) (6 * HOUR));
        long horizon = expires + random.nextInt(3) * HOUR;
        Kind kind = random.nextBoolean() ? Kind.OFFER : Kind.INTENT;
        return make.record(author, pick(towns), kind, make.lineage(horizon), null, created, expires);
    }

    private void putBatch() {
        List<SignedRecord> batch = new ArrayList<>();
        for (int i = 2 + random.nextInt(20); i > 0; i--) {
            batch.add(fresh());
        }
        int[] half = new int[batch.size() / 2];
        for (int i = 0; i < half.length; i++) {
            half[i] = 2 * i + 1;
        }
        List<SignedRecord> together = make.together(batch);
        (random.nextBoolean() ? together : SampleRecords.only(together, half)).forEach(this::put);
    }

    private void revise() {
        SignedRecord before = made.isEmpty() ? null : model.get(pick(made).id());
        if (before == null || before.envelope().is(Kind.WITHDRAWAL)) {
            return;
        }
        long created = now + random.nextInt(5000);
        long expires = Math.min(before.envelope().horizon(), created + 1 + random.nextInt((int) (6 * HOUR)));
        if (expires > created) {
            put(random.nextInt(4) == 0 ? make.withdrawal(before) : make.revision(before, created, expires));
        }
    }

    private void lose() {
        SignedRecord loser = random.nextBoolean() || made.isEmpty() ? fresh() : pick(made);
        if (loser.envelope().horizon() + Limits.FLOOR_MILLIS <= model.expiredTo()) {
            return;
        }
        store.lose(loser);
        model.lose(loser);
        made.add(loser);
    }

    private void dropOrFill() {
        SignedRecord record = made.isEmpty() ? null : model.get(pick(made).id());
        if (record == null) {
            return;
        }
        if (record.content() != null) {
            store.dropContent(record.id());
            model.dropContent(record.id());
        } else {
            SignedRecord whole = made.stream()
                    .filter(one -> one.id().equals(record.id()))
                    .findFirst()
                    .orElseThrow();
            store.put(whole);
            model.put(whole);
        }
    }

    private void expire() {
        now += random.nextInt(4) == 0 ? 3 * HOUR : HOUR;
        store.expire(now);
        model.expire(now);
    }

    /** An author's key takes the place of those before it, now and then. */
    private void retire() {
        if (random.nextInt(4) == 0) {
            Bytes32 author = pick(authors);
            int keySequence = random.nextInt(2);
            store.retire(author, keySequence);
            model.retire(author, keySequence);
        }
    }

    private void crashNow() {
        store = crash.apply(store);
        model = model.crash();
    }

    private void commit() throws StoreFault {
        Group expected = model.take();
        if (expected != null) {
            expected.commit();
            model.committed(expected);
        }
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Group group = store.take();
            if (group != null) {
                groups.add(group);
            }
        }
        for (Group group : groups) {
            group.commit();
        }
        groups.forEach(store::committed);
        for (int i = 0; i < Math.min(10, made.size()); i++) {
            Bytes32 id = pick(made).id();
            assertEquals(model.get(id) != null, store.written(id), "all that is held is on disk");
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void compare() {
        assertEquals(model.expiredTo(), store.expiredTo());
        assertEquals(model.communities(), store.communities());
        for (SignedRecord record : made) {
            compareRecord(record);
        }
        for (Bytes32 town : towns) {
            compareSet(town, 0);
            compareSet(town, now + HOUR);
            compareSet(town, now + 3 * HOUR);
            compareScan(town);
            compareSketch(town, 0);
            compareSketch(town, now + 3 * HOUR);
        }
        for (int kind : new int[] {0, 5, 6, 7}) {
            compareList(kind, null, null);
            compareList(kind, pick(authors), null);
            compareList(kind, null, pick(towns));
            compareList(kind, pick(authors), pick(towns));
        }
        for (long time : new long[] {now, now + HOUR / 2, now + 2 * HOUR, now + 100}) {
            assertEquals(model.counts(time), store.counts(time));
        }
    }

    /** Worked out at some time, the symbols follow all that comes and goes. */
    private void compareSketch(Bytes32 town, long cutoff) {
        while (store.growSketch(town)) {
            // The next slice.
        }
        Sketch sketch = store.sketch(town, cutoff);
        if (sketch != null) {
            assertArrayEquals(
                    model.sketch(town, cutoff).write(Sketch.SYMBOLS),
                    sketch.write(Sketch.SYMBOLS),
                    "symbols of " + town);
        } else {
            assertEquals(List.of(), model.set(town, 0).items(Bound.START, Bound.END, 1));
        }
    }

    private void compareRecord(SignedRecord record) {
        assertEquals(model.knows(record.id()), store.knows(record.id()));
        SignedRecord expected = model.get(record.id());
        if (expected == null) {
            assertEquals(null, store.get(record.id()));
        } else {
            HeldRecords.assertHeld(expected, store.get(record.id()));
        }
        assertEquals(
                model.head(record.envelope().author(), record.envelope().lineage()),
                store.head(record.envelope().author(), record.envelope().lineage()));
    }

    private void compareSet(Bytes32 town, long cutoff) {
        SyncSet expected = model.set(town, cutoff);
        SyncSet actual = store.set(town, cutoff);
        List<Item> items = expected.items(Bound.START, Bound.END, Integer.MAX_VALUE);
        assertEquals(items, actual.items(Bound.START, Bound.END, Integer.MAX_VALUE));
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < 5; i++) {
            Bound from = bound(items);
            Bound to = bound(items);
            assertEquals(expected.aggregate(from, to), actual.aggregate(from, to));
            assertEquals(expected.items(from, to, 3), actual.items(from, to, 3));
            int rank = random.nextInt(items.size() + 2);
            assertEquals(expected.at(from, rank), actual.at(from, rank));
        }
    }

    private Bound bound(List<Item> items) {
        return switch (items.isEmpty() ? 4 : random.nextInt(6)) {
            case 0 -> Bound.END;
            case 1 -> Bound.START;
            case 2, 3 -> Bound.at(pick(items));
            case 4 -> new Bound(now / 1000 + random.nextInt(5), make.key(), 32);
            default -> Bound.between(items.get(0), new Item(pick(items).second() + 1, make.key()));
        };
    }

    private void compareScan(Bytes32 town) {
        List<Bytes32> expected =
                StoreContract.ids(model.scan(town, 0, Integer.MAX_VALUE, Integer.MAX_VALUE).records().stream()
                        .filter(record -> store.written(record.id()))
                        .toList());
        List<SignedRecord> scanned = new ArrayList<>();
        Chunk chunk = new Chunk(List.of(), 0, false);
        while (!chunk.done()) {
            chunk = store.scan(town, chunk.next(), 2000, 7);
            scanned.addAll(chunk.records());
        }
        assertEquals(expected, StoreContract.ids(scanned));
        for (SignedRecord record : scanned) {
            assertArrayEquals(model.get(record.id()).content(), record.content());
        }
    }

    private void compareList(int kind, Bytes32 author, Bytes32 community) {
        Query all = new Query(now, kind, author, community, Integer.MAX_VALUE, null);
        List<Bytes32> listed = new ArrayList<>();
        String cursor = null;
        do {
            Page page = store.list(new Query(now, kind, author, community, 9, cursor));
            listed.addAll(StoreContract.ids(page.records()));
            cursor = page.next();
        } while (cursor != null);
        assertEquals(StoreContract.ids(model.list(all).records()), listed);
    }
}
