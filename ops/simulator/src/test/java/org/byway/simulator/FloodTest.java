package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.byway.protocol.peer.Repute;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Records;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four towns, D–A–B–C, and C brings more than the others take of one town. */
class FloodTest extends Towns {
    private static final int DAILY = 300;
    private static final int FRAME = 900;

    private Host d;
    private Host a;
    private Host b;
    private Host c;

    @BeforeEach
    void found() {
        found("flood", Shape.line(4, 3), 13);
        d = cluster.host(0);
        a = cluster.host(1);
        b = cluster.host(2);
        c = cluster.host(3);
        a.takesDaily(DAILY / 3);
        b.takesDaily(DAILY);
        start();
    }

    private List<SignedRecord> post(Host host, int count) {
        return post(host, cluster.people().settle(host, false), count);
    }

    private static Repute stands(Host host, Host community) {
        return host.reputes().stream()
                .filter(each -> each.community().equals(community.community().id()))
                .findFirst()
                .orElseThrow();
    }

    /** Others' records go on, both ways and through the one that is in trouble. */
    private void assertOthersFlow() {
        SignedRecord ofB = post(b, 1).get(0);
        SignedRecord ofD = post(d, 1).get(0);
        cluster.run(5 * SECOND);
        assertNotNull(d.store().get(ofB.id()));
        assertNotNull(b.store().get(ofD.id()));
    }

    @Test
    void whoBringsTooMuchIsSlowedAndGoesOnTheNextDay() {
        List<SignedRecord> flood = post(c, FRAME);
        cluster.run(3 * 60 * SECOND);

        assertEquals(DAILY, held(b, flood));
        assertEquals(DAILY / 3, held(a, flood), "A takes less, and B is told so");
        assertEquals(DAILY / 3, held(d, flood), "D has no more than A lets through");
        assertEquals(Repute.State.SLOWED, stands(b, c).state());
        assertTrue(
                stands(b, c).reason().contains(DAILY + " records"), stands(b, c).reason());
        assertEquals(Repute.State.SLOWED, stands(a, c).state());
        assertOthersFlow();

        List<SignedRecord> first = flood.stream()
                .filter(record -> b.store().get(record.id()) != null)
                .toList();
        cluster.run(Limits.DAY_MILLIS / 2);
        long more = held(b, flood) - held(b, first);
        assertTrue(more > 0 && more <= DAILY / 2, "half a day makes room for half as many, not for " + more);
        cluster.run(3 * Limits.DAY_MILLIS);
        long live = flood.stream()
                .filter(record ->
                        record.envelope().expires() > cluster.schedule().now())
                .count();
        assertTrue(live > DAILY);
        assertEquals(live, held(b, flood), "in the end it has all that is still live");
    }

    @Test
    void whatEndsOrJudgesComesThroughNevertheless() {
        Author author = cluster.people().settle(c, false);
        SignedRecord first = author.make(1, c.clock()).get(0);
        cluster.people().post(c, List.of(first));
        cluster.run(SECOND);
        post(c, FRAME);
        cluster.run(10 * SECOND);
        assertNotNull(d.store().get(first.id()));
        cluster.people().post(c, List.of(author.withdraw(c.clock())));
        cluster.run(10 * SECOND);
        assertNull(d.store().get(first.id()), "the withdrawal is there");
    }

    @Test
    void whoGoesOnRegardlessIsShunnedForAWhile() {
        Bundle bundle = Bundles.write(flood());
        c.turn(UnaryOperator.identity());
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 40; i++) {
                c.say(Frame.newBuilder()
                        .setRecords(
                                Records.newBuilder().setNumber(1_000_000 + i).setBundle(bundle))
                        .build());
                cluster.run(SECOND / 10);
            }
            cluster.run(2 * 60 * SECOND);
        }
        assertEquals(Repute.State.SHUNNED, stands(b, c).state());
        assertTrue(stands(b, c).reason().contains("over-budget"), stands(b, c).reason());
        assertEquals(0, c.ends().values().stream().filter(Channel.End::isOpen).count());
        assertOthersFlow();

        cluster.run(Limits.HOUR_MILLIS + 2 * 60 * SECOND);
        assertTrue(stands(b, c).state() != Repute.State.SHUNNED);
        assertEquals(
                1,
                c.ends().values().stream().filter(Channel.End::isOpen).count(),
                "after an hour it is spoken with again");
    }

    /** C's records as they come from its node, of which B takes no more. */
    private List<SignedRecord> flood() {
        List<SignedRecord> posted = post(c, FRAME);
        cluster.run(60 * SECOND);
        return posted.stream().map(record -> c.store().get(record.id())).toList();
    }
}
