package org.byway.protocol.peer;

import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;

/** What the peers' clocks say about ours, kept as they tell it: it is asked for each post, and there may be thousands of peers. */
final class Clocks {
    /** By how many milliseconds theirs are ahead, of each session of a community, the oldest session first. */
    private final SortedMap<Bytes32, SortedMap<Long, Long>> told = new TreeMap<>();

    /** What the clock of a greeted session shows, at that time by ours. */
    void told(Session session, long clock, long now) {
        session.clockOffset = clock - now;
        told.computeIfAbsent(session.community, key -> new TreeMap<>()).put(session.id, session.clockOffset);
    }

    void gone(Session session) {
        told.computeIfPresent(session.community, (community, offsets) -> {
            offsets.remove(session.id);
            return offsets.isEmpty() ? null : offsets;
        });
    }

    /**
     * By how much ours lags behind the median of three or more linked communities, in milliseconds; 0 where there are fewer.
     * Each community has one voice, however many nodes it brings.
     */
    long behind() {
        if (told.size() < PeerLimits.CLOCK_PEERS) {
            return 0;
        }
        long[] offsets = told.values().stream()
                .mapToLong(offsetsOfOne -> offsetsOfOne.get(offsetsOfOne.firstKey()))
                .sorted()
                .toArray();
        return offsets[offsets.length / 2];
    }

    /** Whether any neighbour's clock shows about the same time. */
    boolean agreed() {
        return told.values().stream()
                .flatMap(offsets -> offsets.values().stream())
                .anyMatch(offset -> Math.abs(offset) <= PeerLimits.CLOCK_MILLIS);
    }

    boolean off() {
        return Math.abs(behind()) > PeerLimits.CLOCK_MILLIS;
    }
}
