package org.byway.protocol.peer;

import org.byway.protocol.sync.Reconciliation;

/** One community's set being compared over one session. */
sealed interface Comparison {
    /** The session's count of comparisons when this began or last went on; one that stands still is begun again. */
    int movedAt();

    /** An empty node takes everything in order of arrival before it compares. */
    record Streaming(int movedAt) implements Comparison {}

    /**
     * The opener has asked for symbols.
     *
     * @param reply its next message, where they do not tell what differs
     * @param symbols how many it asked for
     * @param again whether fewer did not tell
     */
    record Asking(Running running, byte[] reply, int symbols, boolean again, int movedAt) implements Comparison {}

    /**
     * @param round names the comparison in its frames
     * @param cutoffHour ids that expire up to then are left out on both sides
     * @param held the opener's next message, kept back until what was found is on its way; or null
     */
    record Running(int round, long cutoffHour, Reconciliation reconciliation, byte[] held, int movedAt)
            implements Comparison {
        Running holding(byte[] message, int now) {
            return new Running(round, cutoffHour, reconciliation, message, now);
        }
    }
}
