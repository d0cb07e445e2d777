package org.byway.agent.vault;

import java.util.Arrays;

/** Where the frames of a part stand: frame n ends at these places of what was sealed and of what it holds. */
final class Frames {
    private long[] plainEnds = new long[64];
    private long[] sealedEnds = new long[64];
    private int count;

    int count() {
        return count;
    }

    long plainEnd() {
        return plainStart(count);
    }

    long sealedEnd() {
        return sealedStart(count);
    }

    long plainStart(int frame) {
        return frame == 0 ? 0 : plainEnds[frame - 1];
    }

    long sealedStart(int frame) {
        return frame == 0 ? 0 : sealedEnds[frame - 1];
    }

    void add(int plainBytes, int sealedBytes) {
        if (count == plainEnds.length) {
            plainEnds = Arrays.copyOf(plainEnds, 2 * count);
            sealedEnds = Arrays.copyOf(sealedEnds, 2 * count);
        }
        plainEnds[count] = plainEnd() + plainBytes;
        sealedEnds[count] = sealedEnd() + sealedBytes;
        count++;
    }

    /** The frame that holds this plain byte. */
    int holding(long plain) {
        int found = Arrays.binarySearch(plainEnds, 0, count, plain);
        return found >= 0 ? found + 1 : -found - 1;
    }

    void cut(int frames) {
        count = frames;
    }
}
