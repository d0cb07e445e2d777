package org.byway.protocol.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store.Chunk;
import org.byway.protocol.store.Store.Counts;
import org.byway.protocol.store.Store.Head;
import org.byway.protocol.store.Store.Page;
import org.byway.protocol.store.Store.Query;
import org.byway.protocol.sync.Item;
import org.byway.protocol.sync.SyncSet;

/** The state of a {@link MemoryStore}: what one sequence of changes leads to. What is hashed is never iterated. */
final class MemoryState {
    private record LineageKey(Bytes32 author, Bytes32 lineage) {}

    private record Floor(LineageKey key, Bytes32 id) {}

    private final TreeMap<Long, SignedRecord> arrivals = new TreeMap<>();
    private final TreeMap<Cursor, SignedRecord> newest = new TreeMap<>();
    private final TreeMap<Bytes32, TreeMap<Item, Envelope>> sets = new TreeMap<>();
    private final TreeMap<Long, List<Bytes32>> expiries = new TreeMap<>();
    private final TreeMap<Long, List<Floor>> floors = new TreeMap<>();
    private final Map<Bytes32, Long> held = new HashMap<>();
    private final Map<Bytes32, Long> lost = new HashMap<>();
    private final Map<LineageKey, Head> heads = new HashMap<>();
    private long arrived;
    private long expiredTo;

    MemoryState() {}

    MemoryState(MemoryState from) {
        arrivals.putAll(from.arrivals);
        newest.putAll(from.newest);
        from.sets.forEach((community, set) -> sets.put(community, new TreeMap<>(set)));
        from.expiries.forEach((time, ids) -> expiries.put(time, new ArrayList<>(ids)));
        from.floors.forEach((time, ended) -> floors.put(time, new ArrayList<>(ended)));
        held.putAll(from.held);
        lost.putAll(from.lost);
        heads.putAll(from.heads);
        arrived = from.arrived;
        expiredTo = from.expiredTo;
    }

    void apply(Change change) {
        switch (change) {
            case Change.Put(SignedRecord record) -> put(record);
            case Change.Lose(Envelope envelope) -> lose(envelope);
            case Change.DropContent(Bytes32 id) -> dropContent(id);
            case Change.Retire(Bytes32 author, int keySequence) -> retire(author, keySequence);
            case Change.Expire(long hourMillis) -> expire(hourMillis);
        }
    }

    private void put(SignedRecord record) {
        Envelope envelope = record.envelope();
        SignedRecord same = get(record.id());
        if (same != null) {
            if (same.content() == null && record.content() != null) {
                fill(same, record.content());
            }
            return;
        }
        LineageKey key = new LineageKey(envelope.author(), envelope.lineage());
        Head before = heads.get(key);
        if (before != null && before.held()) {
            lose(remove(before.id()).envelope());
        }
        heads.put(key, head(envelope, true));
        arrived++;
        held.put(record.id(), arrived);
        arrivals.put(arrived, record);
        newest.put(Cursor.of(envelope), record);
        sets.computeIfAbsent(envelope.home(), home -> new TreeMap<>()).put(item(envelope), envelope);
        expiries.computeIfAbsent(envelope.expires(), time -> new ArrayList<>()).add(record.id());
    }

    private void fill(SignedRecord head, byte[] content) {
        SignedRecord whole = new SignedRecord(
                head.envelope(), content, head.seal(), head.sealPosition(), head.postmark(), head.postmarkPosition());
        replace(whole);
    }

    private void replace(SignedRecord record) {
        arrivals.put(held.get(record.id()), record);
        newest.put(Cursor.of(record.envelope()), record);
    }

    private SignedRecord remove(Bytes32 id) {
        SignedRecord record = arrivals.remove(held.remove(id));
        Envelope envelope = record.envelope();
        newest.remove(Cursor.of(envelope));
        sets.get(envelope.home()).remove(item(envelope));
        return record;
    }

    private void lose(Envelope envelope) {
        if (!knows(envelope.id())) {
            remember(envelope);
        }
    }

    private void remember(Envelope envelope) {
        long end = end(envelope);
        lost.put(envelope.id(), end);
        LineageKey key = new LineageKey(envelope.author(), envelope.lineage());
        floors.computeIfAbsent(end, time -> new ArrayList<>()).add(new Floor(key, envelope.id()));
    }

