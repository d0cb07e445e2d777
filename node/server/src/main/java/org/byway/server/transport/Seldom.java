package org.byway.server.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets something be done at most once in a while, whoever asks. Safe for several threads. */
final class Seldom {
    private final long nanos;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    Seldom(int millis) {
        this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    boolean due() {
        long now = System.nanoTime();
        long then = next.get();
        return now - then >= 0 && next.compareAndSet(then, now + nanos);
    }
}
