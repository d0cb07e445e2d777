package org.byway.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.sync.Item;
import org.byway.protocol.sync.SortedItems;

/**
 * How fast an empty node takes a whole community from one peer, and what it costs two equal nodes to find that they are
 * equal. Three communities: the bench's, whose records go to node A; A's; and that of node B, which joins A with transit.
 */
public final class Sync {
    private static final int CONNECTIONS = 4;
    private static final int WARM_UP_RECORDS = 50_000;
    private static final int DIFFERENT = 50;
    private static final long BYTES_PER_RECORD = 3_500;
    private static final long LOOK_MILLIS = 20;
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Ground ground;
    private final int records;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<SignedRecord> papers = new ArrayList<>();

    /**
     * @param ingestPerSecond at which the first node took the same records in this run
     * @param roundTrips of a comparison of equal sets
     * @param bytes of that comparison, both ways
     * @param recordBytes of all records: envelopes, contents, seals and postmarks
     * @param differentRoundTrips of a comparison where each side has 50 records that the other lacks
     * @param differentBytes of that one, without the records
     */
    public record Figures(
            int records,
            double seconds,
            double recordsPerSecond,
            double ingestPerSecond,
            int roundTrips,
            long bytes,
            double compareMillis,
            long recordBytes,
            int differentRoundTrips,
            long differentBytes) {

        public double ratioToIngest() {
            return recordsPerSecond / ingestPerSecond;
        }
    }

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
                double stream = stream(folder, a, b);
                return compare(community, parcels, b, new double[] {ingest, stream});
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

    private Figures compare(SendingCommunity community, Parcels parcels, NodeProcess b, double[] seconds)
            throws BenchFailure, InterruptedException {
        long now = System.currentTimeMillis();
        SignedRecord link = community.answer(b.invite(now), now);
        papers.add(link);
        try (Neighbour neighbour = Neighbour.dial(community, 0, b.address(), link)) {
            List<Item> items = parcels.items();
            papers.forEach(paper -> items.add(Parcels.item(paper)));
            Equality equal = Equality.compare(neighbour, community.id(), SortedItems.of(items), now)
                    .orFail();
            Equality different = Equality.compare(neighbour, community.id(), different(items), now);
            if (different.have().size() != DIFFERENT || different.need().size() != DIFFERENT) {
                throw new BenchFailure("node", "A comparison did not find just what differs.", "");
            }
            return new Figures(
                    records,
                    seconds[1],
                    records / seconds[1],
                    records / seconds[0],
                    equal.roundTrips(),
                    equal.bytes(),
                    equal.millis(),
                    parcels.sealedBytes(),
                    different.roundTrips(),
                    different.bytes());
        }
    }

    /** The set without some of its items, and with as many that the node does not have, all spread over it. */
    private static SortedItems different(List<Item> items) {
        SortedItems set = SortedItems.of(items);
        int step = items.size() / DIFFERENT;
        for (int i = 0; i < DIFFERENT; i++) {
            Item item = items.get(i * step);
            set.remove(item);
            Bytes32 id = item.id();
            set.add(new Item(item.second(), new Bytes32(~id.a(), id.b(), id.c(), id.d())));
        }
        return set;
    }
}
