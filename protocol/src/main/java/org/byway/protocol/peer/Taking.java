package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Want;

/** What becomes of the records of one frame. */
final class Taking {
    /** Over how many sessions they came; 0 where they were asked for. */
    final int hops;
    /** What must be fetched before some of them can be judged. */
    final Set<Bytes32> ids = new LinkedHashSet<>();

    final Set<Bytes32> authors = new LinkedHashSet<>();
    /** Those that were here already, by community; and how many were not. */
    final SortedMap<Bytes32, List<Bytes32>> doubled = new TreeMap<>();

    final SortedMap<Bytes32, Integer> fresh = new TreeMap<>();
    /** Those that do not enter, or not yet. */
    final List<Bytes32> refused = new ArrayList<>();

    Taking(int hops) {
        this.hops = hops;
    }

    void entered(Bytes32 community) {
        fresh.merge(community, 1, Integer::sum);
    }

    void held(Bytes32 community, Bytes32 id) {
        doubled.computeIfAbsent(community, key -> new ArrayList<>()).add(id);
    }

    void ask(Context context, Session session) {
        if (ids.isEmpty() && authors.isEmpty()) {
            return;
        }
        Want.Builder want = Want.newBuilder();
        ids.forEach(id -> want.addIds(Context.bytes(id)));
        authors.forEach(author -> want.addAuthors(Context.bytes(author)));
        context.send(session, Frame.newBuilder().setWant(want));
    }
}
