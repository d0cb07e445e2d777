package org.byway.protocol.record;

import java.util.Locale;

/** The kinds of record that have a rule in SPEC.md. Other numbers are reserved: carried, but not understood. */
public enum Kind {
    CHARTER(1, 0),
    NODE_ANNOUNCEMENT(2, 30),
    FEDERATION_LINK(3, 366),
    KEY_EVENT(4, 0),
    INTENT(5, 30),
    OFFER(6, 90),
    WITHDRAWAL(7, 366),
    PROFILE(8, 90),
    PAY_SIGNAL(9, 90),
    ACCEPTED_TERMS(12, 90),
    EXPERIENCE(14, 366),
    MEMBERSHIP(21, 366),
    NOTICE(22, 366),
    EQUIVOCATION_PROOF(24, 366),
    EXPERIENCE_REPLY(25, 366);

    private static final int RESERVED_HORIZON_DAYS = 90;
    private static final int HIGHEST = 25;
    private static final Kind[] BY_NUMBER = new Kind[HIGHEST + 1];

    static {
        for (Kind kind : values()) {
            BY_NUMBER[kind.number] = kind;
        }
    }

    private final int number;
    private final int horizonDays;
    private final String word;

    Kind(int number, int horizonDays) {
        this.number = number;
        this.horizonDays = horizonDays;
        this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int number() {
        return number;
    }

    /** Lower case, words joined by hyphens: offer, node-announcement. */
    public String word() {
        return word;
    }

    /** The kind of that number, or null where the number is reserved. */
    public static Kind of(int number) {
        return number > 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }

    /** The kind's word, or kind-N where the number is reserved. */
    public static String word(int number) {
        Kind kind = of(number);
        return kind == null ? "kind-" + number : kind.word;
    }

    /** How long after its creation a record's horizon may lie; 0 where it has none. */
    public int horizonDays() {
        return horizonDays;
    }

    /** The same in milliseconds. */
    public long horizonMillis() {
        return horizonDays * Limits.DAY_MILLIS;
    }

    /** Whether records of this kind carry the reserved expiry. */
    static boolean everlasting(int number) {
        return number == CHARTER.number || number == KEY_EVENT.number;
    }

    /** How long after its creation a record's horizon may lie, in milliseconds. */
    static long horizonMillis(int number) {
        Kind kind = of(number);
        return (kind == null ? RESERVED_HORIZON_DAYS : kind.horizonDays) * Limits.DAY_MILLIS;
    }
}
