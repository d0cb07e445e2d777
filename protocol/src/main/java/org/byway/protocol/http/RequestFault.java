package org.byway.protocol.http;

import java.util.Locale;

/** Why a request is not taken as a persona's own. */
public enum RequestFault {
    /** There is no signature of a request to Byway. */
    UNSIGNED,
    /** The fields, the key or the nonce cannot be read. */
    MALFORMED_SIGNATURE,
    /** Something that must be is not covered. */
    UNCOVERED,
    /** Signed too long ago, too far ahead, or over. */
    STALE_SIGNATURE,
    /** The nonce was taken before. */
    REPLAYED,
    /** The body is not the one that was signed. */
    WRONG_DIGEST,
    /** It names another node, for which it was signed. */
    WRONG_NODE,
    /** The key did not sign this. */
    WRONG_SIGNATURE;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As problems name it: lower case, words joined by hyphens. */
    public String code() {
        return code;
    }
}
