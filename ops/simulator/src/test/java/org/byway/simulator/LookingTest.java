package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that look for others dial whom announcements name, not only whose invite they answered. */
class LookingTest {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private static final int WAITS = 8;

    private Cluster cluster;

    private void start(boolean looking, long seed) {
        Shape shape = Shape.line(2, 0);
        cluster = new Cluster(
                new Scenario("looking", dice -> shape, EnumSet.noneOf(Fault.class), 0, 5),
                seed,
                MemoryDisk.maker(),
                new Trace(null));
        if (looking) {
            cluster.hosts().forEach(Host::looksForOthers);
        }
        cluster.start();
        cluster.run(5 * MINUTE);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    /** Whether both are in touch so soon after the inviter has come back; the joiner asks for it only once a minute by then. */
    private boolean backWithin(long millis) {
        Host inviter = cluster.host(1);
        inviter.crash(true);
        cluster.run(20 * MINUTE);
        inviter.start();
        cluster.run(millis);
        return inviter.neighbours().stream().anyMatch(each -> each.community() != null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theInviterThatComesBackDialsWhoAnsweredIt(long seed) {
        start(true, seed);
        assertEquals(List.of(Network.address(cluster.host(1))), cluster.host(0).anchors());
        assertTrue(backWithin(2 * SECOND));
        cluster.run(MINUTE);
        assertEquals(1, cluster.host(1).neighbours().size(), "one session is enough");
    }

    /** Which is in a moment of up to 20 s, so with some seeds it is soon. */
    @Test
    void withoutThatItWaitsToBeAskedFor() {
        int soon = 0;
        for (long seed = 1; seed <= WAITS; seed++) {
            start(false, seed);
            assertEquals(List.of(), cluster.host(0).anchors());
            soon += backWithin(2 * SECOND) ? 1 : 0;
            cluster.close();
        }
        assertTrue(soon < WAITS / 2, soon + " of " + WAITS);
    }
}
