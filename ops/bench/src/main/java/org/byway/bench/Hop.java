package org.byway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Ack;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Item;

/**
 * How long it takes from a person's request at one node until the neighbour's node has the record on disk.
 *
 * <p>Records are posted over HTTP at node A. Node B, which joined A with transit, gets them over its session. A node
 * sends on what is on disk and nothing else; so the bench, linked with B too, takes the moment at which B's frame with
 * the record arrives. What is measured is thus the whole hop plus one frame more over loopback, and never less than the hop.
 */
public final class Hop {
    private static final int LIMIT_COMMITS = 1_000;
    /** After warming up, at the rate that is measured, so that both nodes come to rest. */
    private static final int SETTLE_SECONDS = 5;

    private static final long ARRIVE_SECONDS = 30;
    private static final long FOLDER_BYTES = 256L << 20;
    private static final long LINK_LOOKS = 300;
    private static final long LINK_LOOK_MILLIS = 100;

    private final Ground ground;
    private final Plan plan;
    private final Map<Bytes32, Long> arrived = new ConcurrentHashMap<>();
    /** Those that the posting that is under way waits for; stragglers of an earlier one do not count. */
    private volatile Set<Bytes32> expected = Set.of();

    private final AtomicReference<CountDownLatch> missing = new AtomicReference<>(new CountDownLatch(0));
    private final AtomicReference<String> fault = new AtomicReference<>();

    public record Plan(int seconds, int perSecond) {
        public Plan {
            if (seconds < 1 || perSecond < 1) {
                throw new IllegalArgumentException("seconds and posts a second are positive");
            }
        }

        int records() {
            return seconds * perSecond;
        }
    }

    /**
     * All times in milliseconds.
     *
     * @param postP50Millis from the request to its receipt: the record is on disk at node A
     * @param commitP50Millis to make one record durable in the store alone: a hop holds two of these
     */
    public record Figures(
            int records,
            int perSecond,
            double p50Millis,
            double p99Millis,
            double mostMillis,
            double postP50Millis,
            double postP99Millis,
            double commitP50Millis,
            double commitP99Millis) {}

    private record Posted(SignedRecord record, long at, long answered) {
        Bytes32 id() {
            return record.id();
        }
    }

    public Hop(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        try (Folder folder = Folder.make(ground.folder(), FOLDER_BYTES);
                NodeProcess a = NodeProcess.start(ground.launch(), folder.resolve("a"));
                NodeProcess b = NodeProcess.start(ground.launch(), folder.resolve("b"))) {
            String home = folder.resolve("b").toString();
            ground.launch()
                    .run(folder.resolve("join.log"), "join", a.inviteText(), "--transit", "--json", "--home", home);
            long now = System.currentTimeMillis();
            SendingCommunity community = SendingCommunity.found(1, random, now);
            SignedRecord link = community.answer(b.invite(now), now);
            try (Neighbour watch = Neighbour.dial(community, 0, b.address(), link);
                    Poster poster = new Poster(a.http(), ARRIVE_SECONDS)) {
                watch.listen(frame -> hear(watch, frame));
                awaitPath(a, poster, random);
                int warm = Poster.warmUpPosts(plan.records());
                ground.say().accept("Posting %,d, to be warm.".formatted(warm));
                poster.warmUp(
                        warm,
                        () -> offer(a.community(), random),
                        done -> ground.progress().at(done, warm));
                post(a, poster, SETTLE_SECONDS * plan.perSecond(), random);
                ground.say().accept("Posting %d a second for %d s.".formatted(plan.perSecond(), plan.seconds()));
                List<Posted> posted = post(a, poster, plan.records(), random);
                ground.say().accept("Committing one by one in the store alone.");
                double[] commits = new CommitLimit(folder.resolve("limit"), plan.perSecond())
                        .millis(posted.stream()
                                .limit(LIMIT_COMMITS)
                                .map(Posted::record)
                                .toList());
                return figures(posted, commits);
            }
        }
    }

