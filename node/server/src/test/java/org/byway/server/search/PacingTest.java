package org.byway.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The index gives way to what arrives: for a moment, or until a flood is over; and in one that lasts it works a little. */
class PacingTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long PAGE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long PAGE_RECORDS = 4_096;
    private static final int ORDINARY = 5_000;
    private static final int FLOOD = 100_000;

    private final Pacing pacing = new Pacing(0, 0);
    private long now;
    private long last;
    private long taken;
    private double arrivedSince;

    /** Time goes on, and so many records arrive in each second of it. */
    private void pass(long nanos, int perSecond) {
        arrivedSince += (double) perSecond * nanos / SECOND;
        now += nanos;
        last += (long) arrivedSince;
        arrivedSince -= (long) arrivedSince;
    }

    /** What the keeper does: rests, or takes in a page. */
    private void turn(int perSecond) {
        long rest = pacing.restNanos(now, last);
        if (rest > 0) {
            pass(rest, perSecond);
            return;
        }
        long from = now;
        boolean whole = last - taken > PAGE_RECORDS;
        taken += Math.min(PAGE_RECORDS, last - taken);
        pass(PAGE_NANOS, perSecond);
        pacing.worked(from, now);
        if (whole) {
            pacing.behind();
        } else {
            pacing.shown(now);
        }
    }

    /** Turns for that long; the most that it was behind at the end of any. */
    private long most(long nanos, int perSecond) {
        long most = 0;
        for (long until = now + nanos; now < until; ) {
            turn(perSecond);
            most = Math.max(most, last - taken);
        }
        return most;
    }

    @Test
    void whatIsThereAtTheBeginningIsTakenInAtOnce() {
        pass(SECOND, 0);
        last++;
        assertEquals(0, pacing.restNanos(now, last));
    }

    @Test
    void whatComesAfterAPauseGoesOnItsWayFirst() {
        pass(SECOND, 0);
        pacing.woken(now);
        last++;
        assertEquals(Pacing.LED_NANOS, pacing.restNanos(now, last));
        assertEquals(0, pacing.restNanos(now + Pacing.LED_NANOS, last));
    }

    @Test
    void whatComesSoonAfterIsGathered() {
        pacing.shown(now);
        last++;
        assertEquals(Pacing.GATHERED_NANOS, pacing.restNanos(now, last));
        assertEquals(0, pacing.restNanos(now + Pacing.GATHERED_NANOS, last));
    }

    @Test
    void underOrdinaryLoadItIsHardlyMoreThanWhatIsGatheredBehind() {
        long most = most(10 * SECOND, ORDINARY);
        assertTrue(most <= ORDINARY * (Pacing.GATHERED_NANOS + 2 * PAGE_NANOS) / SECOND, "behind by " + most);
        assertTrue(most > ORDINARY / 10, "no page for every few: " + most);
    }

    @Test
    void aFloodIsLetThroughFirst() {
        most(SECOND, FLOOD);
        long before = taken;
        most(20 * SECOND, FLOOD);
        assertEquals(before, taken);
    }

    @Test
    void largeGroupsAreOneFloodThoughTheyAreASecondApart() {
        most(SECOND, FLOOD);
        long before = taken;
        for (int group = 0; group < 10; group++) {
            most(SECOND, 0);
            last += FLOOD;
        }
        assertEquals(before, taken);
    }

    @Test
    void afterAFloodItCatchesUpAlone() {
        most(5 * SECOND, FLOOD);
        assertFalse(pacing.alone());
        most(Pacing.CALM_NANOS + Pacing.COUNTED_NANOS + 2 * Pacing.LOOKED_NANOS, 0);
        assertTrue(pacing.alone());
        long pages = (last - taken) / PAGE_RECORDS + 1;
        most(pages * PAGE_NANOS, 0);
        assertEquals(last, taken);
    }

    @Test
    void whileSomeArriveItCatchesUpHalfOfTheTime() {
        most(5 * SECOND, FLOOD);
        most(3 * SECOND, ORDINARY);
        long before = taken;
        most(SECOND, ORDINARY);
        double share = (double) (taken - before) / PAGE_RECORDS * PAGE_NANOS / SECOND;
        assertEquals(0.5, share, 0.05);
    }

    @Test
    void inAFloodThatLastsItWorksASmallShareOfTheTime() {
        most(Pacing.DEFERRED_NANOS + 2 * SECOND, FLOOD);
        long before = taken;
        most(10 * SECOND, FLOOD);
        double share = (double) (taken - before) / PAGE_RECORDS * PAGE_NANOS / (10 * SECOND);
        assertEquals(1.0 / (1 + Pacing.FLOOD_RESTS), share, 0.02);
    }
}
