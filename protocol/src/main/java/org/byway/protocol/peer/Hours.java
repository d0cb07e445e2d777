package org.byway.protocol.peer;

import org.byway.protocol.record.Limits;

/** Lets what has expired go, at whole hours, unless the clock cannot be trusted. */
final class Hours {
    private final Context context;
    private final long founded;
    private int passed;

    /** @param founded when this node's community was */
    Hours(Context context, long founded) {
        this.context = context;
        this.founded = founded;
    }

    /** One more hour has passed since the start. */
    void passed() {
        passed++;
    }

    void expire(long now) {
        if (context.clocks().off()) {
            context.note(
                    Effect.Level.WARNING,
                    "the clock is off by more than 300 s against the other nodes: not postmarking, not expiring");
        } else {
            long whole = now - Math.floorMod(now, Limits.HOUR_MILLIS);
            if (whole > context.store().expiredTo() && believable(whole)) {
                context.store().expire(whole);
            }
        }
        context.timer(now - Math.floorMod(now, Limits.HOUR_MILLIS) + Limits.HOUR_MILLIS, new Timer.Hour());
    }

    /**
     * Expiring cannot be undone, so a clock that has leapt, as after a long pause or with a wrong date, is believed only
     * when a neighbour agrees or after a day.
     */
    private boolean believable(long whole) {
        long last = Math.max(context.store().expiredTo(), founded);
        boolean leapt = whole - last > PeerLimits.LEAP_MILLIS;
        return !leapt || passed >= PeerLimits.LEAP_HOURS || context.clocks().agreed();
    }
}
