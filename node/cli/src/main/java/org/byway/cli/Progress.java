package org.byway.cli;

/**
 * How far long work has come, on standard error: a bar that redraws itself for a person at a terminal, otherwise a plain line now
 * and then, and nothing at all where programs read ({@code --json}).
 */
final class Progress implements AutoCloseable {
    private static final int BAR_WIDTH = 30;
    private static final long REDRAW_MILLIS = 100;
    private static final long LINE_MILLIS = 5_000;

    private final Surroundings surroundings;
    private final String what;
    private final boolean silent;
    private final long started;
    private long shown;
    private boolean drawn;

    Progress(Surroundings surroundings, String what, boolean silent) {
        this.surroundings = surroundings;
        this.what = what;
        this.silent = silent;
        this.started = surroundings.now();
        this.shown = started;
    }

    /** Tells that {@code done} of {@code total} bytes, and {@code count} things, are behind us. */
    void at(long count, long done, long total) {
        long now = surroundings.now();
        if (silent || now - shown < (surroundings.streams().errWatched() ? REDRAW_MILLIS : LINE_MILLIS)) {
            return;
        }
        shown = now;
        double part = total <= 0 ? 0 : Math.min(1, (double) done / total);
        String figures = "%,d %s, %d %%, %,d a second"
                .formatted(count, what, (int) (part * 100), count * 1000 / Math.max(1, now - started));
        if (surroundings.streams().errWatched()) {
            int filled = (int) (part * BAR_WIDTH);
            surroundings
                    .err()
                    .print("\r\u001b[K" + "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled) + " " + figures);
            surroundings.err().flush();
            drawn = true;
        } else {
            surroundings.err().println(figures);
        }
    }

    /** Clears the bar, so that the next line starts clean. */
    @Override
    public void close() {
        if (drawn) {
            surroundings.err().print("\r\u001b[K");
            surroundings.err().flush();
        }
    }
}
