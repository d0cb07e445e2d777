package org.byway.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.byway.protocol.seal.SignedRecord;

/**
 * What it costs a node to be in session with thousands of others that want nothing, and what an honest neighbour notices of it.
 *
 * <p>The sessions are those of nodes of linked communities, opened by other processes. Each link is narrowed to what goes over
 * every link, so that what is posted goes to none of them. An honest neighbour is linked without limits.
 */
public final class Sessions {
    private static final long FOLDER_BYTES = 512L << 20;
    private static final long ARRIVE_SECONDS = 30;
    private static final int SETTLE_SECONDS = 5;
    private static final long QUIET_SECONDS = 10;
    private static final int OF_ONE_PROCESS = 2_500;
    /** All of it touched at the start: so what the process takes more later is outside of it. */
    static final List<String> HEAP = List.of("-Xmx1g", "-Xms1g", "-XX:+AlwaysPreTouch");

    private static final String STANDING = "byway_sessions";

    private final Ground ground;
    private final Plan plan;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param seconds for how long posts go on while they are held, and before, though there for a minute at most */
    public record Plan(int sessions, int seconds, int perSecond) {
        private static final int BEFORE_SECONDS = 60;

        public Plan {
            if (sessions < 1 || sessions > 12_000 || seconds < 1 || perSecond < 1) {
                throw new IllegalArgumentException("1 to 12000 sessions, seconds and posts a second from 1");
            }
        }

        int postsBefore() {
            return Math.min(seconds, BEFORE_SECONDS) * perSecond;
        }

        int posts() {
            return seconds * perSecond;
        }
    }

    /**
     * What was found.
     *
     * @param held how many stood at the node, the honest neighbour's not counted
     * @param left how many still stood in the end
     * @param openSeconds from the start of the processes that open them until all stand
     * @param heapBytes what they hold of the heap after a full collection, for each
     * @param outsideBytes what they take of memory outside of it, for each
     * @param heapInAllBytes what the heap holds with all of them
     * @param residentBytes the whole process with all of them
     * @param quietCores how much of a core the node takes while nobody posts
     */
    public record Figures(
            long held,
            long left,
            double openSeconds,
            double heapBytes,
            double outsideBytes,
            double heapInAllBytes,
            long residentBytes,
            long descriptors,
            double quietCores,
            Times before,
            Times with) {}

    /** In milliseconds, from a post's request: to its receipt, and until the neighbour has it. */
    public record Times(double postP50, double postP99, double p50, double p99) {
        static Times of(Passage.Figures found) {
            return new Times(found.postP50Millis(), found.postP99Millis(), found.p50Millis(), found.p99Millis());
        }
    }

    public Sessions(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        try (Folder folder = Folder.make(ground.folder(), FOLDER_BYTES);
                NodeProcess node = NodeProcess.start(ground.launch().with(HEAP), folder.resolve("node"))) {
            long now = System.currentTimeMillis();
            SendingCommunity community = SendingCommunity.found(1, random, now);
            SignedRecord link = community.answer(node.invite(now), now);
            try (Neighbour watch = Neighbour.dial(community, 0, node.address(), link);
                    Poster poster = new Poster(node.http(), ARRIVE_SECONDS)) {
                Passage passage = new Passage(poster, watch);
                passage.await(() -> Hop.offer(node.community(), random));
                int warm = Poster.warmUpPosts(plan.postsBefore());
                ground.say().accept("Posting %,d, to be warm.".formatted(warm));
                poster.warmUp(
                        warm,
                        () -> Hop.offer(node.community(), random),
                        done -> ground.progress().at(done, warm));
                return measure(new Measured(folder, node, passage), random);
            }
        }
    }

    private record Measured(Folder folder, NodeProcess node, Passage passage) {}

    private Figures measure(Measured measured, RandomGenerator random)
            throws IOException, InterruptedException, BenchFailure {
        NodeProcess node = measured.node();
        post(measured, SETTLE_SECONDS * plan.perSecond(), random);
        ground.say().accept("Posting %d a second.".formatted(plan.perSecond()));
        Times before = post(measured, plan.postsBefore(), random);
        Footprint empty = node.footprint();
        List<Holder> holders = new ArrayList<>();
        try {
            long began = System.nanoTime();
            double others = node.figure(client, STANDING);
            ground.say().accept("Opening %,d sessions.".formatted(plan.sessions()));
            open(holders, measured);
            double openSeconds = (System.nanoTime() - began) / 1e9;
            double held = node.figure(client, STANDING) - others;
            double quiet = quietCores(node);
            ground.say().accept("Posting %d a second for %d s.".formatted(plan.perSecond(), plan.seconds()));
            Times with = post(measured, plan.posts(), random);
            Footprint full = node.footprint();
            long left = 0;
            for (Holder holder : holders) {
                left += holder.ended();
            }
            return new Figures(
                    Math.round(held),
                    left,
                    openSeconds,
                    (full.heapBytes() - empty.heapBytes()) / held,
                    (full.residentBytes() - empty.residentBytes()) / held,
                    full.heapBytes(),
                    full.residentBytes(),
                    full.descriptors(),
                    quiet,
                    before,
                    with);
        } finally {
            holders.forEach(Holder::close);
        }
    }

    private void open(List<Holder> holders, Measured measured) throws IOException, BenchFailure {
        int left = plan.sessions();
        while (left > 0) {
            int some = Math.min(left, OF_ONE_PROCESS);
            Launch launch = ground.launch().with(List.of("-Xmx2g"));
            holders.add(Holder.start(
                    launch, measured.node(), some, measured.folder().resolve("holder-" + holders.size() + ".log")));
            left -= some;
        }
        long opened = 0;
        for (Holder holder : holders) {
            opened += holder.opened();
            ground.progress().at(opened, plan.sessions());
        }
    }

    private double quietCores(NodeProcess node) throws InterruptedException {
        long cpu = node.cpuMillis();
        TimeUnit.SECONDS.sleep(Math.min(QUIET_SECONDS, plan.seconds()));
        return (node.cpuMillis() - cpu) / 1e3 / Math.min(QUIET_SECONDS, plan.seconds());
    }

    private Times post(Measured measured, int count, RandomGenerator random) throws InterruptedException, BenchFailure {
        List<SignedRecord> records = Hop.offers(measured.node().community(), count, random);
        Passage passage = measured.passage();
        return Times.of(passage.figures(passage.post(records, plan.perSecond(), ground.progress())));
    }
}
