package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters in the seeded cluster, through every fault: each that was marked is in its mailbox in the end, and once. */
class LettersTest {
    private static final long SEEDS = Long.getLong("byway.seeds", 20) / 4;
    private static final long MINUTE = 60_000;
    /** Pauses between tries grow to five minutes, and a letter waits for two of them. */
    private static final int PATIENCE_MINUTES = 25;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "calm",
                "breaking-loss",
                "silent-loss",
                "partitions",
                "cuts",
                "crashes",
                "full-disks",
                "everything"
            })
    void noneIsLostAndNoneIsThereTwice(String name) {
        Scenario scenario = Scenario.named(name);
        int written = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            try (Cluster cluster = new Cluster(scenario, seed, MemoryDisk.maker(), new Trace(null))) {
                Correspondence letters = new Correspondence(cluster);
                cluster.start();
                long end = cluster.schedule().now() + scenario.activeMinutes() * MINUTE;
                new Mischief(cluster, end).begin();
                letters.begin(end);
                cluster.run(end - cluster.schedule().now());
                cluster.settle();
                String amiss = letters.amiss();
                for (int minute = 0; minute < PATIENCE_MINUTES && amiss != null; minute++) {
                    cluster.run(MINUTE);
                    amiss = letters.amiss();
                }
                assertEquals(null, amiss, name + ", seed " + seed);
                written += letters.count();
            }
        }
        assertTrue(written > 20 * SEEDS, written + " letters");
    }
}
