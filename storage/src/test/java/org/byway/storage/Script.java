package org.byway.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.MemoryStore;
import org.byway.protocol.store.SampleRecords;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;

/** What is staged in the groups of one life, group by group: the same for the same seed, in whatever process. */
final class Script {
    private static final int MOST_MADE = 3000;

    final Bytes32 town;
    final List<SignedRecord> made = new ArrayList<>();
    final MemoryStore model = new MemoryStore();
    private final long seed;
    private final Random random;
    private final SampleRecords make;
    private long now = SampleRecords.START;
    private int groups;

    Script(long seed) {
        this.seed = seed;
        random = new Random(seed);
        make = new SampleRecords(seed);
        town = make.key();
    }

    long seed() {
        return seed;
    }

    int groups() {
        return groups;
    }

    /** Stages the next group in the stores given, and lets the model have it for good. */
    void next(Store... stores) throws StoreFault {
        for (int i = random.nextInt(20); i >= 0; i--) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> put(offer(), stores);
                case 3, 4, 5, 6 -> revise(stores);
                case 7 -> batch(stores);
                case 8 -> lose(stores);
                case 9 -> drop(stores);
                default -> expire(stores);
            }
        }
        Store.Group group = model.take();
        if (group != null) {
            group.commit();
        }
        groups++;
    }

    private SignedRecord offer() {
        long expires = now + 1 + random.nextInt((int) (30 * Limits.HOUR_MILLIS));
        Bytes32 lineage = make.lineage(expires + random.nextInt(3) * Limits.HOUR_MILLIS);
        return make.record(make.key(), town, Kind.OFFER, lineage, null, now, expires);
    }

    private void put(SignedRecord record, Store... stores) {
        made.add(record);
        model.put(record);
        for (Store store : stores) {
            store.put(record);
        }
    }

    private void batch(Store... stores) {
        List<SignedRecord> offers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            offers.add(offer());
        }
        make.together(offers).forEach(offer -> put(offer, stores));
    }

    private SignedRecord held() {
        SignedRecord one = made.isEmpty() ? null : made.get(random.nextInt(made.size()));
        return one == null ? null : model.get(one.id());
    }

    private void revise(Store... stores) {
        SignedRecord before = held();
        if (before != null) {
            Envelope envelope = before.envelope();
            long expires = Math.min(envelope.horizon(), now + 10 * Limits.HOUR_MILLIS);
            if (expires > now) {
                put(make.revision(before, now, expires), stores);
            }
        }
    }

    private void lose(Store... stores) {
        SignedRecord loser = offer();
        made.add(loser);
        model.lose(loser);
        for (Store store : stores) {
            store.lose(loser);
        }
    }

    private void drop(Store... stores) {
        SignedRecord record = held();
        if (record != null) {
            model.dropContent(record.id());
            for (Store store : stores) {
                store.dropContent(record.id());
            }
        }
    }

    /** Time passes slowly, and faster when much is there. */
    private void expire(Store... stores) {
        if (random.nextInt(made.size() > MOST_MADE ? 4 : 60) == 0) {
            now += Limits.HOUR_MILLIS;
            model.expire(now);
            for (Store store : stores) {
                store.expire(now);
            }
        }
    }

    /** What differs between the store and the model, or null. */
    String difference(Store store) {
        if (store.expiredTo() != model.expiredTo()) {
            return "expired to " + store.expiredTo() + " instead of " + model.expiredTo();
        }
        for (SignedRecord record : made) {
            SignedRecord expected = model.get(record.id());
            SignedRecord actual = store.get(record.id());
            if ((expected == null) != (actual == null)
                    || (expected != null && (expected.content() == null) != (actual.content() == null))
                    || model.knows(record.id()) != store.knows(record.id())) {
                return record + " is " + actual + " instead of " + expected;
            }
            Envelope envelope = record.envelope();
            Store.Head head = model.head(envelope.author(), envelope.lineage());
            if (!java.util.Objects.equals(head, store.head(envelope.author(), envelope.lineage()))) {
                return "the head of " + record + " is not " + head;
            }
        }
        return setDifference(store);
    }

    private String setDifference(Store store) {
        var expected = model.set(town, 0);
        var actual = store.set(town, 0);
        var start = org.byway.protocol.sync.Bound.START;
        var end = org.byway.protocol.sync.Bound.END;
        if (!expected.aggregate(start, end).equals(actual.aggregate(start, end))) {
            return "the set adds up to " + actual.size() + " instead of " + expected.size();
        }
        if (!expected.items(start, end, Integer.MAX_VALUE).equals(actual.items(start, end, Integer.MAX_VALUE))) {
            return "the items of the set";
        }
        long scanned = store.scan(town, 0, Integer.MAX_VALUE, Integer.MAX_VALUE)
                .records()
                .size();
        return scanned == expected.size() ? null : scanned + " scanned instead of " + expected.size();
    }
}
