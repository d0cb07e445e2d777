package org.byway.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.wire.Ack;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Records;
import org.byway.protocol.wire.Stream;
import org.byway.storage.LmdbStore;
import org.byway.storage.Settings;

/**
 * How fast a node sends all the records that it holds of a community to one peer that asks for them, over TLS, again and
 * again. Next to it: how fast the same store reads them in order, without sending them.
 */
public final class Streaming {
    private static final int CONNECTIONS = 4;
    private static final int PARCEL_RECORDS = 1_000;
    private static final long BYTES_PER_RECORD = 2_000;
    private static final long PASS_SECONDS = 120;
    private static final int SCANNED_BYTES = 384 << 10;
    private static final int SCANNED_RECORDS = 1024;

    private final Ground ground;
    private final Plan plan;

    public record Plan(int records, int passes) {
        public Plan {
            if (records < 1 || passes < 2) {
                throw new IllegalArgumentException("records are positive, and there are two passes or more");
            }
        }
    }

    /**
     * @param recordsPerSecond of the fastest pass
     * @param firstPerSecond of the first pass, in which the node is cold
     * @param scannedPerSecond read by the store alone, in its fastest pass
     * @param frameBytes of all frames of a pass
     */
    public record Figures(
            int records,
            int passes,
            double recordsPerSecond,
            double firstPerSecond,
            double scannedPerSecond,
            long frameBytes) {
        public double ratioToScan() {
            return recordsPerSecond / scannedPerSecond;
        }
    }

    /** One time through all records: what has come so far; touched by one I/O thread. */
    private static final class Pass {
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        long records;
        long bytes;
    }

    public Streaming(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        long now = System.currentTimeMillis();
        SendingCommunity community = SendingCommunity.found(CONNECTIONS, random, now);
        Catalogue catalogue = new Catalogue(community, plan.records(), PARCEL_RECORDS, random.nextLong(), now);
        try (Folder folder = Folder.make(ground.folder(), BYTES_PER_RECORD * plan.records())) {
            ground.say().accept("Sealing %,d offers.".formatted(plan.records()));
            double[] streamed;
            long bytes;
            try (Parcels parcels = Parcels.write(
                            folder.resolve("parcels"),
                            catalogue,
                            CONNECTIONS,
                            ground.cores(),
                            done -> ground.progress().at(done, plan.records()));
                    NodeProcess node = NodeProcess.start(ground.launch(), folder.resolve("a"))) {
                SignedRecord link = community.answer(node.invite(now), now);
                fill(community, node, link, parcels);
                ground.say().accept("Asking for them %d times.".formatted(plan.passes()));
                try (Neighbour neighbour = Neighbour.dial(community, 0, node.address(), link)) {
                    Pass[] passes = new Pass[plan.passes()];
                    streamed = new double[plan.passes()];
                    for (int i = 0; i < passes.length; i++) {
                        passes[i] = new Pass();
                        streamed[i] = pass(neighbour, community.id(), passes[i]);
                    }
                    bytes = passes[0].bytes;
                }
            }
            ground.say().accept("Reading them in the store alone.");
            double scanned = scan(folder, community.id());
            double best = Arrays.stream(streamed).max().orElseThrow();
            return new Figures(plan.records(), plan.passes(), best, streamed[0], scanned, bytes);
        }
    }

    private void fill(SendingCommunity community, NodeProcess node, SignedRecord link, Parcels parcels)
            throws BenchFailure, InterruptedException {
        ground.say().accept("The node takes them.");
        try (Neighbours neighbours = Neighbours.dial(community, node, link)) {
            var unused = new Sending(parcels)
                    .send(
                            neighbours.all(),
                            0,
                            parcels.count(),
                            done -> ground.progress().at(done, plan.records()));
        }
    }

    /** Records a second from the request to the end. */
    private double pass(Neighbour neighbour, Bytes32 community, Pass pass) throws InterruptedException, BenchFailure {
        neighbour.listen(frame -> hear(neighbour, frame, pass));
        long started = System.nanoTime();
        neighbour.send(Frame.newBuilder()
                .setStream(Stream.newBuilder().setCommunity(Parcels.bytes(community)))
                .build()
                .toByteArray());
        try {
            CompletableFuture.anyOf(pass.ended, neighbour.ended()).get(PASS_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new BenchFailure("node", "The stream did not come to its end: " + pass.records + " records.", "");
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        if (!pass.ended.isDone() || pass.records < plan.records()) {
            throw new BenchFailure("node", "The stream ended after " + pass.records + " records.", "");
        }
        return pass.records / seconds;
    }

    private static void hear(Neighbour neighbour, Frame frame, Pass pass) {
        if (frame.hasStreamEnd()) {
            pass.ended.complete(null);
        } else if (frame.hasRecords()) {
            Records records = frame.getRecords();
            pass.records += records.getBundle().getRecordsCount();
            pass.bytes += frame.getSerializedSize();
            neighbour.send(Frame.newBuilder()
                    .setAck(Ack.newBuilder().setNumber(records.getNumber()))
                    .build()
                    .toByteArray());
        }
    }

    private double scan(Folder folder, Bytes32 community) throws BenchFailure {
        double best = 0;
        try (Store store =
                LmdbStore.open(Settings.in(folder.resolve("a").resolve("node").resolve("store")))) {
            for (int i = 0; i < plan.passes(); i++) {
                long started = System.nanoTime();
                long read = 0;
                Store.Chunk chunk;
                long next = 0;
                do {
                    chunk = store.scan(community, next, SCANNED_BYTES, SCANNED_RECORDS);
                    read += chunk.records().size();
                    next = chunk.next();
                } while (!chunk.done());
                best = Math.max(best, read / ((System.nanoTime() - started) / 1e9));
            }
        } catch (StoreFault e) {
            throw new BenchFailure("disk", "The store cannot be read: " + e.getMessage() + ".", "");
        }
        return best;
    }
}
