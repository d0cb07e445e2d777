package org.byway.protocol.step;

import java.time.Duration;

/** Bounds of what two sides may say step by step, and how long it waits. SPEC.md, chapters "Deals" and "Tabs". */
public final class StepLimits {
    public static final int MAX_STEP_BYTES = 32 * 1024;
    public static final int ID_BYTES = 16;
    public static final int LINE_CHARACTERS = 200;
    public static final int TEXT_CHARACTERS = 4_000;
    public static final int UNIT_CHARACTERS = 16;
    public static final int MAX_DIGITS = 8;
    /** In one proposal, or of what is to go back. */
    public static final int MOST_COMMITMENTS = 32;
    /** In one deal, with all that was added. */
    public static final int MOST_OWED = 128;
    /** Quantities, minutes and minor units stay exact in any program. */
    public static final long MAX_AMOUNT = 999_999_999_999_999L;

    public static final int MOST_ROUNDS = 16;
    /** Of each side in one deal; what it says after that is not heard. */
    public static final int MOST_STEPS = 512;
    /** Of each side in one tab. */
    public static final int MOST_TAB_STEPS = 16 * 1024;
    /** Of each side behind one step. */
    public static final int MOST_SIBLINGS = 16;

    /** Of the receiver's own steps that a letter brings back for its other devices, and their bytes. */
    public static final int MOST_SEEN = 16;

    public static final int MAX_SEEN_BYTES = 24 * 1024;

    /** Clocks of honest people differ by less. */
    public static final long GRACE_MILLIS = 900_000;
    /** How long a quote may hold. */
    public static final long QUOTE_MILLIS = days(366);
    /** What has no due time is due then. */
    public static final long DUE_MILLIS = days(90);
    /** How long what was said to be given waits for its receiver's word. */
    public static final long CONFIRM_MILLIS = days(14);
    /** How long the other side may think about a cancellation or a return. */
    public static final long ANSWER_MILLIS = days(7);
    /** How long a dispute waits for its mediator. */
    public static final long DISPUTE_MILLIS = days(60);
    /** Up to when something may be sent back after the end. */
    public static final long RETURN_MILLIS = days(366);

    /** Of what releases an amount that was set aside. */
    public static final int PREIMAGE_BYTES = 32;
    /** Amounts that are set aside on one tab at once. */
    public static final int MOST_ASIDE = 32;
    /** How long something is set aside. */
    public static final long ASIDE_MILLIS = days(366);
    /** In one plan, and by when the last is due. */
    public static final int MOST_INSTALMENTS = 120;

    public static final long PLAN_MILLIS = days(3_660);

    /** Of each side in one payment signal, and payments by it. */
    public static final int MOST_PAY_STEPS = 2_048;

    public static final int MOST_PAYMENTS = 512;
    /** Ways to pay that one signal names. */
    public static final int MOST_RAILS = 8;
    /** Of where money is to go: an invoice is long. */
    public static final int TO_CHARACTERS = 2_000;
    /** That one payment is for. */
    public static final long MAX_USES = 1_000_000_000L;

    private StepLimits() {}

    private static long days(long days) {
        return Duration.ofDays(days).toMillis();
    }
}
