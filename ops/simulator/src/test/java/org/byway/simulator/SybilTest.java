package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.peer.Neighbour;
import org.byway.protocol.peer.Repute;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Bundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A covert flash: many hosts behave for two minutes, get themselves links with everybody, and turn at the same moment. The
 * others go on as if nothing were, and are rid of them within a minute. {@code ops/soak sybil} runs it with more of both.
 */
class SybilTest {
    private static final long SECOND = 1_000;
    private static final int HONEST = Integer.getInteger("byway.honest", 12);
    private static final int HOSTILE = Integer.getInteger("byway.hostile", 4);
    private static final int LINKS = Integer.getInteger("byway.links", 8);
    private static final long SEED = Long.getLong("byway.first", 1);
    /** Two commits in a hundred take up to that long: well below it a hundredth says nothing of the network. */
    private static final double SLOW_COMMIT_MILLIS = 2_000;

    private static final int HONEST_LINKS = 3;
    private static final int DAILY = 200;
    private static final int FLOOD = 2 * DAILY;

    private Cluster cluster;
    private Shape honest;
    private int hostiles;
    private final Map<Bytes32, Posted> posted = new HashMap<>();

    private record Posted(int town, long at, boolean attacked, SortedMap<Integer, Long> arrived) {}

    @AfterEach
    void end() {
        cluster.close();
    }

    /** Honest towns are linked at random; each hostile one has links with as many of them as it may have. */
    private void found(int towns, int hostile, int links) {
        Dice dice = new Dice(SEED, "sybil");
        List<Shape.Edge> edges = new ArrayList<>();
        for (int town = 0; town < towns; town++) {
            for (int i = 0; i < HONEST_LINKS; i++) {
                int other = i == 0 ? (town + 1) % towns : dice.among(towns);
                boolean there = edges.stream().anyMatch(joined(town, other));
                if (other != town && !there) {
                    edges.add(new Shape.Edge(town, other, LinkHalf.MOST_HOPS));
                }
            }
        }
        honest = new Shape("honest", towns, List.copyOf(edges));
        for (int each = towns; each < towns + hostile; each++) {
            List<Integer> victims = new ArrayList<>();
            for (int town = 0; town < towns; town++) {
                victims.add(town);
            }
            for (int i = 0; i < Math.min(links, towns); i++) {
                int victim = victims.remove(dice.among(victims.size()));
                edges.add(
                        i % 2 == 0
                                ? new Shape.Edge(each, victim, LinkHalf.MOST_HOPS)
                                : new Shape.Edge(victim, each, LinkHalf.MOST_HOPS));
            }
        }
        hostiles = hostile;
        Shape all = new Shape("sybil", towns + hostile, edges);
        cluster = new Cluster(
                new Scenario("sybil", chance -> all, EnumSet.noneOf(Fault.class), 0, 5),
                SEED,
                MemoryDisk.maker(),
                new Trace(null));
        cluster.trustStores();
        cluster.tellArrivals(this::arrived);
        cluster.hosts().forEach(host -> host.takesDaily(DAILY));
    }

    private static java.util.function.Predicate<Shape.Edge> joined(int one, int other) {
        return edge -> edge.joins(one, other);
    }

    private void arrived(Host host, List<SignedRecord> records) {
        for (SignedRecord record : records) {
            Posted known = posted.get(record.id());
            if (known != null) {
                known.arrived().putIfAbsent(host.number(), cluster.schedule().now());
            }
        }
    }

    private List<Host> honest() {
        return cluster.hosts().subList(0, honest.hosts());
    }

    private List<Host> hostile() {
        return cluster.hosts().subList(honest.hosts(), honest.hosts() + hostiles);
    }

    private void post(int seconds, boolean attacked, Dice dice) {
        for (int i = 0; i < 2 * seconds; i++) {
            Host host = dice.among(honest());
            List<SignedRecord> made = cluster.people().settle(host, false).make(1, host.clock());
            made.forEach(record -> posted.put(
                    record.id(), new Posted(host.number(), cluster.schedule().now(), attacked, new TreeMap<>())));
            cluster.people().post(host, made);
            cluster.run(SECOND / 2);
        }
    }

