package org.byway.server.transport;

import java.util.Locale;

/** Why a connection ended, or never came to be. */
public enum Cause {
    /** This node asked for it. */
    ASKED,
    /** This node's transport is closing. */
    STOPPED,
    /** The other side closed in good order. */
    PEER_CLOSED,
    /** The connection broke: reset, timed out in the kernel, or ended without a farewell. */
    BROKEN,
    /** Nobody answered at the address, or its name is unknown. */
    UNREACHABLE,
    /** No session after the time allowed. */
    HANDSHAKE_TIMEOUT,
    /** No TLS 1.3, no common protocol, or bytes that are no TLS at all. */
    HANDSHAKE_FAILED,
    /** The certificate does not bind the connection to a node's key. */
    BAD_CERTIFICATE,
    /** The certificate is good and names another node than the one that was dialled. */
    WRONG_KEY,
    /** The other side is this node. */
    SELF,
    /** A frame of no bytes, of too many, or cut off in the middle. */
    BAD_FRAME,
    /** No first frame after the time allowed. */
    SILENT,
    /** Nothing arrived for too long. */
    IDLE,
    /** It began a frame and sends the rest too slowly. */
    SLOW_WRITER,
    /** It takes what is sent to it too slowly, or not at all. */
    SLOW_READER,
    /** More connections than this node, or this address, is allowed. */
    TOO_MANY,
    /** A fault of this node's own. */
    INTERNAL;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Lower case, words joined by hyphens, for logs and metrics. */
    public String code() {
        return code;
    }

    Close because(String detail) {
        return new Close(this, detail);
    }
}
