package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.junit.jupiter.api.Test;

/** B linked with A, A with C. B once invited C too, the invite has expired, and C dates its answer back. */
class LateAnswerTest {
    private static final long SECOND = 1_000;

    @Test
    void anExpiredInviteIsNotAnsweredByABackdatedRecord() {
        Shape shape = new Shape("late", 3, List.of(new Shape.Edge(1, 0, 1), new Shape.Edge(2, 0, 1)));
        Scenario quiet = new Scenario("late", dice -> shape, EnumSet.noneOf(Fault.class), 0, 3);
        try (Cluster cluster = new Cluster(quiet, 5, MemoryDisk.maker(), new Trace(null))) {
            Host b = cluster.host(1);
            Host c = cluster.host(2);
            c.turn(UnaryOperator.identity());
            cluster.start();
            cluster.run(5 * SECOND);
            long expired = b.clock() - Limits.EARLY_MILLIS - SECOND;
            SignedRecord answer = c.community().join(b.community(), b, 1, expired, new Dice(5, "answer"));
            cluster.people().post(c, List.of(answer));
            cluster.run(60 * SECOND);

            SignedRecord head = b.store().get(answer.id());
            assertNotNull(head, "it comes by way of A, as any record of C's");
            assertNull(head.content());
            assertNotLinked(b, c);
            b.crash(false);
            b.start();
            cluster.run(60 * SECOND);
            assertNotLinked(b, c);
        }
    }

    private static void assertNotLinked(Host b, Host c) {
        String linked = "linked with " + c.key().publicKey() + " of";
        assertEquals(
                List.of(),
                b.notes().stream().filter(note -> note.startsWith(linked)).toList());
    }
}