    private void dropContent(Bytes32 id) {
        SignedRecord record = get(id);
        if (record != null && record.content() != null) {
            replace(record.withoutContent());
        }
    }

    private void retire(Bytes32 author, int keySequence) {
        arrivals.values().stream()
                .map(SignedRecord::envelope)
                .filter(envelope -> Listing.signedBefore(envelope, author, keySequence))
                .map(Envelope::id)
                .toList()
                .forEach(this::end);
    }

    private void expire(long hourMillis) {
        expiredTo = Math.max(expiredTo, hourMillis);
        while (!expiries.isEmpty() && expiries.firstKey() <= hourMillis) {
            expiries.pollFirstEntry().getValue().stream()
                    .filter(held::containsKey)
                    .forEach(this::end);
        }
        while (!floors.isEmpty() && floors.firstKey() <= hourMillis) {
            floors.pollFirstEntry().getValue().forEach(this::forget);
        }
    }

    private void end(Bytes32 id) {
        Envelope envelope = remove(id).envelope();
        heads.put(new LineageKey(envelope.author(), envelope.lineage()), head(envelope, false));
        remember(envelope);
    }

    private void forget(Floor floor) {
        lost.remove(floor.id());
        Head head = heads.get(floor.key());
        if (head != null && head.id().equals(floor.id())) {
            heads.remove(floor.key());
        }
    }

    boolean knows(Bytes32 id) {
        return held.containsKey(id) || lost.containsKey(id);
    }

    SignedRecord get(Bytes32 id) {
        Long arrival = held.get(id);
        return arrival == null ? null : arrivals.get(arrival);
    }

    /** The number of the latest arrival. */
    long arrived() {
        return arrived;
    }

    Head head(Bytes32 author, Bytes32 lineage) {
        return heads.get(new LineageKey(author, lineage));
    }

    long expiredTo() {
        return expiredTo;
    }

    SyncSet set(Bytes32 community, long cutoffMillis) {
        TreeMap<Item, Envelope> set = sets.computeIfAbsent(community, any -> new TreeMap<>());
        return new MemorySet(set, cutoffMillis);
    }

    List<Bytes32> communities() {
        return sets.entrySet().stream()
                .filter(set -> !set.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    Chunk scan(Bytes32 community, long after, int maxBytes, int maxRecords, long upTo, Predicate<Bytes32> written) {
        List<SignedRecord> chunk = new ArrayList<>();
        long bytes = 0;
        long next = after;
        for (Map.Entry<Long, SignedRecord> arrival :
                arrivals.tailMap(after, false).entrySet()) {
            SignedRecord record = arrival.getValue();
            if (arrival.getKey() > upTo) {
                break;
            }
            if (record.envelope().home().equals(community) && written.test(record.id())) {
                bytes += record.sizeBytes();
                if (!chunk.isEmpty() && (bytes > maxBytes || chunk.size() >= maxRecords)) {
                    return new Chunk(chunk, next, false);
                }
                chunk.add(record);
            }
            next = arrival.getKey();
        }
        return new Chunk(chunk, next, true);
    }

    Page list(Query query) {
        Map<Cursor, SignedRecord> from = query.cursor() == null
                ? newest
                : newest.tailMap(Cursor.parse(query.cursor()).orThrow(), false);
        List<SignedRecord> page = new ArrayList<>();
        for (SignedRecord record : from.values()) {
            if (Listing.wants(query, record.envelope())) {
                if (page.size() == query.limit()) {
                    Envelope last = page.get(page.size() - 1).envelope();
                    return new Page(page, Cursor.of(last).text());
                }
                page.add(record);
            }
        }
        return new Page(page, null);
    }

    Counts counts(long now) {
        long records = 0;
        long intents = 0;
        long offers = 0;
        for (SignedRecord record : arrivals.values()) {
            Envelope envelope = record.envelope();
            if (envelope.expires() > now && !envelope.is(Kind.WITHDRAWAL)) {
                records++;
                intents += envelope.is(Kind.INTENT) ? 1 : 0;
                offers += envelope.is(Kind.OFFER) ? 1 : 0;
            }
        }
        return new Counts(records, intents, offers);
    }

    private static Item item(Envelope envelope) {
        return new Item(envelope.createdSecond(), envelope.id());
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

    private static long end(Envelope envelope) {
        return envelope.horizon() + Limits.FLOOR_MILLIS;
    }
}
