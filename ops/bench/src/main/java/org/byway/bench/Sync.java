package org.byway.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.byway.protocol.peer.PeerLimits;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.sync.Bound;
import org.byway.protocol.sync.Item;
import org.byway.protocol.sync.Sketch;
import org.byway.protocol.sync.SortedItems;

/**
 * How fast an empty node takes a whole community from one peer, and what it costs two equal nodes to find that they are
 * equal. Three communities: the bench's, whose records go to node A; A's; and that of node B, which joins A with transit.
 */
public final class Sync {
    private static final int CONNECTIONS = 4;
    private static final int WARM_UP_RECORDS = 50_000;
    private static final int DIFFERENT = 50;
    /** Comparisons of one kind, of which the median counts. */
    private static final int COMPARED = 11;

    private static final long BYTES_PER_RECORD = 3_500;
    private static final long LOOK_MILLIS = 20;
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Ground ground;
    private final int records;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<SignedRecord> papers = new ArrayList<>();

    /**
     * @param ingestPerSecond at which the first node took the same records in this run
     * @param wireBytes that the first node sent for it, TLS not counted
     * @param roundTrips of a comparison of equal sets
     * @param bytes of that comparison, both ways
     * @param recordBytes of all records: envelopes, contents, seals and postmarks
     * @param recent where each side has 50 records that the other lacks, the newest of all
     * @param spread where they are spread over all
     * @param ranges the same, where the bench does not ask for symbols
     */
    public record Figures(
            int records,
            double seconds,
            double recordsPerSecond,
            double ingestPerSecond,
            long wireBytes,
            int roundTrips,
            long bytes,
            double compareMillis,
            long recordBytes,
            Different recent,
            Different spread,
            Different ranges) {

        public double ratioToIngest() {
            return recordsPerSecond / ingestPerSecond;
        }
    }

    /**
     * Comparisons of sets that differ by 50 records on each side; the median of several.
     *
     * @param bytes both ways, without the records
     */
    public record Different(int roundTrips, long bytes, double millis, double firstMillis) {}

    public Sync(Ground ground, int records) {
        if (records < 1) {
            throw new IllegalArgumentException("records are positive");
        }
        this.ground = ground;
        this.records = records;
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        long now = System.currentTimeMillis();
        SendingCommunity community = SendingCommunity.found(CONNECTIONS, random, now);
        SendingCommunity before = SendingCommunity.found(CONNECTIONS, random, now);
        int warmUp = Math.min(WARM_UP_RECORDS, records);
        Catalogue catalogue = new Catalogue(community, records, Catalogue.PARCEL_RECORDS, random.nextLong(), now);
        Catalogue first = new Catalogue(before, warmUp, Catalogue.PARCEL_RECORDS, random.nextLong(), now);
        try (Folder folder = Folder.make(ground.folder(), BYTES_PER_RECORD * (records + warmUp))) {
            ground.say().accept("Sealing %,d offers.".formatted(records + warmUp));
            try (Parcels parcels = write(folder, "parcels", catalogue);
                    Parcels warm = write(folder, "warm", first);
                    NodeProcess a = NodeProcess.start(ground.launch(), folder.resolve("a"));
                    NodeProcess b = NodeProcess.start(ground.launch(), folder.resolve("b"))) {
                ground.say().accept("Both nodes take %,d records of another community, to be warm.".formatted(warmUp));
                send(before, a, warm);
                send(before, b, warm);
                papers.clear();
                papers.add(community.charter());
                ground.say().accept("Node A takes %,d records.".formatted(records));
                double ingest = send(community, a, parcels);
                ground.say().accept("Waiting until all can be found there.");
                a.secondsUntil(client, NodeProcess.TO_INDEX, 0);
                double sent = a.figure(client, NodeProcess.SENT_BYTES);
                double stream = stream(folder, a, b);
                double wire = a.figure(client, NodeProcess.SENT_BYTES) - sent;
                ground.say().accept("Waiting until all can be found at the other, too.");
                b.secondsUntil(client, NodeProcess.TO_INDEX, 0);
                return compare(community, parcels, b, new Taken(ingest, stream, wire));
            }
        }
    }

    private Parcels write(Folder folder, String name, Catalogue catalogue) throws IOException, InterruptedException {
        return Parcels.write(
                folder.resolve(name),
                catalogue,
                CONNECTIONS,
                ground.cores(),
                done -> ground.progress().at(done, catalogue.records()));
    }

    private double send(SendingCommunity community, NodeProcess node, Parcels parcels)
            throws BenchFailure, InterruptedException {
        long now = System.currentTimeMillis();
        SignedRecord link = community.answer(node.invite(now), now);
        papers.add(link);
        try (Neighbours neighbours = Neighbours.dial(community, node, link)) {
            return new Sending(parcels)
                    .send(
                            neighbours.all(),
                            0,
                            parcels.count(),
                            done -> ground.progress().at(done, records));
        }
    }

