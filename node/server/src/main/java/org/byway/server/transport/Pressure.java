package org.byway.server.transport;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Bytes held for all peers together, against a limit; says so once each time it becomes high. */
final class Pressure {
    private final long mostBytes;
    private final Runnable relief;
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder ever = new LongAdder();

    /** The relief runs on the thread that adds, for every addition above the limit. */
    Pressure(long mostBytes, Runnable relief) {
        this.mostBytes = mostBytes;
        this.relief = relief;
    }

    void add(long more) {
        ever.add(more);
        if (bytes.addAndGet(more) > mostBytes) {
            relief.run();
        }
    }

    void remove(long less) {
        bytes.addAndGet(-less);
    }

    boolean high() {
        return bytes.get() > mostBytes;
    }

    long bytes() {
        return bytes.get();
    }

    /** All that was ever held. */
    long everBytes() {
        return ever.sum();
    }
}
