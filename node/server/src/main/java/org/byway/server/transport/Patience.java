package org.byway.server.transport;

import java.util.concurrent.TimeUnit;

/** Judges, from what it is told and at what time, whether a session still gets anywhere. Times are in nanoseconds. */
final class Patience {
    private final Timing timing;
    private final long openedNanos;
    private boolean spoken;
    private long heardNanos;
    private long markNanos;
    private long markBytes;

    Patience(Timing timing, long now) {
        this.timing = timing;
        this.openedNanos = now;
        this.heardNanos = now;
        this.markNanos = now;
    }

    void heard(long now, int bytes) {
        heardNanos = now;
        markBytes += bytes;
    }

    /** A whole frame came, so what is unfinished now began now. */
    void framed(long now) {
        spoken = true;
        mark(now);
    }

    /** This node itself did not read for a while: that time does not count. */
    void resumed(long now) {
        heardNanos = now;
        mark(now);
    }

    private void mark(long now) {
        markNanos = now;
        markBytes = 0;
    }

    /** Null, or why the session has to end, while this node reads from it. */
    Close reading(long now, FrameReader reader) {
        if (!spoken && past(now, openedNanos, timing.handshakeMillis())) {
            return Cause.SILENT.because("no first frame within " + timing.handshakeMillis() + " ms");
        }
        if (past(now, heardNanos, timing.idleMillis())) {
            return Cause.IDLE.because("nothing came for " + timing.idleMillis() + " ms");
        }
        if (!reader.midway()) {
            mark(now);
        } else if (past(now, markNanos, timing.stallMillis())) {
            if (markBytes < Session.PROGRESS_BYTES) {
                return Cause.SLOW_WRITER.because(
                        reader.progress() + " came, and only " + markBytes + " in " + timing.stallMillis() + " ms");
            }
            mark(now);
        }
        return null;
    }

    /** Null, or why the session has to end, for what it does not take. */
    Close writing(long now, Outbox outbox) {
        long queued = outbox.queuedBytes();
        if (queued > 0 && past(now, outbox.progressNanos(), timing.stallMillis())) {
            return Cause.SLOW_READER.because(
                    "it took too little of " + queued + " bytes in " + timing.stallMillis() + " ms");
        }
        return null;
    }

    private static boolean past(long now, long since, int millis) {
        return now - since > TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** How often to look, so that nothing is overlooked by more than a quarter of its time. */
    static long lookMillis(Timing timing) {
        int shortest = Math.min(timing.handshakeMillis(), Math.min(timing.idleMillis(), timing.stallMillis()));
        return Math.clamp(shortest / 4, 1, 5_000);
    }
}