    /** What a hostile host brings when it floods: more of its own than is taken in a day, at once and again and again. */
    private List<Bundle> flood(Host host) {
        List<SignedRecord> made = cluster.people().settle(host, false).make(FLOOD, host.clock());
        Bytes32[] ids = made.stream().map(SignedRecord::id).toArray(Bytes32[]::new);
        Bytes32 town = host.community().id();
        Signed postmark = Signed.postmark(host.key(), town, town, host.clock(), ids);
        List<SignedRecord> marked = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            marked.add(made.get(i).postmarked(postmark, i));
        }
        return List.of(Bundles.write(marked));
    }

    private double quantile(boolean attacked, double part) {
        double[] millis = posted.values().stream()
                .filter(each -> each.attacked() == attacked)
                .flatMap(each -> each.arrived().entrySet().stream()
                        .filter(arrival -> wanted(each, arrival.getKey()))
                        .map(arrival -> (double) (arrival.getValue() - each.at())))
                .mapToDouble(each -> each)
                .sorted()
                .toArray();
        return millis[(int) Math.min(millis.length - 1L, Math.round(part * (millis.length - 1)))];
    }

    private boolean wanted(Posted each, int town) {
        return town < honest.hosts() && town != each.town() && honest.reach(each.town())[town];
    }

    private long missing() {
        long missing = 0;
        for (Posted each : posted.values()) {
            boolean[] reached = honest.reach(each.town());
            for (int town = 0; town < honest.hosts(); town++) {
                missing += reached[town] && !each.arrived().containsKey(town) ? 1 : 0;
            }
        }
        return missing;
    }

    private static boolean speaksWith(Host host, Host other) {
        return host.neighbours().stream()
                .anyMatch(each -> each.state() == Neighbour.State.LINKED
                        && other.community().id().equals(each.community()));
    }

    private static boolean isOpen(Host host, Host other) {
        return host.reputes().stream()
                .filter(each -> each.community().equals(other.community().id()))
                .allMatch(each -> each.state() == Repute.State.OPEN);
    }

    /** Pairs of an honest host and a hostile one that it still listens to as to any other. */
    private long heeded() {
        return honest().stream()
                .mapToLong(host -> hostile().stream()
                        .filter(other -> speaksWith(host, other) && isOpen(host, other))
                        .count())
                .sum();
    }

    private long fewestHonest() {
        return honest().stream()
                .mapToLong(host -> honest().stream()
                        .filter(other -> other != host && speaksWith(host, other))
                        .count())
                .min()
                .orElse(0);
    }

    private void campaign(int towns, int hostile, int links) {
        found(towns, hostile, links);
        cluster.start();
        cluster.run(60 * SECOND);
        Dice dice = new Dice(SEED, "posts");
        post(60, false, dice);
        List<Turncoat> turncoats = new ArrayList<>();
        for (Host host : hostile()) {
            turncoats.add(new Turncoat(cluster, host, host.number() % 2 == 0 ? flood(host) : List.of()));
        }
        turncoats.forEach(Turncoat::turn);
        post(60, true, dice);
        long heeded = heeded();
        post(60, true, dice);
        cluster.run(60 * SECOND);
        System.out.println(
                "soak: sybil: %d honest, %d hostile of %d links each: %d records, %d of them not where they belong;"
                                .formatted(towns, hostile, links, posted.size(), missing())
                        + " p50 %.0f ms, p99 %.0f ms before; p50 %.0f ms, p99 %.0f ms after they turned;"
                                .formatted(
                                        quantile(false, 0.5),
                                        quantile(false, 0.99),
                                        quantile(true, 0.5),
                                        quantile(true, 0.99))
                        + " heeded by %d after a minute, %d in the end; the fewest honest neighbours: %d"
                                .formatted(heeded, heeded(), fewestHonest()));
        assertEquals(0, missing());
        assertTrue(quantile(true, 0.99) <= 2 * Math.max(SLOW_COMMIT_MILLIS / 2, quantile(false, 0.99)));
        assertEquals(0, heeded);
        assertTrue(fewestHonest() >= 2);
    }

    @Test
    void whoTurnsIsUnlinkedAndNobodyLacksAnything() {
        campaign(HONEST, HOSTILE, LINKS);
    }

    @Test
    void asManyHostileHostsAsHonestOnesChangeNothing() {
        campaign(HONEST * 2 / 3, HONEST * 2 / 3, LINKS);
    }
}
