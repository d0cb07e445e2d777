package org.byway.protocol.mail;

import org.byway.protocol.record.Limits;

/** The limits of SPEC.md on letters that enter, travel and wait. */
public final class MailLimits {
    /** How long a letter may wait, and how long it is remembered, from its mark on. */
    public static final long LETTER_MILLIS = 14 * Limits.DAY_MILLIS;
    /** For how long the sender can ask what became of a letter that did not arrive. */
    public static final long TOLD_MILLIS = Limits.DAY_MILLIS;
    /** No mark is of a later time. */
    static final long LAST_TIME = Limits.NEVER - LETTER_MILLIS;

    /** Nodes at which one letter waits. */
    public static final int DESTINATIONS = 4;
    /** Sessions over which a letter goes. */
    public static final int HOPS = 3;

    public static final int MAILBOX_LETTERS = 2_000;
    public static final long MAILBOX_BYTES = 16L << 20;
    public static final int DEVICES = 8;
    /** A mailbox is renewed at least once in this time. */
    public static final long MAILBOX_MILLIS = 400 * Limits.DAY_MILLIS;
    /** Mailboxes of one node. */
    public static final int MAILBOXES = 200_000;

    public static final int PAGE_BYTES = 512 << 10;
    public static final int PAGE_LETTERS = 256;
    public static final int PAGE_LETTERS_UNASKED = 64;

    public static final long MEMBER_LETTERS_AN_HOUR = 3_600;
    public static final long MEMBER_BYTES_A_DAY = 64L << 20;
    /** Of all who ask from one address, or one /64 of IPv6; on loopback nobody is counted. */
    public static final long NETWORK_LETTERS_AN_HOUR = 36_000;

    public static final long NETWORK_MAILBOXES_AN_HOUR = 1_000;
    /** Letters of one community that a node takes in or passes on: a second's, and at once after a pause. */
    public static final long COMMUNITY_LETTERS_A_SECOND = 4_000;

    public static final long COMMUNITY_LETTERS_AT_ONCE = 40_000;
    /** Members, addresses and communities whose budgets are remembered. */
    static final int BUDGETS = 8_192;

    /** What all that is kept may take, unless the host says otherwise. */
    public static final long NODE_BYTES = 2L << 30;
    /** What letters of one other community may take: this part of it. */
    static final int FOREIGN_PART = 4;
    /** What is counted for a letter beside its bytes, as long as it is remembered. */
    static final int MEMORY_BYTES = 256;

    /** Letters that were sent over one session and not answered for. */
    public static final int WINDOW_LETTERS = 2_048;

    public static final int WINDOW_BYTES = 2 << 20;
    /** A frame of letters is filled up to about this size. */
    public static final int FRAME_BYTES = 256 << 10;

    public static final int FRAME_LETTERS = 256;
    /** What one frame may bring: letters of the smallest size, and a bundle has as many bytes. */
    public static final int MOST_FRAME_LETTERS = 1_024;
    /** Nodes for which letters wait here at once. */
    static final int QUEUED_NODES = 10_000;
    /** Nodes that are tried in one turn, and what has expired that goes in one. */
    static final int TURN = 64;

    static final int SWEPT = 1_000;

    static final long RESEND_FIRST_MILLIS = 5_000;
    static final long RESEND_LAST_MILLIS = 5 * 60_000;
    static final long RETRY_MILLIS = 2_000;
    static final long SWEEP_MILLIS = 10 * 60_000;

    /** Letters between other nodes that are remembered, to send the answer the way back and none in a circle. */
    static final int RELAYED = 32_768;
    /** A letter that comes again by the same session after so long goes on again. */
    static final long RELAY_REPEAT_MILLIS = 1_000;
    /** By another one. */
    static final long RELAY_FORGET_MILLIS = 60_000;

    private MailLimits() {}
}
