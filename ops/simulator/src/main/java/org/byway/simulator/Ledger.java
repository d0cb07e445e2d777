package org.byway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.byway.protocol.admission.Precedence;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.store.Store;
import org.byway.protocol.sync.Accumulator;
import org.byway.protocol.sync.Aggregate;
import org.byway.protocol.sync.Bound;
import org.byway.protocol.sync.Item;
import org.byway.protocol.sync.SyncSet;

/**
 * What a store was told, written down beside it by the plainest rules: the store must agree with it at any time, and
 * after a crash with the one that was written down at commits.
 */
final class Ledger {
    /** What a store may be told. */
    sealed interface Entry {
        record Put(Envelope envelope) implements Entry {}

        record Lose(Envelope envelope) implements Entry {}

        record Retire(Bytes32 author, int keySequence) implements Entry {}

        record Expire(long hourMillis) implements Entry {}
    }

    private record Line(Bytes32 author, Bytes32 lineage) implements Comparable<Line> {
        static Line of(Envelope envelope) {
            return new Line(envelope.author(), envelope.lineage());
        }

        @Override
        public int compareTo(Line other) {
            int order = author.compareTo(other.author);
            return order == 0 ? lineage.compareTo(other.lineage) : order;
        }
    }

    /** The best that was ever kept of a lineage. */
    private record Top(Precedence precedence, Bytes32 id, long end) {}

    private final SortedMap<Bytes32, Envelope> held = new TreeMap<>();
    private final SortedMap<Bytes32, Long> settled = new TreeMap<>();
    private final Map<Line, Top> tops = new TreeMap<>();
    private long expiredTo;

    Ledger() {}

    Ledger(Ledger from) {
        held.putAll(from.held);
        settled.putAll(from.settled);
        tops.putAll(from.tops);
        expiredTo = from.expiredTo;
    }

    void apply(Entry entry) {
        switch (entry) {
            case Entry.Put(Envelope envelope) -> put(envelope);
            case Entry.Lose(Envelope envelope) -> settled.putIfAbsent(envelope.id(), end(envelope));
            case Entry.Retire(Bytes32 author, int keySequence) ->
                held.values()
                        .removeIf(envelope -> envelope.author().equals(author)
                                && envelope.keySequence() < keySequence
                                && !envelope.is(Kind.KEY_EVENT));
            case Entry.Expire(long hourMillis) -> expire(hourMillis);
        }
    }

    private void put(Envelope envelope) {
        if (held.containsKey(envelope.id())) {
            return;
        }
        Precedence precedence = Precedence.of(envelope);
        Top top = tops.get(Line.of(envelope));
        if (top != null && top.precedence().compareTo(precedence) >= 0) {
            throw new Violation(envelope + " enters though " + top.id() + " had taken its place: a lineage comes back");
        }
        if (top != null) {
            held.remove(top.id());
        }
        held.put(envelope.id(), envelope);
        settled.put(envelope.id(), end(envelope));
        tops.put(Line.of(envelope), new Top(precedence, envelope.id(), end(envelope)));
    }

    private void expire(long hourMillis) {
        expiredTo = Math.max(expiredTo, hourMillis);
        held.values().removeIf(envelope -> envelope.expires() <= hourMillis);
        settled.values().removeIf(end -> end <= hourMillis);
        tops.values().removeIf(top -> top.end() <= hourMillis);
    }

    private static long end(Envelope envelope) {
        return envelope.horizon() + Limits.FLOOR_MILLIS;
    }

    /** Whether there is nothing to fetch. */
    boolean settled(Bytes32 id) {
        return settled.containsKey(id);
    }

    /** Whether that record, or one that takes its place, or its floor is kept, or all that is over. */
    boolean covers(Envelope envelope) {
        Top top = tops.get(Line.of(envelope));
        return end(envelope) <= expiredTo || (top != null && top.precedence().compareTo(Precedence.of(envelope)) >= 0);
    }

    /** Ids of one community that expire after the cutoff, in order. */
    List<Bytes32> ids(Bytes32 community, long cutoff) {
        List<Bytes32> ids = new ArrayList<>();
        held.forEach((id, envelope) -> {
            if (envelope.home().equals(community) && envelope.expires() > cutoff) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** Compares everything; a difference is a violation. */
    void agree(Store store, String who) {
        SortedSet<Bytes32> communities = new TreeSet<>(store.communities());
        held.values().forEach(envelope -> communities.add(envelope.home()));
        for (Bytes32 community : communities) {
            SyncSet set = store.set(community, 0);
            List<Item> items = set.items(Bound.START, Bound.END, Integer.MAX_VALUE);
            List<Bytes32> ids = items.stream().map(Item::id).sorted().toList();
            check(ids.equals(ids(community, 0)), who, () -> "the set of " + community + " is not what was kept");
            check(set.aggregate(Bound.START, Bound.END).equals(recount(items)), who, () -> "a sum is not its recount");
            check(set.size() == items.size(), who, () -> "a size is not its recount");
        }
        for (Bytes32 id : settled.keySet()) {
            check(store.knows(id), who, () -> "forgot " + id);
            check(
                    (store.get(id) != null) == held.containsKey(id),
                    who,
                    () -> "holds or lacks " + id + ", and should not");
        }
        check(store.expiredTo() == expiredTo, who, () -> "the hour of expiry is not the one it was told");
    }

    private static Aggregate recount(List<Item> items) {
        Accumulator sum = new Accumulator();
        items.forEach(item -> sum.add(item.id()));
        return sum.aggregate();
    }

    private static void check(boolean good, String who, Supplier<String> what) {
        if (!good) {
            throw new Violation("the store of " + who + ": " + what.get());
        }
    }
}
