package org.byway.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.store.Store;

/**
 * Hosts of several communities, their people and the network between them, in virtual time. One thread runs it; chance
 * comes from the seed alone.
 */
public final class Cluster implements AutoCloseable {
    private static final long EPOCH = 1_795_000_000_000L / Limits.DAY_MILLIS * Limits.DAY_MILLIS;
    private static final long MINUTE = 60_000;
    private static final long SOON_MILLIS = 10 * MINUTE;
    private static final long LOOK_MILLIS = 5_000;
    private static final long LATER_LOOK_MILLIS = 10 * MINUTE;
    private static final long RECOUNT_MILLIS = 60_000;
    private static final long ACT_MILLIS = 10_000;
    private static final int PAGE = 50;

    private final Scenario scenario;
    private final long seed;
    private final Trace trace;
    private final Dice dice;
    private final SignatureCheck signatures = new SharedCheck();
    private final Schedule schedule;
    private final Network network;
    private final People people;
    private final Shape shape;
    private final List<Host> hosts = new ArrayList<>();
    private final SortedMap<Bytes32, boolean[]> reach = new TreeMap<>();
    private final Set<Bytes32> valid = new HashSet<>();
    private final long began;
    private Copies copies = new Copies();
    private BiConsumer<Host, List<SignedRecord>> arrivals = (host, records) -> {};
    private boolean quiet;
    private boolean trusting;

    Cluster(Scenario scenario, long seed, Disk.Maker disks, Trace trace) {
        this.scenario = scenario;
        this.seed = seed;
        this.trace = trace;
        dice = new Dice(seed, "cluster");
        began = EPOCH + dice.nextLong(Limits.DAY_MILLIS);
        schedule = new Schedule(began);
        network = new Network(schedule, seed);
        people = new People(this);
        shape = scenario.shape().apply(new Dice(seed, "shape"));
        for (int number = 0; number < shape.hosts(); number++) {
            Dice founding = new Dice(seed, "community " + number);
            Community community = Community.found(number, began - 2 * Limits.HOUR_MILLIS, founding);
            Host host = new Host(this, community, disks.make(number), new Dice(seed, "host " + number));
            hosts.add(host);
            network.join(host);
            reach.put(community.id(), shape.reach(number));
        }
    }

    long seed() {
        return seed;
    }

    Schedule schedule() {
        return schedule;
    }

    Network network() {
        return network;
    }

    People people() {
        return people;
    }

    Trace trace() {
        return trace;
    }

    Shape shape() {
        return shape;
    }

    SignatureCheck signatures() {
        return signatures;
    }

    boolean has(Fault fault) {
        return scenario.has(fault);
    }

    List<Host> hosts() {
        return hosts;
    }

    Host host(int number) {
        return hosts.get(number);
    }

    /** Some verification has found that record valid. */
    void valid(Bytes32 id) {
        valid.add(id);
    }

    boolean isValid(Bytes32 id) {
        return valid.contains(id);
    }

    /** The records of a bundle, which is valid. */
    List<SignedRecord> verified(byte[] bundle) {
        return new Verification(signatures).bundle(bundle).orThrow();
    }

    /** Who is told of all that has come to a host and is on its disk. */
    void tellArrivals(BiConsumer<Host, List<SignedRecord>> told) {
        arrivals = told;
    }

    void arrived(Host host, List<SignedRecord> records) {
        arrivals.accept(host, records);
    }

    Copies copies() {
        return copies;
    }

    /** Counts copies anew from now on. */
    void countAgain() {
        copies = new Copies();
    }

    double minutes() {
        return (schedule.now() - began) / (double) MINUTE;
    }

    /** Whether records of that community are to come to that host. */
    boolean reaches(Bytes32 community, Host host) {
        boolean[] reached = reach.get(community);
        return reached != null && reached[host.number()];
    }

    /** The whole course: start, faults and people, quiet, equality. */
    void live() {
        start();
        long end = schedule.now() + scenario.activeMinutes() * MINUTE;
        new Mischief(this, end).begin();
        hosts.forEach(host -> busy(host, new Dice(seed, "people " + host.number()), end));
        recount(end);
        run(end - schedule.now());
        settle();
    }

    /** Starts all hosts and posts the links. */
    void start() {
        hosts.forEach(Host::start);
        Dice linking = new Dice(seed, "links");
        for (Shape.Edge edge : shape.edges()) {
            Host joiner = host(edge.joiner());
            Host inviter = host(edge.inviter());
            SignedRecord link = joiner.community().join(inviter.community(), inviter, edge.transitHops(), linking);
            people.post(joiner, List.of(link));
        }
    }

    void run(long millis) {
        schedule.run(schedule.now() + millis);
    }

    private void busy(Host host, Dice chance, long end) {
        schedule.after(chance.pause(ACT_MILLIS), () -> {
            if (schedule.now() < end) {
                people.act(host, chance);
                busy(host, chance, end);
            }
        });
    }

