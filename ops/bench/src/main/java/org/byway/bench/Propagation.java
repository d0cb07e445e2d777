package org.byway.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Carried;
import org.byway.protocol.wire.Carries;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Item;
import org.byway.server.transport.Transport;
import org.byway.server.transport.TransportConfig;

/**
 * How long a record takes from a person's request until the last of many nodes has it on disk, and how many copies it takes.
 *
 * <p>Each node is of a community of its own, in a ring with chords, so that none is more than three links from another. The
 * bench is linked with each and does not know of trees: a node sends it what is on disk, and nothing before. So what is measured
 * is never less than it is.
 */
public final class Propagation {
    private static final long FOLDER_BYTES = 1L << 30;
    private static final long PATH_LOOKS = 600;
    private static final long PATH_LOOK_MILLIS = 200;
    private static final long ARRIVE_SECONDS = 120;
    private static final int WARM_UP_POSTS = 3_000;
    /** No more than so many for each that is measured. */
    private static final int WARM_UP_TIMES = 30;

    private static final int SETTLE = 50;
    /** Twenty programs that Java goes on compiling keep a few cores busy for minutes; its quick compiler is done in seconds. */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private static final String RECEIVED = "byway_records_received_total";
    private static final String STORED = "byway_records_stored_total";

    /**
     * What is run.
     *
     * @param chord each node is linked with the next and with the one so many farther on
     */
    public record Plan(int nodes, int chord, int posts, int perSecond) {
        public Plan {
            if (nodes < 4 || nodes > 64 || chord < 2 || chord > nodes - 2 || posts < 1 || perSecond < 1) {
                throw new IllegalArgumentException(
                        "4 to 64 nodes, a chord within the ring, posts and posts a second from 1");
            }
        }

        int warmUp() {
            return Math.min(WARM_UP_POSTS, WARM_UP_TIMES * posts);
        }

        /** The numbers of those with which a node is to be linked. */
        List<Integer> joined(int node) {
            boolean there = 2 * chord == nodes && node >= chord;
            int next = (node + 1) % nodes;
            return there ? List.of(next) : List.of(next, (node + chord) % nodes);
        }

        /** Three in ten: two runs of neighbours, between which the ring and the chords still join the others. */
        Set<Integer> killed() {
            Set<Integer> killed = new TreeSet<>();
            int half = nodes * 3 / 20;
            for (int i = 0; i < half; i++) {
                killed.add(3 + i);
                killed.add(3 + chord - 1 + i);
            }
            return killed;
        }
    }

    /**
     * What was found. Times are in milliseconds, from the request to the last node.
     *
     * @param redundancy copies beyond the first, of a record and a node
     * @param killed how many nodes were killed then
     * @param late of the records posted then and the nodes that were left, how many did not come together in time
     */
    public record Figures(
            int nodes,
            int posts,
            double p50Millis,
            double p99Millis,
            double mostMillis,
            double redundancy,
            int killed,
            double killedP50Millis,
            double killedMostMillis,
            long late,
            boolean equal) {}

    /** What is posted together, and when the last node had each. */
    private final class Round {
        final Map<Bytes32, Long> postedAt = new ConcurrentHashMap<>();
        final Map<Bytes32, Set<Integer>> seen = new ConcurrentHashMap<>();
        final Map<Bytes32, Long> completeAt = new ConcurrentHashMap<>();
        final int wanted;
        final CountDownLatch missing;

        Round(List<SignedRecord> records, int wanted) {
            this.wanted = wanted;
            missing = new CountDownLatch(records.size());
            records.forEach(record -> seen.put(record.id(), ConcurrentHashMap.newKeySet()));
        }

        void saw(Bytes32 id, int node, long at) {
            Set<Integer> nodes = seen.get(id);
            if (nodes != null && nodes.add(node) && nodes.size() == wanted) {
                completeAt.put(id, at);
                missing.countDown();
            }
        }

        double[] millis() {
            return completeAt.entrySet().stream()
                    .mapToDouble(each -> (each.getValue() - postedAt.get(each.getKey())) / 1e6)
                    .sorted()
                    .toArray();
        }

        long late() {
            return seen.values().stream()
                    .mapToLong(nodes -> Math.max(0, wanted - nodes.size()))
                    .sum();
        }
    }

    private final Ground ground;
    private final Plan plan;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<Neighbour> watches = new ArrayList<>();
    private volatile Round round;

    public Propagation(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
        round = new Round(List.of(), plan.nodes());
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        try (Folder folder = Folder.make(ground.folder(), FOLDER_BYTES);
                Transport threads = Transport.start(
                        TransportConfig.usual(),
                        SendingCommunity.key(random),
                        new StrictEd25519(),
                        new SecureRandom(),
                        new NobodyHears())) {
            try {
                start(folder);
                watch(threads, random);
                try (Poster poster = new Poster(nodes.get(0).http(), ARRIVE_SECONDS)) {
                    return measure(poster, random);
                }
            } finally {
                watches.forEach(Neighbour::close);
                nodes.forEach(NodeProcess::close);
            }
        }
    }

    private void start(Folder folder) throws IOException, InterruptedException, BenchFailure {
        for (int i = 0; i < plan.nodes(); i++) {
            ground.say().accept("Starting node %d of %d.".formatted(i + 1, plan.nodes()));
            nodes.add(NodeProcess.start(ground.launch().with(List.of(QUICK_COMPILER)), folder.resolve("node-" + i)));
        }
        for (int i = 0; i < plan.nodes(); i++) {
            ground.say().accept("Linking node %d of %d.".formatted(i + 1, plan.nodes()));
            String home = folder.resolve("node-" + i).toString();
            for (int other : plan.joined(i)) {
                String invite = nodes.get(other).inviteText();
                ground.launch().run(folder.resolve("join.log"), "join", invite, "--transit", "--json", "--home", home);
            }
        }
    }

