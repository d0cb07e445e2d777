package org.byway.server.transport;

/** What all sessions of one transport have in common. */
record Shared(
        TransportEvents events, Limits limits, Timing timing, Pressure queued, Pressure unread, Pressure unfinished) {}
