package org.byway.server.search;

import java.util.concurrent.TimeUnit;

/**
 * When the index takes in what the store has. Records go first: while few arrive the index follows them at once or a moment
 * later; while many do it waits until they are through; and where that lasts, it takes a small share of the time.
 *
 * <p>A function of what it is told. Times are of a clock that only goes forward, in nanoseconds.
 */
final class Pacing {
    /** For so long what has arrived is gathered, since each showing of it costs as much as indexing dozens. */
    static final long GATHERED_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    /** So long after a pause the index lets what has arrived go first: to disk, to the neighbours, to whoever waits for it. */
    static final long LED_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Where more arrive in a second, indexing waits: one record's takes about as long as its acknowledgement. */
    static final long FLOOD_PER_SECOND = 20_000;

    /** Over such a time at least it is counted how many arrive. */
    static final long COUNTED_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    /** A flood is over when fewer have arrived for so long: large groups are on disk a good while apart. */
    static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    /** So often it is looked whether a flood has ended. */
    static final long LOOKED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A flood is waited for at most so long. */
    static final long DEFERRED_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** In a flood that lasts longer, so many times as long as it worked it rests. */
    static final int FLOOD_RESTS = 8;

    private static final long NEVER = Long.MIN_VALUE;

    private long countedAt;
    private long countedTo;
    private boolean arriving;
    private long floodedAt = NEVER;
    private long deferredSince = NEVER;
    private long workedUntil;
    private long worked;
    private long shownAt = NEVER;
    private long wokenAt = NEVER;

    /** At that time the store has come to that entry, however long it had been there. */
    Pacing(long now, long last) {
        countedAt = now;
        countedTo = last;
        workedUntil = now;
    }

    /**
     * How long to leave the processors to others before the next page; 0: not at all.
     *
     * @param last the store's last entry
     */
    long restNanos(long now, long last) {
        count(now, last);
        if (floodedAt != NEVER && now - floodedAt < CALM_NANOS) {
            return inFlood(now);
        }
        deferredSince = NEVER;
        long untilWorkAgain = arriving ? workedUntil + worked - now : 0;
        long untilShown = shownAt == NEVER ? 0 : shownAt + GATHERED_NANOS - now;
        long untilLed = wokenAt == NEVER ? 0 : wokenAt + LED_NANOS - now;
        return Math.max(0, Math.max(untilWorkAgain, Math.max(untilShown, untilLed)));
    }

    private void count(long now, long last) {
        if (now - countedAt >= COUNTED_NANOS) {
            long arrived = last - countedTo;
            arriving = arrived > 0;
            if (arrived * TimeUnit.SECONDS.toNanos(1) / (now - countedAt) > FLOOD_PER_SECOND) {
                floodedAt = now;
            }
            countedAt = now;
            countedTo = last;
        }
    }

    private long inFlood(long now) {
        if (deferredSince == NEVER) {
            deferredSince = now;
        }
        return now - deferredSince < DEFERRED_NANOS
                ? LOOKED_NANOS
                : Math.max(0, workedUntil + FLOOD_RESTS * worked - now);
    }

    /** There was nothing to do, and now something has arrived. */
    void woken(long now) {
        wokenAt = now;
    }

    /** Whether nobody else seems to need the processors. */
    boolean alone() {
        return !arriving;
    }

    /** A page was taken in. */
    void worked(long from, long until) {
        worked = until - from;
        workedUntil = until;
    }

    /** All that was taken in can be found now, and it was all there was: then others are gathered for a while. */
    void shown(long now) {
        shownAt = now;
    }

    /** There was more than a page. */
    void behind() {
        shownAt = NEVER;
    }
}
