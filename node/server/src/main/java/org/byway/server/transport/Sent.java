package org.byway.server.transport;

/** What became of a frame that was given to a session. */
public enum Sent {
    /** Queued; it is written in order, unless the session ends before. */
    TAKEN,
    /** Queued as well, but enough waits now: {@link TransportEvents#writable} says when there is room for more. */
    SLOW,
    /** Not queued: more waits than may. */
    FULL,
    /** Not queued: the session has ended, or is ending. */
    CLOSED
}
