package org.byway.storage.file;

/**
 * How much may be kept of vaults.
 *
 * @param placeBytes of one place
 * @param allBytes of all places together
 * @param freeBytes what is to stay free on the disk for all else
 */
public record VaultLimits(long placeBytes, long allBytes, long freeBytes) {
    public static final int SNAPSHOTS = 8;
    /** What a file takes at the least. */
    static final long FILE_BYTES = 4_096;
    /** What a place takes by itself: so there are not more of them than can be counted in memory. */
    static final long FOLDER_BYTES = 64 * 1024;
    /** For how long a chunk is kept that no snapshot needs yet. */
    static final long GRACE_MILLIS = 3_600_000;
    /** For how long a place is kept that has no snapshot yet. */
    static final long UNFINISHED_MILLIS = 24 * 3_600_000L;

    public static final VaultLimits STANDARD = of(4L << 30);

    /** The usual ones, with that much for all places. */
    public static VaultLimits of(long allBytes) {
        return new VaultLimits(256L << 20, allBytes, 64L << 20);
    }

    static long cost(long sizeBytes) {
        return Math.max(1, Math.ceilDiv(sizeBytes, FILE_BYTES)) * FILE_BYTES;
    }
}
