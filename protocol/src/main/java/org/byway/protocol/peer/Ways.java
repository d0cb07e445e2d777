package org.byway.protocol.peer;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;

/**
 * How many links away each community is. A linked one is one link away even while its node is down; of what came from
 * farther nobody knows how far it came until its way is up again. Two are equal where every session is told the same by both.
 */
final class Ways {
    private final SortedSet<Bytes32> linked;
    private final SortedSet<Bytes32> communities = new TreeSet<>();
    private final SortedMap<Bytes32, Supplies.Way> ways = new TreeMap<>();

    Ways(Context context, Links links, Supplies supplies, long now) {
        linked = links.communities(now);
        communities.addAll(context.store().communities());
        supplies.forEach((community, way) -> {
            communities.add(community);
            if (!linked.contains(community)) {
                ways.put(community, way);
            }
        });
    }

    /** All that are held or supplied. */
    SortedSet<Bytes32> communities() {
        return communities;
    }

    /** By any way but over that session. */
    int hops(Bytes32 community, Session without) {
        if (linked.contains(community)) {
            return 1;
        }
        Supplies.Way way = ways.getOrDefault(community, Supplies.NONE);
        return way.session() == without.id ? way.next() : way.nearest();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ways ways
                && linked.equals(ways.linked)
                && communities.equals(ways.communities)
                && this.ways.equals(ways.ways);
    }

    @Override
    public int hashCode() {
        return Objects.hash(linked, communities, ways);
    }

    /** Whether two tellings say the same of the ways, however many records they count. */
    static boolean same(SortedMap<Bytes32, Session.Supply> one, SortedMap<Bytes32, Session.Supply> other) {
        if (one.size() != other.size()) {
            return false;
        }
        Iterator<Map.Entry<Bytes32, Session.Supply>> others = other.entrySet().iterator();
        for (Map.Entry<Bytes32, Session.Supply> each : one.entrySet()) {
            Map.Entry<Bytes32, Session.Supply> beside = others.next();
            if (!each.getKey().equals(beside.getKey())
                    || each.getValue().hops() != beside.getValue().hops()) {
                return false;
            }
        }
        return true;
    }
}