    /** Lets B join A, and returns the seconds from the first record that B has of it until it has them all. */
    private double stream(Folder folder, NodeProcess a, NodeProcess b)
            throws IOException, InterruptedException, BenchFailure {
        long least = b.records(client);
        ground.say().accept("Node B joins node A and takes them from there.");
        String home = folder.resolve("b").toString();
        ground.launch().run(folder.resolve("join.log"), "join", a.inviteText(), "--transit", "--json", "--home", home);
        long started = 0;
        long moved = System.nanoTime();
        long held = least;
        while (held < least + records) {
            Thread.sleep(LOOK_MILLIS);
            long now = b.records(client);
            long time = System.nanoTime();
            if (now > held) {
                started = started == 0 ? time : started;
                moved = time;
            } else if (time - moved > STALL_NANOS) {
                throw new BenchFailure(
                        "node",
                        "Node B stands still at " + (now - least) + " of " + records + " records.",
                        NodeProcess.lastLines(NodeProcess.log(folder.resolve("b"))));
            }
            held = now;
            ground.progress().at(held - least, records);
        }
        return Math.max(1, System.nanoTime() - started) / 1e9;
    }

    /** How long the first node took, and the second, and by how many bytes. */
    private record Taken(double ingestSeconds, double streamSeconds, double wireBytes) {}

    private Figures compare(SendingCommunity community, Parcels parcels, NodeProcess b, Taken taken)
            throws BenchFailure, InterruptedException {
        long now = System.currentTimeMillis();
        SignedRecord link = community.answer(b.invite(now), now);
        papers.add(link);
        try (Neighbour neighbour = Neighbour.dial(community, 0, b.address(), link)) {
            List<Item> items = parcels.items();
            papers.forEach(paper -> items.add(Parcels.item(paper)));
            items.sort(null);
            Equality equal = Equality.compare(neighbour, community.id(), SortedItems.of(items), null, now)
                    .orFail();
            boolean symbols = items.size() >= PeerLimits.SKETCHED_RECORDS;
            if (symbols) {
                Equality.awaitSymbols(neighbour, community.id(), now);
            }
            Different recent =
                    different(neighbour, community, replaced(items, items.size() - DIFFERENT, 1), symbols, now);
            SortedItems scattered = replaced(items, 0, items.size() / DIFFERENT);
            Different spread = different(neighbour, community, scattered, symbols, now);
            Different ranges = different(neighbour, community, scattered, false, now);
            return new Figures(
                    records,
                    taken.streamSeconds(),
                    records / taken.streamSeconds(),
                    records / taken.ingestSeconds(),
                    Math.round(taken.wireBytes()),
                    equal.roundTrips(),
                    equal.bytes(),
                    equal.millis(),
                    parcels.sealedBytes(),
                    recent,
                    spread,
                    ranges);
        }
    }

    private static Different different(
            Neighbour neighbour, SendingCommunity community, SortedItems set, boolean symbols, long now)
            throws BenchFailure, InterruptedException {
        Sketch sketch = symbols ? sketch(set) : null;
        List<Equality> found = new ArrayList<>();
        for (int i = 0; i < COMPARED; i++) {
            Equality one = Equality.compare(neighbour, community.id(), set, sketch, now);
            if (one.have().size() != DIFFERENT || one.need().size() != DIFFERENT) {
                throw new BenchFailure("node", "A comparison did not find just what differs.", "");
            }
            found.add(one);
        }
        double first = found.get(0).millis();
        found.sort(Comparator.comparingDouble(Equality::millis));
        Equality middle = found.get(COMPARED / 2);
        return new Different(middle.roundTrips(), middle.bytes(), middle.millis(), first);
    }

    private static Sketch sketch(SortedItems set) {
        Sketch sketch = Sketch.empty();
        set.items(Bound.START, Bound.END, Integer.MAX_VALUE).forEach(item -> sketch.add(item.id()));
        return sketch;
    }

    /**
     * The set without some of its items, from one on and each so far behind the last, and with as many between these that the
     * node does not have.
     */
    private static SortedItems replaced(List<Item> items, int first, int step) {
        SortedItems set = SortedItems.of(items);
        for (int i = 0; i < DIFFERENT; i++) {
            Item item = items.get(first + i * step);
            set.remove(item);
            Item near = items.get(first + i * step + step / 2);
            Bytes32 id = near.id();
            set.add(new Item(near.second(), new Bytes32(~id.a(), id.b(), id.c(), id.d())));
        }
        return set;
    }
}
