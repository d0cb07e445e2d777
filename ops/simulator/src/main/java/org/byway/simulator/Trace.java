package org.byway.simulator;

import java.io.PrintStream;
import java.time.Instant;

/** What happened, as a digest that two runs of one seed share, and as lines where somebody wants to read them. */
final class Trace {
    private final PrintStream out;
    private long digest;
    private long steps;

    /** @param out where lines go; null: nowhere */
    Trace(PrintStream out) {
        this.out = out;
    }

    boolean isRead() {
        return out != null;
    }

    /** One step: it counts, and goes into the digest. */
    void step(long time, int host, long what) {
        steps++;
        digest = Dice.mix(digest ^ Dice.mix(time + Dice.mix(what + host)));
    }

    void line(long time, String who, String what) {
        if (out != null) {
            out.println(steps + " " + Instant.ofEpochMilli(time) + " " + who + " " + what);
        }
    }

    long steps() {
        return steps;
    }

    String digest() {
        return "%016x".formatted(digest);
    }
}