    /** Leaves off comparing stores with what they were told, to see what is found without. */
    void trustStores() {
        trusting = true;
    }

    /** Compares a store with what it was told. */
    void audit(Ledger ledger, Store store, String who) {
        if (!trusting) {
            ledger.agree(store, who);
        }
    }

    private void recount(long end) {
        schedule.after(RECOUNT_MILLIS, () -> {
            hosts.forEach(Host::agree);
            if (schedule.now() < end) {
                recount(end);
            }
        });
    }

    /** Stops the host; it starts again by itself, unless nothing more is to go wrong. */
    void crash(Host host) {
        host.crash(dice.chance(0.3));
        schedule.after(dice.pause(8_000), () -> {
            if (!host.isUp() && !quiet) {
                host.start();
            }
        });
    }

    /** Ends all faults, and lets time pass until all sets are equal; a violation where they do not become so in time. */
    void settle() {
        calm();
        long quietSince = schedule.now();
        long end = quietSince + scenario.settleMinutes() * MINUTE;
        String difference = difference();
        while (difference != null && schedule.now() < end) {
            run(schedule.now() - quietSince < SOON_MILLIS ? LOOK_MILLIS : LATER_LOOK_MILLIS);
            difference = difference();
        }
        if (difference != null) {
            throw new Violation(scenario.settleMinutes() + " minutes after the last fault: " + difference);
        }
        trace.line(schedule.now(), "simulator", "all equal");
        hosts.forEach(Host::agree);
    }

    /** Ends all faults; whoever is down starts, but for those that are lost for good. */
    void calm() {
        quiet = true;
        network.heal();
        hosts.forEach(this::mend);
    }

    /** Whether faults have ended. */
    boolean isCalm() {
        return quiet;
    }

    private void mend(Host host) {
        host.fillDisk(0);
        host.setClock(0);
        host.crashSoon(-1);
        if (!host.isUp()) {
            host.start();
        }
    }

    /** How two hosts differ that should not, or what is missing everywhere; null where nothing is amiss. */
    String difference() {
        if (!people.allAnswered()) {
            return "somebody still waits for an answer";
        }
        for (Host home : hosts) {
            String different = differenceOf(home);
            if (different != null) {
                return different;
            }
        }
        for (Envelope envelope : people.answered()) {
            for (Host host : hosts) {
                if (reaches(envelope.home(), host) && !host.live().covers(envelope) && lives(envelope, host)) {
                    return host.name() + " lacks " + envelope + ", for which somebody was answered";
                }
            }
        }
        return null;
    }

    private boolean lives(Envelope envelope, Host host) {
        return envelope.expires() > cutoff(envelope.home()) || envelope.expires() > host.cutoff() + Limits.DAY_MILLIS;
    }

    private String differenceOf(Host home) {
        Bytes32 community = home.community().id();
        long cutoff = cutoff(community);
        List<Bytes32> expected = home.live().ids(community, cutoff);
        List<Bytes32> listed = listed(home, community, cutoff);
        for (Host host : hosts) {
            if (!reaches(community, host)) {
                continue;
            }
            List<Bytes32> ids = host.live().ids(community, cutoff);
            if (!ids.equals(expected)) {
                return home.name() + " and " + host.name() + " differ in records of " + home.name() + ": "
                        + only(expected, ids) + " and " + only(ids, expected);
            }
            if (!listed(host, community, cutoff).equals(listed)) {
                return "the lists of " + home.name() + " and " + host.name() + " differ";
            }
        }
        return null;
    }

    private static String only(List<Bytes32> these, List<Bytes32> without) {
        return these.stream()
                .filter(id -> !without.contains(id))
                .limit(3)
                .map(id -> id.hex().substring(0, 8))
                .toList()
                .toString();
    }

    /** The latest hour of expiry among all that carry the community: what expires up to then is not compared. */
    private long cutoff(Bytes32 community) {
        return hosts.stream()
                .filter(host -> reaches(community, host))
                .mapToLong(Host::cutoff)
                .max()
                .orElseThrow();
    }

    /** All pages of the list of a community's live records, newest first. */
    static List<Bytes32> listed(Host host, Bytes32 community, long cutoff) {
        List<Bytes32> ids = new ArrayList<>();
        String cursor = null;
        do {
            Store.Page page = host.store().list(new Store.Query(host.clock(), 0, null, community, PAGE, cursor));
            page.records().stream()
                    .filter(record -> record.envelope().expires() > cutoff)
                    .filter(record -> !record.envelope().is(Kind.KEY_EVENT))
                    .forEach(record -> ids.add(record.id()));
            cursor = page.next();
        } while (cursor != null);
        return ids;
    }

    @Override
    public void close() {
        hosts.forEach(Host::close);
    }
}
