package org.byway.protocol.peer;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;

/** What the peers' clocks say about ours. */
final class Clocks {
    private Clocks() {}

    /**
     * By how much ours lags behind the median of three or more linked communities, in milliseconds; 0 where there are fewer.
     * Each community has one voice, however many nodes it brings.
     */
    static long behind(Collection<Session> sessions) {
        SortedMap<Bytes32, Long> voices = new TreeMap<>();
        for (Session session : sessions) {
            if (session.greeted() && session.clockOffset != null) {
                voices.putIfAbsent(session.community, session.clockOffset);
            }
        }
        long[] offsets =
                voices.values().stream().mapToLong(Long::longValue).sorted().toArray();
        return offsets.length < PeerLimits.CLOCK_PEERS ? 0 : offsets[offsets.length / 2];
    }

    /** Whether any neighbour's clock shows about the same time. */
    static boolean agreed(Collection<Session> sessions) {
        return sessions.stream()
                .anyMatch(session -> session.greeted()
                        && session.clockOffset != null
                        && Math.abs(session.clockOffset) <= PeerLimits.CLOCK_MILLIS);
    }

    static boolean off(Collection<Session> sessions) {
        return Math.abs(behind(sessions)) > PeerLimits.CLOCK_MILLIS;
    }
}
