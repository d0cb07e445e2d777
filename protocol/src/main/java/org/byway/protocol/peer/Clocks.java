package org.byway.protocol.peer;

import java.util.Collection;

/** What the peers' clocks say about ours. */
final class Clocks {
    private Clocks() {}

    /** By how much ours lags behind the median of three or more peers, in milliseconds; 0 where there are fewer. */
    static long behind(Collection<Session> sessions) {
        long[] offsets = sessions.stream()
                .filter(session -> session.greeted() && session.clockOffset != null)
                .mapToLong(session -> session.clockOffset)
                .sorted()
                .toArray();
        return offsets.length < PeerLimits.CLOCK_PEERS ? 0 : offsets[offsets.length / 2];
    }

    static boolean off(Collection<Session> sessions) {
        return Math.abs(behind(sessions)) > PeerLimits.CLOCK_MILLIS;
    }
}
