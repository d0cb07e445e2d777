package org.byway.server.search;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How much one search may do: so many steps, each a list looked at in one window or a document looked at by itself,
 * counted as more where it is held against many lists; and, where steps take long on this machine, so much of its thread's
 * time, and ten times as much of everybody's.
 */
final class Budget {
    /** What a million records take at the most, sorted by a price that all of them name, twice over. */
    static final long STEPS = 2_500_000;

    private static final int BETWEEN_LOOKS = 16_384;
    private static final int BUSY = 10;
    private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

    private final long processor;
    private final long clock;
    private long steps;
    private long nextLook = BETWEEN_LOOKS;

    /** Begins now. */
    Budget(long nanos) {
        processor = TIMES.getCurrentThreadCpuTime() + nanos;
        clock = System.nanoTime() + BUSY * nanos;
    }

    void spend(int more) throws TookTooLong {
        steps += more;
        if (steps > nextLook) {
            look();
        }
    }

    private void look() throws TookTooLong {
        nextLook = steps + BETWEEN_LOOKS;
        if (steps > STEPS || System.nanoTime() - clock > 0 || TIMES.getCurrentThreadCpuTime() > processor) {
            throw new TookTooLong();
        }
    }
}
