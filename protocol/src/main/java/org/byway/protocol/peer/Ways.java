package org.byway.protocol.peer;

import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;

/**
 * How many links away each community is. A linked one is one link away even while its node is down; of what came from
 * farther nobody knows how far it came until its way is up again.
 */
final class Ways {
    /** The nearest session that supplies a community, over how many links, and over how many without that session. */
    private record Way(Session by, int nearest, int next) {
        Way or(Session other, int hops) {
            return hops < nearest ? new Way(other, hops, nearest) : new Way(by, nearest, Math.min(next, hops));
        }
    }

    private static final Way NONE = new Way(null, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final SortedSet<Bytes32> linked;
    private final SortedSet<Bytes32> communities = new TreeSet<>();
    private final SortedMap<Bytes32, Way> ways = new TreeMap<>();

    Ways(Context context, Links links, long now) {
        linked = links.communities(now);
        communities.addAll(context.store().communities());
        for (Session session : context.sessions().values()) {
            session.theirs.forEach((community, supply) -> {
                communities.add(community);
                if (supply.hops() < Routes.HELD_ONLY) {
                    Way known = ways.getOrDefault(community, NONE);
                    ways.put(community, known.or(session, supply.hops() + 1));
                }
            });
        }
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
        Way way = ways.getOrDefault(community, NONE);
        return way.by() == without ? way.next() : way.nearest();
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
