package org.byway.protocol.record;

/** The limits of SPEC.md on records, bundles and times. */
public final class Limits {
    public static final int ENVELOPE_BYTES = 512;
    public static final int CONTENT_BYTES = 64 * 1024 - ENVELOPE_BYTES;
    public static final int BUNDLE_BYTES = 1 << 20;
    public static final int BUNDLE_RECORDS = 4096;
    public static final int TREE_LEAVES = 1 << 16;
    public static final int KIND_NUMBERS = 1 << 16;

    /** How far into the future a record may be created, and how far before its creation it may be postmarked. */
    public static final long EARLY_MILLIS = 900_000;
    /** How long after its creation a record may be postmarked. */
    public static final long POSTMARK_MILLIS = 24 * 3_600_000L;
    /** How long after a lineage's horizon its floor is remembered. */
    public static final long FLOOR_MILLIS = 900_000;

    public static final long HOUR_MILLIS = 3_600_000;
    public static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    /** The reserved expiry and horizon of Charter and KeyEvent: 9999-12-31T23:59:59.999Z. */
    public static final long NEVER = 253_402_300_799_999L;

    private Limits() {}
}
