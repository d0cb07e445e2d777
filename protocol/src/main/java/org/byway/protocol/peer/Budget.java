package org.byway.protocol.peer;

/**
 * What a node, or all nodes of a community, may still cause here: a bucket for each kind of cost, which fills up again with
 * time. A bucket may be overdrawn by one frame; nothing more is taken then until it is level again.
 */
final class Budget {
    private static final PeerLimits.Allowance[] ALLOWED = {
        PeerLimits.BYTES, PeerLimits.RECORDS, PeerLimits.ROOTS, PeerLimits.REQUESTS, PeerLimits.REFUSED
    };

    private static final long SECOND_MILLIS = 1_000;

    private final int shares;
    /** In thousandths, so that every millisecond counts. */
    private final long[] left = new long[ALLOWED.length];

    private long filledAt;

    /** @param shares how many nodes' allowances these are */
    Budget(int shares, long now) {
        this.shares = shares;
        this.filledAt = now;
        for (int kind = 0; kind < ALLOWED.length; kind++) {
            left[kind] = full(kind);
        }
    }

    private long full(int kind) {
        return ALLOWED[kind].atOnce() * shares * SECOND_MILLIS;
    }

    void charge(Cost cost) {
        long[] each = {cost.bytes(), cost.records(), cost.roots(), cost.requests(), cost.refused()};
        for (int kind = 0; kind < ALLOWED.length; kind++) {
            left[kind] -= each[kind] * SECOND_MILLIS;
        }
    }

    /** In how many milliseconds nothing is overdrawn any more; 0: now. A clock that goes back fills nothing. */
    long readyIn(long now) {
        long passed = Math.max(0, now - filledAt);
        filledAt = now;
        long wait = 0;
        for (int kind = 0; kind < ALLOWED.length; kind++) {
            long rate = ALLOWED[kind].perSecond() * shares;
            long missing = full(kind) - left[kind];
            left[kind] = passed >= missing / rate + 1 ? full(kind) : left[kind] + passed * rate;
            wait = left[kind] < 0 ? Math.max(wait, -left[kind] / rate + 1) : wait;
        }
        return wait;
    }
}
