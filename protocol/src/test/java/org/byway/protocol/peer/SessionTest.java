package org.byway.protocol.peer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final long CUT_MILLIS = 30_000;
    private final Session session = new Session(1, Bytes32.ZERO, null);

    @Test
    void whoAcknowledgesNothingIsOutWithinThirtySeconds() {
        assertFalse(session.stalled(), "nothing was sent");
        session.sent(100);
        int watches = 1;
        while (!session.stalled()) {
            session.sent(100);
            watches++;
        }
        assertTrue(watches * PeerLimits.WATCH_MILLIS <= CUT_MILLIS, watches + " watches");
        assertTrue((watches - 1) * PeerLimits.WATCH_MILLIS >= CUT_MILLIS / 2, watches + " watches");
    }

    @Test
    void whoAcknowledgesTheOldestEachTimeStays() {
        long oldest = session.sent(100);
        for (int i = 0; i < 100; i++) {
            session.sent(100);
            assertFalse(session.stalled());
            assertTrue(session.acknowledged(oldest++));
        }
    }

    @Test
    void somethingIsSaidAtEachSecondWatch() {
        assertFalse(session.pings());
        assertTrue(session.pings());
        assertFalse(session.pings());
        assertTrue(session.pings());
    }

    @Test
    void whoHasAllFromBeforeTheLastMarkKeepsUp() {
        session.writable = true;
        assertTrue(session.keepsUp());
        long early = session.sent(100);
        assertTrue(session.keepsUp(), "it was sent a moment ago");
        session.mark();
        assertFalse(session.keepsUp());
        session.sent(100);
        assertTrue(session.acknowledged(early));
        assertTrue(session.keepsUp());
    }

    @Test
    void oneFrameThatWasLeftOutDoesNotCount() {
        session.writable = true;
        session.sent(100);
        long later = session.sent(100);
        session.mark();
        assertTrue(session.acknowledged(later));
        assertTrue(session.keepsUp());
        session.writable = false;
        assertFalse(session.keepsUp());
    }
}
