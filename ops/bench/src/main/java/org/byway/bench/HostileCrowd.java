package org.byway.bench;

import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Stream;
import org.byway.server.transport.Transport;
import org.byway.server.transport.TransportConfig;

/**
 * What a neighbour notices of many who connect to a node and say nothing, each again as soon as it is cut, and of linked nodes
 * that ask for everything and then read nothing more, all at once.
 */
public final class HostileCrowd {
    private static final long FOLDER_BYTES = 512L << 20;
    private static final long ARRIVE_SECONDS = 30;
    private static final int SETTLE_SECONDS = 5;
    private final Ground ground;
    private final Plan plan;
    private final Queue<Double> halfOpenCut = new ConcurrentLinkedQueue<>();
    private final Queue<Double> deafCut = new ConcurrentLinkedQueue<>();
    private volatile boolean ending;

    public record Plan(int halfOpen, int deaf, int seconds, int perSecond) {
        private static final int STORED = 30_000;
        private static final int STORED_FOR_ONE = 150;

        public Plan {
            if (halfOpen < 1 || deaf < 1 || seconds < 1 || perSecond < 1) {
                throw new IllegalArgumentException("connections, seconds and posts a second are from 1");
            }
        }

        /** What is stored before: more than a window and the kernel's buffers hold, so that who does not read is seen. */
        int stored() {
            return Math.min(STORED, deaf * STORED_FOR_ONE);
        }

        int posts() {
            return seconds * perSecond;
        }
    }

    /**
     * What was found.
     *
     * @param heapBytes by how much the heap grew by all of them, after a full collection
     * @param halfOpenCut how often one that said nothing was cut, and the longest that one stood, in seconds
     * @param deafCut of those that read nothing
     */
    public record Figures(
            double heapBytes,
            long residentBytes,
            Cut halfOpenCut,
            Cut deafCut,
            Sessions.Times before,
            Sessions.Times with) {}

    public record Cut(long times, double mostSeconds) {
        private static Cut of(Queue<Double> seconds) {
            return new Cut(
                    seconds.size(),
                    seconds.stream().mapToDouble(each -> each).max().orElse(0));
        }
    }

    public HostileCrowd(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        try (Folder folder = Folder.make(ground.folder(), FOLDER_BYTES);
                NodeProcess node = NodeProcess.start(ground.launch().with(Sessions.HEAP), folder.resolve("node"))) {
            long now = System.currentTimeMillis();
            SendingCommunity community = SendingCommunity.found(1, random, now);
            SignedRecord link = community.answer(node.invite(now), now);
            try (Neighbour watch = Neighbour.dial(community, 0, node.address(), link);
                    Poster poster = new Poster(node.http(), ARRIVE_SECONDS)) {
                Passage passage = new Passage(poster, watch);
                passage.await(() -> Hop.offer(node.community(), random));
                int warm = Math.max(plan.stored(), Poster.warmUpPosts(plan.posts()));
                ground.say().accept("Posting %,d, to be warm.".formatted(warm));
                poster.warmUp(
                        warm,
                        () -> Hop.offer(node.community(), random),
                        done -> ground.progress().at(done, warm));
                return measure(node, passage, random);
            }
        }
    }

    private Figures measure(NodeProcess node, Passage passage, RandomGenerator random)
            throws IOException, InterruptedException, BenchFailure {
        post(node, passage, SETTLE_SECONDS * plan.perSecond(), random);
        ground.say().accept("Posting %d a second.".formatted(plan.perSecond()));
        Sessions.Times before = post(node, passage, plan.posts(), random);
        Footprint empty = node.footprint();
        ground.say()
                .accept("%,d connect and say nothing, %,d ask for all and read nothing."
                        .formatted(plan.halfOpen(), plan.deaf()));
        TransportConfig oneFrame =
                TransportConfig.usual().with(TransportConfig.usual().limits().unread(1));
        try (Transport threads = Transport.start(
                oneFrame, SendingCommunity.key(random), new StrictEd25519(), new SecureRandom(), new NobodyHears())) {
            deafen(threads, node, random);
            Address at = node.address();
            for (int i = 0; i < plan.halfOpen(); i++) {
                var unused = Thread.ofVirtual().start(() -> sayNothing(at));
            }
            Footprint full = node.footprint();
            Sessions.Times with = post(node, passage, plan.posts(), random);
            return new Figures(
                    full.heapBytes() - empty.heapBytes(),
                    full.residentBytes(),
                    Cut.of(halfOpenCut),
                    Cut.of(deafCut),
                    before,
                    with);
        } finally {
            ending = true;
        }
    }

    /** Again and again, until the run ends. */
    private void sayNothing(Address at) {
        while (!ending) {
            long began = System.nanoTime();
            try (Socket socket = new Socket(at.host(), at.port())) {
                int read = socket.getInputStream().read();
                if (read < 0 && !ending) {
                    halfOpenCut.add(seconds(began));
                }
            } catch (IOException e) {
                // Turned away: it comes again.
            }
        }
    }

    private void deafen(Transport threads, NodeProcess node, RandomGenerator random)
            throws BenchFailure, InterruptedException {
        long now = System.currentTimeMillis();
        Address anywhere =
                new Address(null, node.address().host(), node.address().port());
        List<Neighbour> all = new ArrayList<>();
        while (all.size() < plan.deaf()) {
            int nodes = Math.min(Charter.MOST_NODES, plan.deaf() - all.size());
            SendingCommunity community = SendingCommunity.found(nodes, random, now);
            List<SignedRecord> links = List.of(community.answer(node.invite(now), now));
            for (int i = 0; i < nodes; i++) {
                Neighbour each = Neighbour.beside(threads, community, i, anywhere, links, Neighbour.AS_NODES);
                all.add(each);
                each.awaitGreeting();
            }
        }
        all.forEach(each -> goDeaf(each, node.community()));
    }

    private void goDeaf(Neighbour each, Bytes32 community) {
        long began = System.nanoTime();
        var unused = each.ended().thenRun(() -> {
            if (!ending) {
                deafCut.add(seconds(began));
            }
        });
        each.stopReading();
        each.send(Frame.newBuilder()
                .setStream(Stream.newBuilder().setCommunity(Parcels.bytes(community)))
                .build()
                .toByteArray());
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private Sessions.Times post(NodeProcess node, Passage passage, int count, RandomGenerator random)
            throws InterruptedException, BenchFailure {
        List<SignedRecord> records = Hop.offers(node.community(), count, random);
        return Sessions.Times.of(passage.figures(passage.post(records, plan.perSecond(), ground.progress())));
    }
}
