package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three towns in a line, A–B–C, where B lets through what the others have for each other. */
class ThreeTownsTest extends Towns {
    private Host a;
    private Host b;
    private Host c;

    @BeforeEach
    void found() {
        found("three-towns", Shape.line(3, 1), 7);
        a = cluster.host(0);
        b = cluster.host(1);
        c = cluster.host(2);
        start();
    }

    private List<Bytes32> ids(Host host, Host home) {
        return host.live().ids(home.community().id(), 0);
    }

    @Test
    void aCatalogueAndIntentsReachEveryTownThoughTheMiddleOneCrashes() {
        Author shop = cluster.people().settle(c, true);
        Author ann = cluster.people().settle(a, false);

        cluster.people().post(c, List.of(shop.inception(c.clock())));
        List<SignedRecord> catalogue = post(c, shop, 900);
        List<SignedRecord> first = post(a, ann, 1);
        while (held(b, catalogue) == 0) {
            cluster.run(1);
        }
        b.crash(false);
        List<SignedRecord> second = post(a, ann, 3);
        cluster.run(30 * SECOND);
        assertEquals(0, held(c, second), "with B down nothing gets through");
        assertTrue(held(a, catalogue) < 900);

        b.start();
        cluster.settle();

        for (Host host : cluster.hosts()) {
            assertEquals(900, held(host, catalogue), host.name());
            assertEquals(1, held(host, first), host.name());
            assertEquals(3, held(host, second), host.name());
            for (Host home : cluster.hosts()) {
                assertEquals(ids(home, home), ids(host, home));
            }
        }
    }

    @Test
    void whatIsWithdrawnGoesEverywhereAndDoesNotComeBack() {
        Author ann = cluster.people().settle(a, false);
        SignedRecord offer = post(a, ann, 1).get(0);
        cluster.run(5 * SECOND);
        assertNotNull(c.store().get(offer.id()));

        b.crash(false);
        SignedRecord withdrawal = ann.withdraw(a.clock());
        cluster.people().post(a, List.of(withdrawal));
        cluster.run(5 * SECOND);
        assertNull(a.store().get(offer.id()));
        assertNotNull(c.store().get(offer.id()), "C has not heard of it yet");

        b.start();
        cluster.settle();
        for (Host host : cluster.hosts()) {
            assertNull(host.store().get(offer.id()), host.name());
            assertNotNull(host.store().get(withdrawal.id()), host.name());
        }
    }

    @Test
    void anyTownMayTakeInAWithdrawalAndItsOwnTownHearsOfItAtOnce() {
        Author ann = cluster.people().settle(a, false);
        SignedRecord offer = post(a, ann, 1).get(0);
        cluster.run(5 * SECOND);
        cluster.people().post(c, List.of(ann.withdraw(c.clock())));
        cluster.run(2 * SECOND);
        assertNull(a.store().get(offer.id()));
    }

    @Test
    void aFullDiskStopsWritingAndNothingElse() {
        Author ann = cluster.people().settle(a, false);
        b.fillDisk(b.clock() + 20 * SECOND);
        List<SignedRecord> posted = post(a, ann, 5);
        cluster.run(10 * SECOND);
        assertEquals(0, held(c, posted), "B forwards nothing that it cannot keep");
        cluster.run(15 * SECOND);
        assertEquals(5, held(b, posted), "B goes on by itself when there is room again");
        assertEquals(5, held(c, posted));
    }
}
