package org.byway.protocol.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How much a node may cause, and that those who only work hard never feel it. */
class BudgetTest {
    private static final long NOON = 1_790_000_000_000L;
    private static final long MINUTE_MILLIS = 60_000;
    private static final int RECORD_BYTES = 600;

    /** So many frames of that cost, spread evenly over a minute, come without ever waiting. */
    private static void assertFlows(int frames, Cost each) {
        Budget budget = new Budget(1, NOON);
        for (int i = 0; i < frames; i++) {
            assertEquals(0, budget.readyIn(NOON + i * MINUTE_MILLIS / frames), "frame " + i);
            budget.charge(each);
        }
    }

    @Test
    void aCatalogueSealedInThousandsFlows() {
        assertFlows(200 * 60, new Cost(1_000 * RECORD_BYTES, 1_000, 2, 0, 0));
    }

    @Test
    void recordsThatAreSealedOneByOneFlow() {
        assertFlows(300 * 60, new Cost(100 * 2 * RECORD_BYTES, 100, 2 * 100, 0, 0));
    }

    @Test
    void fetchingWhatAComparisonFoundFlows() {
        assertFlows(50 * 60, new Cost(4_096 * 34, 0, 0, 1 + 4_096 / 16, 0));
    }

    @Test
    void whatIsOverdrawnFillsUpWithTimeAndNoFurtherThanFull() {
        Budget budget = new Budget(1, NOON);
        long most = PeerLimits.REQUESTS.atOnce();
        long rate = PeerLimits.REQUESTS.perSecond();
        budget.charge(new Cost(0, 0, 0, most, 0));
        assertEquals(0, budget.readyIn(NOON), "used up is not overdrawn");
        budget.charge(new Cost(0, 0, 0, 10 * rate, 0));
        assertEquals(10_001, budget.readyIn(NOON));
        assertEquals(4_001, budget.readyIn(NOON + 6_000));
        assertEquals(0, budget.readyIn(NOON + 10_000));
        assertEquals(0, budget.readyIn(NOON + 100 * MINUTE_MILLIS));
        budget.charge(new Cost(0, 0, 0, most + rate, 0));
        assertTrue(budget.readyIn(NOON + 100 * MINUTE_MILLIS) > 0, "a long pause saves up nothing more");
    }

    @Test
    void aClockThatJumpsGivesNothingTwice() {
        Budget budget = new Budget(1, NOON);
        budget.charge(new Cost(0, 0, 0, 0, PeerLimits.REFUSED.atOnce() + PeerLimits.REFUSED.perSecond()));
        assertEquals(1_001, budget.readyIn(NOON - MINUTE_MILLIS));
        assertEquals(501, budget.readyIn(NOON - MINUTE_MILLIS + 500));
    }

    @Test
    void theNodesOfACommunityShareWhatAFewMayCause() {
        Budget community = new Budget(PeerLimits.COMMUNITY_SHARES, NOON);
        long most = PeerLimits.REQUESTS.atOnce();
        for (int node = 0; node < PeerLimits.COMMUNITY_SHARES; node++) {
            community.charge(new Cost(0, 0, 0, most, 0));
        }
        assertEquals(0, community.readyIn(NOON));
        community.charge(new Cost(0, 0, 0, 1, 0));
        assertTrue(community.readyIn(NOON) > 0);
    }
}
