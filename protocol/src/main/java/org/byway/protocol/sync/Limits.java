package org.byway.protocol.sync;

/**
 * What one reconciliation may cost.
 *
 * @param frameBytes longest message written; 0 for no limit, otherwise at least {@link #LEAST_FRAME_BYTES}
 * @param messageBytes longest message accepted
 * @param ranges most ranges accepted in one message
 * @param ownItems most of its own items that an initiator looks through in one step; what is left is compared later.
 *     At least {@link #LEAST_SPLIT}, or a range could not be split any further and would go to and fro for ever
 * @param steps most messages answered
 */
public record Limits(int frameBytes, int messageBytes, int ranges, int ownItems, int steps) {
    public static final int LEAST_FRAME_BYTES = 4_096;

    /** A range with fewer items is listed instead of split. */
    public static final int LEAST_SPLIT = 32;

    /** Between nodes. A full message carries about two thousand ids. */
    public static final Limits NODE = new Limits(65_536, 65_536, 16_384, 65_536, 4_096);

    public Limits {
        if (!frameAllowed(frameBytes)) {
            throw new IllegalArgumentException("a frame of " + frameBytes + " bytes is too small");
        }
        if (messageBytes < 1 || ranges < 1 || ownItems < LEAST_SPLIT || steps < 1) {
            throw new IllegalArgumentException("too little to get on with: " + this);
        }
    }

    /** No limit but that of the messages written: among friends, and to compare with other implementations. */
    public static Limits open(int frameBytes) {
        int none = Integer.MAX_VALUE;
        return new Limits(frameBytes, none, none, none, none);
    }

    static boolean frameAllowed(int frameBytes) {
        return frameBytes == 0 || frameBytes >= LEAST_FRAME_BYTES;
    }
}
