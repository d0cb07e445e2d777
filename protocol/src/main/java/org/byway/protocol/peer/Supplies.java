package org.byway.protocol.peer;

import java.util.Iterator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.byway.protocol.record.Bytes32;

/**
 * Which sessions supply each community, and from how far: what all of them tell together, kept as they tell it, since thousands
 * of sessions cannot be asked for each that comes or goes.
 */
final class Supplies {
    /** The session that supplies a community from nearest, over how many links, and over how many without that session. */
    record Way(long session, int nearest, int next) {}

    static final Way NONE = new Way(0, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final SortedMap<Bytes32, SortedSet<Offer>> offers = new TreeMap<>();

    private record Offer(int hops, long session) implements Comparable<Offer> {
        @Override
        public int compareTo(Offer other) {
            int order = Integer.compare(hops, other.hops);
            return order == 0 ? Long.compare(session, other.session) : order;
        }

        /** One that only holds it supplies nothing. */
        int links() {
            return hops < Routes.HELD_ONLY ? hops + 1 : Integer.MAX_VALUE;
        }
    }

    /** From now on that session supplies this. */
    void told(Session session, SortedMap<Bytes32, Session.Supply> supplied) {
        gone(session);
        session.theirs.putAll(supplied);
        supplied.forEach((community, supply) ->
                offers.computeIfAbsent(community, key -> new TreeSet<>()).add(new Offer(supply.hops(), session.id)));
    }

    /** It supplies nothing any more. */
    void gone(Session session) {
        session.theirs.forEach((community, supply) -> {
            SortedSet<Offer> left = offers.get(community);
            left.remove(new Offer(supply.hops(), session.id));
            if (left.isEmpty()) {
                offers.remove(community);
            }
        });
        session.theirs.clear();
    }

    /** Each community that some session supplies or holds, in order. */
    void forEach(BiConsumer<Bytes32, Way> each) {
        offers.forEach((community, all) -> {
            Iterator<Offer> nearest = all.iterator();
            Offer first = nearest.next();
            int next = nearest.hasNext() ? nearest.next().links() : Integer.MAX_VALUE;
            each.accept(
                    community, first.links() == Integer.MAX_VALUE ? NONE : new Way(first.session, first.links(), next));
        });
    }
}
