package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;

/**
 * Ids that are to be told over one session, and frames that are to be acknowledged, gathered for a moment: the records themselves
 * go first, many are told of at once, and of what the other side has told meanwhile it need not hear.
 */
final class Telling {
    private final SortedMap<Way, Set<Bytes32>> ids = new TreeMap<>();
    /** Whether the moment is set at which it is told. */
    boolean due;

    private final List<Long> taken = new ArrayList<>();
    private long takenBytes;

    /** Of one community, over so many hops. */
    private record Way(Bytes32 community, int hops) implements Comparable<Way> {
        @Override
        public int compareTo(Way other) {
            int order = community.compareTo(other.community);
            return order == 0 ? Integer.compare(hops, other.hops) : order;
        }
    }

    void add(Outgoing.Ids more) {
        ids.computeIfAbsent(new Way(more.community(), more.hops()), none -> new LinkedHashSet<>())
                .addAll(more.ids());
    }

    /** A frame of so many bytes is on disk; whether so much is by now that it is to be acknowledged at once. */
    boolean took(long number, long bytes) {
        taken.add(number);
        takenBytes += bytes;
        return takenBytes >= PeerLimits.ACKNOWLEDGED_BYTES;
    }

    /** The frames to acknowledge by now; none is left. */
    List<Long> taken() {
        List<Long> all = List.copyOf(taken);
        taken.clear();
        takenBytes = 0;
        return all;
    }

    /** They have told of these themselves. */
    void heard(Collection<Bytes32> told) {
        for (Set<Bytes32> each : ids.values()) {
            told.forEach(each::remove);
        }
    }

    /** The ids to tell by now; none is left. */
    List<Outgoing.Ids> ids() {
        List<Outgoing.Ids> all = new ArrayList<>();
        ids.forEach((way, each) -> {
            if (!each.isEmpty()) {
                all.add(new Outgoing.Ids(way.community, way.hops, List.copyOf(each)));
            }
        });
        ids.clear();
        return all;
    }
}
