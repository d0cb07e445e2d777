package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Frame;
import org.junit.jupiter.api.Test;

/** Who joins a community that holds much has its papers from the greeting, and takes all else as a stream. */
class JoiningTest {
    private static final long SECOND = 1_000;

    private final Map<Frame.BodyCase, Integer> said = new EnumMap<>(Frame.BodyCase.class);

    @Test
    void whoHoldsThePapersAloneTakesTheRestAsAStream() {
        Scenario quiet = new Scenario("joining", dice -> Shape.line(2, 3), EnumSet.noneOf(Fault.class), 0, 3);
        try (Cluster cluster = new Cluster(quiet, 5, MemoryDisk.maker(), new Trace(null))) {
            Host full = cluster.host(0);
            Host joining = cluster.host(1);
            cluster.network().part(1, cluster.schedule().now() + 60 * SECOND, true);
            joining.turn(frame -> {
                said.merge(frame.getBodyCase(), 1, Integer::sum);
                return frame;
            });
            cluster.start();
            Author author = cluster.people().settle(full, false);
            List<SignedRecord> posted = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                List<SignedRecord> some = author.make(500, full.clock());
                cluster.people().post(full, some);
                posted.addAll(some);
                cluster.run(SECOND);
            }
            cluster.run(180 * SECOND);
            posted.removeIf(record -> record.envelope().expires() < full.clock() + Limits.HOUR_MILLIS);
            posted.forEach(record -> assertNotNull(joining.store().get(record.id()), "lacks " + record.id()));
            assertEquals(1, said.getOrDefault(Frame.BodyCase.STREAM, 0), said.toString());
            assertEquals(0, said.getOrDefault(Frame.BodyCase.WANT, 0), said.toString());
        }
    }
}
