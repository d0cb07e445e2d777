package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A – B – C. Ann changes her key to one thing in one town and to another in another one: all towns come to know that she did. */
class EquivocationTest {
    private static final long SECOND = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whoChangesAKeyTwoWaysIsKnownEverywhereAndForGood(long seed) {
        Scenario quiet = new Scenario("equivocation", dice -> Shape.line(3, 1), EnumSet.noneOf(Fault.class), 0, 3);
        try (Cluster cluster = new Cluster(quiet, seed, MemoryDisk.maker(), new Trace(null))) {
            cluster.start();
            cluster.run(5 * SECOND);
            Host a = cluster.host(0);
            Host b = cluster.host(1);
            Host c = cluster.host(2);
            Author ann = cluster.people().settle(a, true);
            Author bo = cluster.people().settle(a, true);
            cluster.people().post(a, List.of(ann.inception(a.clock())));
            cluster.people().post(a, List.of(bo.inception(a.clock())));
            cluster.people().post(a, List.of(bo.rotate(a.clock())));
            cluster.run(10 * SECOND);

            b.crash(false);
            List<SignedRecord> both = ann.rotateTwoWays(a.clock());
            cluster.people().post(a, List.of(both.get(0)));
            cluster.people().post(c, List.of(both.get(1)));
            cluster.run(10 * SECOND);
            assertNull(a.proofAgainst(ann.id()), "nobody has seen both");
            b.start();
            cluster.settle();

            SignedRecord stands = both.get(0).id().compareTo(both.get(1).id()) < 0 ? both.get(0) : both.get(1);
            for (Host host : cluster.hosts()) {
                assertNotNull(host.proofAgainst(ann.id()), host.name());
                assertNull(host.proofAgainst(bo.id()), "an honest change of key proves nothing");
                assertNotNull(host.store().get(stands.id()), "the same one stands everywhere");
                int proofs = proofs(host);
                assertTrue(proofs >= 1 && proofs <= 3, proofs + " proofs");
                assertEquals(proofs(a), proofs, host.name());
                host.crash(false);
                host.start();
                assertNotNull(host.proofAgainst(ann.id()), "after a stop too");
            }
        }
    }

    private static int proofs(Host host) {
        return host.store()
                .list(new Store.Query(0, Kind.EQUIVOCATION_PROOF.number(), null, null, 100, null))
                .records()
                .size();
    }
}
