package org.byway.server.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Frames of one peer that were delivered and not yet consumed: over a limit, reading from that peer pauses. */
final class Unread {
    private final Limits limits;
    private final Pressure inAll;
    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean paused;

    Unread(Limits limits, Pressure inAll) {
        this.limits = limits;
        this.inAll = inAll;
    }

    /** On the I/O thread. Whether reading has to pause now. */
    boolean delivered(int frameBytes) {
        inAll.add(frameBytes);
        long unreadBytes = bytes.addAndGet(frameBytes);
        int unreadFrames = frames.incrementAndGet();
        boolean over = unreadFrames >= limits.unreadFrames() || unreadBytes >= limits.unreadBytes() || inAll.high();
        if (!over || paused) {
            return false;
        }
        paused = true;
        return true;
    }

    /** On any thread. Whether reading may go on, which the I/O thread then does by {@link #resume}. */
    boolean consumed(int frameBytes) {
        inAll.remove(frameBytes);
        bytes.addAndGet(-frameBytes);
        frames.decrementAndGet();
        return paused && roomy();
    }

    private boolean roomy() {
        int unreadFrames = frames.get();
        return unreadFrames == 0
                || unreadFrames <= limits.unreadFrames() / 2
                        && bytes.get() <= limits.unreadBytes() / 2
                        && !inAll.high();
    }

    /** On the I/O thread. Whether reading was paused and no longer is. */
    boolean resume() {
        if (!paused || !roomy()) {
            return false;
        }
        paused = false;
        return true;
    }

    boolean paused() {
        return paused;
    }
}
