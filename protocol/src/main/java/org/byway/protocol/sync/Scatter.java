package org.byway.protocol.sync;

/**
 * How scattered the differences are that one message told of.
 *
 * @param compared ranges that came with a fingerprint
 * @param differing how many of these differed
 */
public record Scatter(int compared, int differing) {
    /** Fewer ranges are told apart for less than symbols cost. */
    private static final int LEAST = 8;

    private static final double SYMBOLS_EACH = 1.75;
    private static final int SYMBOLS_MORE = 24;

    /**
     * How many symbols very likely tell what differs, 0 where ranges do better. Differences that fell on ranges by chance
     * leave as many of them alone as linear counting says (Whang and others, 1990).
     */
    public int symbols() {
        if (differing < LEAST || differing >= compared) {
            return 0;
        }
        double likely = -compared * StrictMath.log(1 - (double) differing / compared);
        long symbols = (long) Math.ceil(likely * SYMBOLS_EACH) + SYMBOLS_MORE;
        return symbols > Sketch.SYMBOLS ? 0 : (int) symbols;
    }
}
