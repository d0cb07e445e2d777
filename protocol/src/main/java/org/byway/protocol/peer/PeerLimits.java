package org.byway.protocol.peer;

import org.byway.protocol.record.Limits;

/** The limits of SPEC.md on sessions. */
public final class PeerLimits {
    /** Unacknowledged bytes of records in one direction of a session. */
    public static final int WINDOW_BYTES = 2 << 20;
    /** What a peer may have sent without being acknowledged before it is dropped: the window and what may overshoot it. */
    public static final int MOST_TAKEN_BYTES = WINDOW_BYTES + 2 * Limits.BUNDLE_BYTES;
    /** Records frames are filled up to about this size: several are under way in a window, and a slow link has one over in time. */
    public static final int BULK_BYTES = 192 << 10;

    public static final int BULK_RECORDS = 1024;
    /** Ids queued to be sent over one session; reconciliation waits while there are more than half. */
    public static final int QUEUED_IDS = 1 << 15;

    public static final int WANTED_IDS = 4096;
    /** Records that wait for a charter or an identity, over all sessions. */
    public static final int POOLED_RECORDS = 8192;

    public static final long POOLED_BYTES = 16L << 20;

    public static final int CARRIED_COMMUNITIES = 4096;
    public static final int PAPERS = 64;
    public static final int PAPER_BYTES = 512 << 10;
    /** Of the papers, those that are later Charters. */
    public static final int CHARTER_PAPERS = 32;

    public static final int CHARTER_BYTES = 256 << 10;
    public static final int LINKS = 4096;

    /**
     * What one node may cause in a second, and at once after a pause: bytes of frames, records, signatures over trees of
     * their own, looks at the store that it asks for, and records brought in vain. Ten times what an honest one needs.
     */
    public static final Allowance BYTES = new Allowance(512L << 20, 4L << 30);

    public static final Allowance RECORDS = new Allowance(400_000, 8_000_000);
    public static final Allowance ROOTS = new Allowance(100_000, 4_000_000);
    public static final Allowance REQUESTS = new Allowance(32_768, 1 << 20);
    public static final Allowance REFUSED = new Allowance(1_000, 200_000);
    /** In smaller sets ranges are listed before they would tell how scattered the differences are: they have no symbols. */
    public static final int SKETCHED_RECORDS = 8_192;
    /** A community's nodes together may cause as much as so many nodes. */
    public static final int COMMUNITY_SHARES = 4;
    /** Nodes, and communities, whose budgets are remembered. */
    public static final int BUDGETS = 4096;
    /** How many records of one community a node takes in a day, by whatever way they come, where its host says nothing. */
    public static final long DAILY_RECORDS = 10_000_000;
    /** Of its allowance of a day, this part must have filled up before more of a community's records are taken. */
    static final int AGAIN_PART = 100;
    /** What may be under way yet, while its senders are told that no more is taken. */
    static final int TURNED_AWAY = 16_384;
    /** Whose nodes break the rules so often within so long is not spoken with: an hour, then twice as long each time. */
    static final int STRIKES = 3;

    static final long STRIKES_MILLIS = Limits.HOUR_MILLIS;
    static final int SHUN_DOUBLINGS = 5;
    /** What a node may send in advance of its budgets. */
    public static final int WAITING_FRAMES = 8192;

    public static final int WAITING_BYTES = 8 << 20;

    public static final long GREETING_MILLIS = 10_000;
    public static final long WATCH_MILLIS = 7_500;
    /** A session in which nothing is heard for so many watches is over. */
    public static final int SILENT_WATCHES = 8;
    /** And one in which nothing is acknowledged: within 30 s. */
    public static final int STALLED_WATCHES = 3;
    /** Of whom something is awaited, it is marked so often what they were sent by then. */
    static final long MARK_MILLIS = 1_000;
    /** Less than this is acknowledged together with what else is to be told in a moment. */
    static final long ACKNOWLEDGED_BYTES = 16 << 10;

    public static final long COMPARE_MILLIS = 60_000;
    public static final long RETRY_MILLIS = 2_000;
    public static final long REDIAL_FIRST_MILLIS = 500;
    public static final long REDIAL_LAST_MILLIS = 20_000;
    /** A node that looks for others draws anew about so often. */
    public static final long LOOK_MILLIS = 300_000;

    public static final long CLOCK_MILLIS = 300_000;
    public static final int CLOCK_PEERS = 3;
    public static final long LEAP_MILLIS = 2 * 3_600_000;
    public static final int LEAP_HOURS = 24;
    public static final long ANNOUNCE_MILLIS = 20 * 24 * 3_600_000L;

    /** A bucket that holds so much and fills up at that rate. */
    public record Allowance(long perSecond, long atOnce) {}

    private PeerLimits() {}
}
