package org.byway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;

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

    private final Ground ground;
    private final Plan plan;

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
                Passage passage = new Passage(poster, watch);
                passage.await(() -> offer(a.community(), random));
                int warm = Poster.warmUpPosts(plan.records());
                ground.say().accept("Posting %,d, to be warm.".formatted(warm));
                poster.warmUp(
                        warm,
                        () -> offer(a.community(), random),
                        done -> ground.progress().at(done, warm));
                post(passage, a, SETTLE_SECONDS * plan.perSecond(), random);
                ground.say().accept("Posting %d a second for %d s.".formatted(plan.perSecond(), plan.seconds()));
                List<Passage.Posted> posted = post(passage, a, plan.records(), random);
                ground.say().accept("Committing one by one in the store alone.");
                double[] commits = new CommitLimit(folder.resolve("limit"), plan.perSecond())
                        .millis(posted.stream()
                                .limit(LIMIT_COMMITS)
                                .map(Passage.Posted::record)
                                .toList());
                return figures(passage.figures(posted), commits);
            }
        }
    }

    private List<Passage.Posted> post(Passage passage, NodeProcess a, int count, RandomGenerator random)
            throws InterruptedException, BenchFailure {
        return passage.post(offers(a.community(), count, random), plan.perSecond(), ground.progress());
    }

    static List<SignedRecord> offers(Bytes32 community, int count, RandomGenerator random) {
        List<SignedRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(offer(community, random));
        }
        return records;
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

    private Figures figures(Passage.Figures found, double[] commits) {
        return new Figures(
                plan.records(),
                plan.perSecond(),
                found.p50Millis(),
                found.p99Millis(),
                found.mostMillis(),
                found.postP50Millis(),
                found.postP99Millis(),
                quantile(commits, 0.5),
                quantile(commits, 0.99));
    }

    static double quantile(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
    }
}
