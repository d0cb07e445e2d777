package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.EnumSet;
import java.util.List;
import org.byway.protocol.seal.SignedRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A – B – C. Somebody's key is stolen and rotated away while the town in the middle is down. */
class RotationTest {
    private static final long SECOND = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatOlderKeysSignedGoesEverywhereAndWhatIsSignedAnewComes(long seed) {
        Shape line = new Shape("line", 3, List.of(new Shape.Edge(0, 1, 1), new Shape.Edge(1, 2, 1)));
        Scenario quiet = new Scenario("rotation", dice -> line, EnumSet.noneOf(Fault.class), 0, 3);
        try (Cluster cluster = new Cluster(quiet, seed, MemoryDisk.maker(), new Trace(null))) {
            cluster.start();
            cluster.run(5 * SECOND);
            Host a = cluster.host(0);
            Author ann = cluster.people().settle(a, true);
            cluster.people().post(a, List.of(ann.inception(a.clock())));
            List<SignedRecord> old = ann.make(40, a.clock());
            cluster.people().post(a, old);
            cluster.run(10 * SECOND);
            assertHeld(cluster, old, 40);

            cluster.host(1).crash(false);
            SignedRecord thiefs = ann.revise(a.clock(), true);
            SignedRecord rotation = ann.rotate(a.clock());
            cluster.people().post(a, List.of(rotation));
            SignedRecord anew = ann.revise(a.clock(), false);
            cluster.people().post(a, List.of(anew));
            List<SignedRecord> later = ann.make(5, a.clock());
            cluster.people().post(a, later);
            cluster.run(10 * SECOND);
            cluster.people().post(a, List.of(thiefs));
            cluster.host(1).start();
            cluster.settle();

            assertHeld(cluster, old, 0);
            assertHeld(cluster, List.of(rotation, anew), 2);
            assertHeld(cluster, later, 5);
            for (Host host : cluster.hosts()) {
                assertNull(host.store().get(thiefs.id()), host.name());
                assertNotNull(host.store().get(rotation.id()), host.name());
                assertEquals(
                        a.live().ids(a.community().id(), 0),
                        host.live().ids(a.community().id(), 0),
                        host.name());
                host.crash(false);
                host.start();
            }
            cluster.settle();
            assertHeld(cluster, old, 0);
        }
    }

    private static void assertHeld(Cluster cluster, List<SignedRecord> records, int wanted) {
        for (Host host : cluster.hosts()) {
            long held = records.stream()
                    .filter(record -> host.store().get(record.id()) != null)
                    .count();
            assertEquals(wanted, held, host.name());
        }
    }
}
