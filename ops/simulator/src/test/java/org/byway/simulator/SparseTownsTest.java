package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.seal.SignedRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Twenty towns in a ring with chords: each has four links, and none is more than three links from another. */
class SparseTownsTest {
    private static final int TOWNS = 20;
    private static final int CHORD = 8;
    private static final long SECOND = 1_000;
    private static final double REDUNDANCY = 0.2;

    private Cluster cluster;
    private final List<Author> authors = new ArrayList<>();

    @BeforeEach
    void found() {
        Shape shape = Shape.chords(TOWNS, CHORD, LinkHalf.MOST_HOPS);
        cluster = new Cluster(
                new Scenario("sparse-towns", dice -> shape, EnumSet.noneOf(Fault.class), 0, 5),
                11,
                MemoryDisk.maker(),
                new Trace(null));
        cluster.start();
        cluster.run(20 * SECOND);
        for (Host host : cluster.hosts()) {
            authors.add(cluster.people().settle(host, false));
        }
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    /** One record in each town that is up, one town after the other. */
    private List<SignedRecord> post() {
        List<SignedRecord> posted = new ArrayList<>();
        for (Host host : cluster.hosts()) {
            if (host.isUp()) {
                List<SignedRecord> made = authors.get(host.number()).make(1, host.clock());
                cluster.people().post(host, made);
                posted.addAll(made);
                cluster.run(SECOND);
            }
        }
        return posted;
    }

    private long missing(List<SignedRecord> posted) {
        return cluster.hosts().stream()
                .filter(Host::isUp)
                .mapToLong(host -> posted.stream()
                        .filter(record -> host.store().get(record.id()) == null)
                        .count())
                .sum();
    }

    @Test
    void aTreeIsLeftOfTheLinksAndLittleComesTwice() {
        cluster.countAgain();
        post();
        double flooded = cluster.copies().redundancy();
        post();
        cluster.countAgain();
        List<SignedRecord> posted = post();
        cluster.run(5 * SECOND);
        assertEquals(0, missing(posted));
        assertEquals(TOWNS * (TOWNS - 1), cluster.copies().first());
        assertTrue(flooded > 1, "at first everybody gets everything of everybody: " + flooded);
        assertTrue(cluster.copies().redundancy() < REDUNDANCY, cluster.copies().toString());
        assertTrue(
                cluster.copies().mostHops() < 2 * LinkHalf.MOST_HOPS,
                cluster.copies().toString());
    }

    /** Six are down, chosen so that the others are still no more than three links from each other. */
    @Test
    void whereAThirdOfTheTownsFailsTheOthersGetEverythingAndInTheEndAllHaveIt() {
        post();
        post();
        for (int town : List.of(3, 4, 5, 10, 11, 12)) {
            cluster.host(town).crash(true);
        }
        List<SignedRecord> posted = post();
        cluster.run(2 * 60 * SECOND);
        assertEquals(0, missing(posted), cluster.copies().toString());
        cluster.settle();
        assertEquals(0, missing(posted));
    }
}
