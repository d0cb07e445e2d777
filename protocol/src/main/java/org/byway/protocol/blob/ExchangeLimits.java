package org.byway.protocol.blob;

/** The limits of SPEC.md on blobs between nodes. */
public final class ExchangeLimits {
    /** The largest blob. */
    public static final int BLOB_BYTES = 4 << 20;
    /** How much is asked for at once. */
    public static final int PART_BYTES = 64 << 10;
    /** Parts of one blob that are asked for and did not come yet. */
    static final int PARTS_ASKED = 2;

    /** Blobs that are under way: so many are held in memory. */
    static final int FETCHES = 6;
    /** Of these from one node. */
    static final int NODE_FETCHES = 2;

    static final int WANTS = 16_384;
    /** Of these named by records of one community. */
    static final int HOME_WANTS = 2_048;
    /** What was asked for in vain in so many rounds makes room for what is new. */
    static final int PATIENT_ROUNDS = 6;
    /** Blobs of which it is remembered that they are no pictures. */
    static final int UNFIT = 4_096;
    /** Nodes of which it is remembered that they gave other bytes, for one blob and in all. */
    static final int LIARS = 64;

    static final int FAULTY_NODES = 1_024;

    /** Asked for by one session and not answered yet. */
    static final int ASKED = 16;
    /** Wants that are dealt with in one go. */
    static final int TURN = 64;
    /** Named blobs that wait to be looked for. */
    static final int PENDING = 8_192;

    static final int LOOK = 256;
    static final int PAGE_RECORDS = 128;

    /** In this time something must have come. */
    static final long WATCH_MILLIS = 10_000;
    /** A blob that is not whole after so many is given up. */
    static final int WATCHES = 12;
    /** A node that is silent or too slow is asked for nothing in this time. */
    static final long REST_MILLIS = 60_000;
    /** After so many faults nothing is asked of a node for long. */
    static final int FAULTS = 8;

    static final long FAULTY_MILLIS = 3_600_000;
    static final long RETRY_FIRST_MILLIS = 1_000;
    static final long RETRY_LAST_MILLIS = 3_600_000;

    static final long SURVEY_MILLIS = 6 * 3_600_000L;
    /** Where not all that was found could be wanted. */
    static final long SURVEY_SOON_MILLIS = 60_000;

    static final long PAGE_PAUSE_MILLIS = 20;

    private ExchangeLimits() {}
}