    private void watch(Transport threads, RandomGenerator random) throws InterruptedException, BenchFailure {
        long now = System.currentTimeMillis();
        SendingCommunity community = SendingCommunity.found(1, random, now);
        for (int i = 0; i < plan.nodes(); i++) {
            NodeProcess node = nodes.get(i);
            int number = i;
            List<SignedRecord> link = List.of(community.answer(node.invite(now), now));
            Neighbour watch = Neighbour.beside(threads, community, 0, node.address(), link, Neighbour.PLAIN);
            watches.add(watch);
            watch.awaitGreeting();
            watch.listen(frame -> hear(watch, number, frame));
            watch.send(wanted());
        }
    }

    /**
     * Of a community three links away a node tells its neighbours only where they hold it too. The bench says that it does, from as far as
     * leads nowhere else.
     */
    private byte[] wanted() {
        Carried carried = Carried.newBuilder()
                .setCommunity(Parcels.bytes(nodes.get(0).community()))
                .setHops(LinkHalf.MOST_HOPS - 1)
                .build();
        return Frame.newBuilder()
                .setCarries(Carries.newBuilder().addCommunities(carried))
                .build()
                .toByteArray();
    }

    private void hear(Neighbour watch, int node, Frame frame) {
        if (!frame.hasRecords()) {
            return;
        }
        long now = System.nanoTime();
        for (Item item : frame.getRecords().getBundle().getRecordsList()) {
            round.saw(Envelope.parse(item.getEnvelope().toByteArray()).orThrow().id(), node, now);
        }
        watch.acknowledge(frame.getRecords().getNumber());
    }

    private Figures measure(Poster poster, RandomGenerator random)
            throws IOException, InterruptedException, BenchFailure {
        awaitPaths(poster, random);
        int warm = plan.warmUp();
        ground.say().accept("Posting %,d, to be warm.".formatted(warm));
        poster.warmUp(
                warm,
                () -> Hop.offer(nodes.get(0).community(), random),
                done -> ground.progress().at(done, warm));
        post(poster, SETTLE, plan.nodes(), random);
        double received = sum(RECEIVED);
        double stored = sum(STORED);
        ground.say().accept("Posting %d, %d a second.".formatted(plan.posts(), plan.perSecond()));
        Round all = post(poster, plan.posts(), plan.nodes(), random);
        double copies = sum(RECEIVED) - received;
        double first = sum(STORED) - stored - plan.posts();
        failIfLate(all);

        Set<Integer> killed = plan.killed();
        ground.say().accept("Killing %d nodes.".formatted(killed.size()));
        killed.forEach(node -> nodes.get(node).kill());
        int left = plan.nodes() - killed.size();
        Round rest = post(poster, plan.posts(), left, random);
        double[] millis = all.millis();
        double[] restMillis = rest.millis();
        return new Figures(
                plan.nodes(),
                plan.posts(),
                Hop.quantile(millis, 0.5),
                Hop.quantile(millis, 0.99),
                Arrays.stream(millis).max().orElse(0),
                copies / first - 1,
                killed.size(),
                restMillis.length == 0 ? 0 : Hop.quantile(restMillis, 0.5),
                Arrays.stream(restMillis).max().orElse(0),
                rest.late(),
                equal(killed));
    }

    /** Posts one record after the other until one of them comes to all. */
    private void awaitPaths(Poster poster, RandomGenerator random) throws InterruptedException, BenchFailure {
        for (int look = 0; look < PATH_LOOKS; look++) {
            List<SignedRecord> one = List.of(Hop.offer(nodes.get(0).community(), random));
            Round tried = new Round(one, plan.nodes());
            round = tried;
            tried.postedAt.put(one.get(0).id(), System.nanoTime());
            Poster.failIf(poster.post(one.get(0)).join());
            if (tried.missing.await(PATH_LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        throw new BenchFailure("node", "What is posted at the first node does not come to all.", "");
    }

    private Round post(Poster poster, int count, int wanted, RandomGenerator random)
            throws InterruptedException, BenchFailure {
        List<SignedRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(Hop.offer(nodes.get(0).community(), random));
        }
        Round posting = new Round(records, wanted);
        round = posting;
        List<CompletableFuture<String>> answers = new ArrayList<>();
        long gap = TimeUnit.SECONDS.toNanos(1) / plan.perSecond();
        long next = System.nanoTime();
        for (SignedRecord record : records) {
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            posting.postedAt.put(record.id(), System.nanoTime());
            answers.add(poster.post(record));
            next += gap;
            ground.progress().at(answers.size(), count);
        }
        for (CompletableFuture<String> answer : answers) {
            Poster.failIf(answer.join());
        }
        var unused = posting.missing.await(ARRIVE_SECONDS, TimeUnit.SECONDS);
        return posting;
    }

    private static void failIfLate(Round all) throws BenchFailure {
        if (all.late() > 0) {
            throw new BenchFailure("node", all.late() + " records did not arrive though all nodes were up.", "");
        }
    }

    private double sum(String figure) throws IOException, InterruptedException {
        double sum = 0;
        for (NodeProcess node : nodes) {
            sum += node.figure(client, figure);
        }
        return sum;
    }

    /** Whether all that are left hold as many live records. */
    private boolean equal(Set<Integer> killed) throws IOException, InterruptedException, BenchFailure {
        Set<Long> counts = new TreeSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!killed.contains(i)) {
                counts.add(nodes.get(i).records(client));
            }
        }
        return counts.size() == 1;
    }
}
