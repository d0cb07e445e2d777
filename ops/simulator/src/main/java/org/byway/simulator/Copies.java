package org.byway.simulator;

/** How often records came to hosts: the first time, and again. */
final class Copies {
    private long first;
    private long again;
    private int mostHops;

    void count(int hops, boolean held) {
        if (held) {
            again++;
        } else {
            first++;
            mostHops = Math.max(mostHops, hops);
        }
    }

    long first() {
        return first;
    }

    /** Copies beyond the first, of a record and a host. */
    double redundancy() {
        return again / (double) Math.max(1, first);
    }

    int mostHops() {
        return mostHops;
    }

    @Override
    public String toString() {
        return first + " first copies, " + again + " more, over at most " + mostHops + " hops";
    }
}