    private void hear(Neighbour watch, Frame frame) {
        if (!frame.hasRecords()) {
            return;
        }
        long now = System.nanoTime();
        for (Item item : frame.getRecords().getBundle().getRecordsList()) {
            Bytes32 id =
                    Envelope.parse(item.getEnvelope().toByteArray()).orThrow().id();
            if (arrived.putIfAbsent(id, now) == null && expected.contains(id)) {
                missing.get().countDown();
            }
        }
        watch.send(Frame.newBuilder()
                .setAck(Ack.newBuilder().setNumber(frame.getRecords().getNumber()))
                .build()
                .toByteArray());
    }

    /** Posts one record after the other until one of them comes through. */
    private void awaitPath(NodeProcess a, Poster poster, RandomGenerator random)
            throws InterruptedException, BenchFailure {
        for (int look = 0; look < LINK_LOOKS; look++) {
            SignedRecord record = offer(a.community(), random);
            CountDownLatch through = new CountDownLatch(1);
            expected = Set.of(record.id());
            missing.set(through);
            var unused = send(poster, record);
            if (through.await(LINK_LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        throw new BenchFailure("node", "Nothing that is posted at node A arrives over node B.", "");
    }

    private List<Posted> post(NodeProcess a, Poster poster, int count, RandomGenerator random)
            throws InterruptedException, BenchFailure {
        List<SignedRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(offer(a.community(), random));
        }
        expected = records.stream().map(SignedRecord::id).collect(Collectors.toUnmodifiableSet());
        CountDownLatch latch = new CountDownLatch(count);
        missing.set(latch);
        List<CompletableFuture<Posted>> posts = new ArrayList<>();
        long gap = TimeUnit.SECONDS.toNanos(1) / plan.perSecond();
        long next = System.nanoTime();
        for (SignedRecord record : records) {
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            posts.add(send(poster, record));
            next += gap;
            ground.progress().at(posts.size(), count);
        }
        List<Posted> all = posts.stream().map(CompletableFuture::join).toList();
        Poster.failIf(fault.get());
        if (!latch.await(ARRIVE_SECONDS, TimeUnit.SECONDS)) {
            throw new BenchFailure("node", latch.getCount() + " records did not arrive over node B.", "");
        }
        return all;
    }

    private CompletableFuture<Posted> send(Poster poster, SignedRecord record) {
        long at = System.nanoTime();
        return poster.post(record).thenApply(refusal -> {
            long answered = System.nanoTime();
            if (refusal != null) {
                fault.compareAndSet(null, refusal);
            }
            return new Posted(record, at, answered);
        });
    }

    /** An offer of a seller who sells nothing else, as with one-time names. */
    static SignedRecord offer(Bytes32 community, RandomGenerator random) {
        SigningKey seller = SendingCommunity.key(random);
        byte[] content = Catalogue.content(random.nextInt(1_000_000), random);
        long now = System.currentTimeMillis();
        long expires = now + Limits.DAY_MILLIS;
        Bytes32 lineage = SendingCommunity.lineage(random, expires);
        Envelope.Place place = new Envelope.Place(seller.publicKey(), 0, community, lineage, null);
        Envelope envelope =
                Envelope.write(place, Kind.OFFER, now, expires, content).orThrow();
        Signed seal = Signed.seal(seller, seller.publicKey(), envelope.id());
        return new SignedRecord(envelope, content, seal, 0, null, 0);
    }

    private Figures figures(List<Posted> posts, double[] commits) {
        double[] hops = posts.stream()
                .mapToDouble(post -> (arrived.get(post.id()) - post.at()) / 1e6)
                .sorted()
                .toArray();
        double[] answers = posts.stream()
                .mapToDouble(post -> (post.answered() - post.at()) / 1e6)
                .sorted()
                .toArray();
        return new Figures(
                posts.size(),
                plan.perSecond(),
                quantile(hops, 0.5),
                quantile(hops, 0.99),
                Arrays.stream(hops).max().orElse(0),
                quantile(answers, 0.5),
                quantile(answers, 0.99),
                quantile(commits, 0.5),
                quantile(commits, 0.99));
    }

    static double quantile(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
    }
}
