package org.byway.protocol.record;

import java.util.Locale;

/**
 * The refusal codes of SPEC.md.
 *
 * <p>The first group is timeless: such bytes are never valid, and a peer that sends them is at fault. The second depends
 * on the receiver's state and clock: an honest peer may send them.
 */
public enum Reason {
    // Never valid.
    MALFORMED,
    TOO_LARGE,
    UNKNOWN_FIELD,
    NOT_CANONICAL,
    BAD_VERSION,
    BAD_LENGTH,
    BAD_TIME,
    BAD_HORIZON,
    BAD_REVISION,
    BAD_KIND,
    BAD_COMMUNITY,
    BAD_DIGEST,
    BAD_PROOF,
    BAD_KEY,
    BAD_SEAL,
    BAD_POSTMARK,
    BAD_CONTENT,
    BAD_CHARTER,
    BAD_LINK,
    BAD_MARK,
    BAD_TAG,
    MISSING_CONTENT,
    MISSING_SEAL,
    MISSING_POSTMARK,
    // Not admissible here or now.
    TOO_EARLY,
    EXPIRED,
    STALE,
    DUPLICATE,
    UNKNOWN_AUTHOR,
    UNKNOWN_CHARTER,
    NOT_CARRIED,
    NOT_LINKED,
    NOT_YET,
    UNQUALIFIED,
    NOT_YOURS,
    NOT_A_MEMBER,
    BAD_TOKEN,
    BARRED,
    UNKNOWN_MAILBOX,
    UNKNOWN_DEVICE,
    UNKNOWN_LETTER,
    GREETING,
    SILENT,
    SECOND_SESSION,
    OVER_BUDGET,
    CLOCK_OFF,
    STORE_FULL,
    INTERNAL;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The code as SPEC.md, the HTTP interface and the command line write it: lower case, words joined by hyphens. */
    public String code() {
        return code;
    }

    /** Whether the bytes themselves are at fault, so that no honest node would have sent them on. */
    public boolean timeless() {
        return compareTo(TOO_EARLY) < 0;
    }
}
