package org.byway.storage.file;

/**
 * How much may be kept of blobs.
 *
 * @param holderBytes of those that one key has left here
 * @param allBytes of all together
 * @param freeBytes what is to stay free on the disk for all else
 */
public record BlobLimits(long holderBytes, long allBytes, long freeBytes) {
    /** For how long a blob is kept behind the last time that it was put: as long as an offer can live, and some days. */
    static final long KEPT_MILLIS = 100 * 24 * 3_600_000L;
    /** For how long one is kept that came from another node and that no live record names any more. */
    static final long UNNAMED_MILLIS = 3 * 24 * 3_600_000L;
    /** What a blob, or a note of who left it, takes at the least: so there are not more than can be counted in memory. */
    static final long FILE_BYTES = 16 * 1024;

    /** The usual ones, with that much for all. */
    public static BlobLimits of(long allBytes) {
        return new BlobLimits(64L << 20, allBytes, 64L << 20);
    }

    /** Of those that came from other nodes since records of one community name them. */
    long communityBytes() {
        return allBytes / 4;
    }

    /** Of all that came from other nodes: the rest is for those who leave theirs here. */
    long carriedBytes() {
        return allBytes / 4 * 3;
    }

    static long cost(long sizeBytes) {
        return Math.max(1, Math.ceilDiv(sizeBytes, FILE_BYTES)) * FILE_BYTES;
    }
}
