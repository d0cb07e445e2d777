package org.byway.simulator;

import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Virtual time: what is to happen, by time and then in the order in which it was asked for. */
final class Schedule {
    private record Due(long time, long sequence, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int order = Long.compare(time, other.time);
            return order == 0 ? Long.compare(sequence, other.sequence) : order;
        }
    }

    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private long now;
    private long sequence;

    Schedule(long start) {
        now = start;
    }

    /** The true time, in milliseconds since 1970. */
    long now() {
        return now;
    }

    void at(long time, Runnable action) {
        queue.add(new Due(Math.max(time, now), sequence++, action));
    }

    void after(long millis, Runnable action) {
        at(now + millis, action);
    }

    /** Lets things happen until something is so, or to that time. */
    void run(long until, BooleanSupplier done) {
        while (!done.getAsBoolean() && !queue.isEmpty() && queue.peek().time() <= until) {
            next();
        }
        if (!done.getAsBoolean()) {
            now = Math.max(now, until);
        }
    }

    private void next() {
        Due due = queue.poll();
        now = due.time();
        due.action().run();
    }

    /** Lets everything up to that time happen. */
    void run(long until) {
        run(until, () -> false);
    }
}
