package org.byway.simulator;

import java.util.EnumSet;
import java.util.List;
import org.byway.protocol.seal.SignedRecord;
import org.junit.jupiter.api.AfterEach;

/** Tests of a few towns, each with one host, in which nothing goes wrong but what the test does. */
abstract class Towns {
    static final long SECOND = 1_000;
    private static final int SETTLE_MINUTES = 3;

    Cluster cluster;

    /** Founds them; nothing runs yet. */
    final void found(String name, Shape shape, long seed) {
        Scenario quiet = new Scenario(name, dice -> shape, EnumSet.noneOf(Fault.class), 0, SETTLE_MINUTES);
        cluster = new Cluster(quiet, seed, MemoryDisk.maker(), new Trace(null));
    }

    /** Starts their hosts, and waits until they have greeted each other. */
    final void start() {
        cluster.start();
        cluster.run(5 * SECOND);
    }

    @AfterEach
    final void end() {
        cluster.close();
    }

    final List<SignedRecord> post(Host host, Author author, int count) {
        List<SignedRecord> records = author.make(count, host.clock());
        cluster.people().post(host, records);
        return records;
    }

    static long held(Host host, List<SignedRecord> records) {
        return records.stream()
                .filter(record -> host.store().get(record.id()) != null)
                .count();
    }
}
