package org.byway.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.random.RandomGenerator;
import org.byway.protocol.community.Charter;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.sync.Item;
import org.byway.protocol.sync.SortedItems;

/** How fast a node takes records from other nodes: verified, on disk, indexed for repair, acknowledged. */
public final class Ingest {
    /** At most so many records are sent before the clock runs, so that what is timed runs compiled. */
    private static final int WARM_UP_RECORDS = 300_000;

    private static final long VERIFY_MILLIS = 1_500;
    /** Disk for a record: its frame, the node's store and the store of the limit, with slack. */
    private static final long BYTES_PER_RECORD = 2_500;

    private static final String GROUPS = "byway_groups_committed_total";

    private final Ground ground;
    private final Plan plan;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param records how many are timed
     * @param batch how many share a seal; each is a divisor of 1,000
     */
    public record Plan(int records, int batch, int connections) {
        public Plan {
            if (records < 1 || connections < 1 || connections > Charter.MOST_NODES) {
                throw new IllegalArgumentException(
                        "records and connections are positive, and at most " + Charter.MOST_NODES + " connections");
            }
            if (batch < 1 || Catalogue.PARCEL_RECORDS % batch != 0) {
                throw new IllegalArgumentException("a batch is a divisor of " + Catalogue.PARCEL_RECORDS);
            }
        }

        /** Parcels before the clock runs: the same for every connection, a tenth at most. */
        private int warmUpParcels() {
            int wanted = Math.min(WARM_UP_RECORDS, records) / Catalogue.PARCEL_RECORDS;
            return Math.max(1, wanted / connections) * connections;
        }

        int allRecords() {
            return records + warmUpParcels() * Catalogue.PARCEL_RECORDS;
        }
    }

    /**
     * What was found; all per-second figures are of wall time.
     *
     * @param groupRecords how many records a commit of the node had on the average, and of the store alone
     * @param cpuMicrosPerRecord of the node, while the clock ran
     * @param indexedLater records that could not be found yet when the last was acknowledged, of all that were sent
     * @param indexSeconds from then until all can be found
     * @param indexCpuMicrosPerRecord of the node meanwhile, for each of these
     * @param warmUpRecords sent before the clock ran
     */
    public record Figures(
            int records,
            int batch,
            int connections,
            double seconds,
            double recordsPerSecond,
            double verifyPerSecond,
            int cores,
            double lmdbPutsPerSecond,
            double diskBytesPerSealedByte,
            double cpuMicrosPerRecord,
            int indexedLater,
            double indexSeconds,
            double indexCpuMicrosPerRecord,
            long restartMillis,
            int groupRecords,
            int warmUpRecords,
            double sealedBytesPerRecord) {

        /** Of what all cores could verify, one signature a record. */
        public double ratioToVerify() {
            return recordsPerSecond / (cores * verifyPerSecond);
        }

        public double ratioToLmdb() {
            return recordsPerSecond / lmdbPutsPerSecond;
        }
    }

    private record Sent(
            Indexed indexed,
            double seconds,
            double cpuMicros,
            int groupRecords,
            double diskBytes,
            long restartMillis) {}

    private record Indexed(int later, double seconds, double cpuMicros) {}

    public Ingest(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        long now = System.currentTimeMillis();
        ground.say().accept("Measuring how many signatures one thread checks.");
        double verify = new VerifyLimit(ground.checks().get()).perSecond(VERIFY_MILLIS, VERIFY_MILLIS);
        SendingCommunity community = SendingCommunity.found(plan.connections(), random, now);
        Catalogue catalogue = new Catalogue(community, plan.allRecords(), plan.batch(), random.nextLong(), now);
        try (Folder folder = Folder.make(ground.folder(), BYTES_PER_RECORD * catalogue.records())) {
            ground.say().accept("Sealing %,d offers, %,d to a seal.".formatted(catalogue.records(), plan.batch()));
            try (Parcels parcels = Parcels.write(
                    folder.resolve("parcels"),
                    catalogue,
                    plan.connections(),
                    ground.cores(),
                    done -> ground.progress().at(done, catalogue.records()))) {
                Sent sent = send(folder, community, parcels);
                ground.say().accept("Putting the same records into the store alone.");
                double puts = new StoreLimit(parcels, ground.checks().get(), sent.groupRecords())
                        .perSecond(folder.resolve("limit"), 0, plan.warmUpParcels(), parcels.count());
                return figures(verify, puts, sent, parcels);
            }
        }
    }

    private Figures figures(double verify, double puts, Sent sent, Parcels parcels) {
        return new Figures(
                plan.records(),
                plan.batch(),
                plan.connections(),
                sent.seconds(),
                plan.records() / sent.seconds(),
                verify,
                ground.cores(),
                puts,
                sent.diskBytes() / parcels.sealedBytes(),
                sent.cpuMicros() / plan.records(),
                sent.indexed().later(),
                sent.indexed().seconds(),
                sent.indexed().cpuMicros() / Math.max(1, sent.indexed().later()),
                sent.restartMillis(),
                sent.groupRecords(),
                plan.allRecords() - plan.records(),
                (double) parcels.sealedBytes() / plan.allRecords());
    }

    private Sent send(Folder folder, SendingCommunity community, Parcels parcels)
            throws IOException, InterruptedException, BenchFailure {
        double seconds;
        double cpuMicros;
        double groups;
        Indexed indexed;
        SignedRecord link;
        try (NodeProcess node = NodeProcess.start(ground.launch(), folder.resolve("node"))) {
            long now = System.currentTimeMillis();
            link = community.answer(node.invite(now), now);
            try (Neighbours neighbours = Neighbours.dial(community, node, link)) {
                ground.say()
                        .accept("Sending over %d connections; the first %,d records are not timed."
                                .formatted(plan.connections(), plan.allRecords() - plan.records()));
                new Sending(parcels).send(neighbours.all(), 0, plan.warmUpParcels(), done -> {});
                groups = node.figure(client, GROUPS);
                long before = node.cpuMillis();
                seconds = new Sending(parcels)
                        .send(
                                neighbours.all(),
                                plan.warmUpParcels(),
                                parcels.count(),
                                done -> ground.progress().at(done, plan.records()));
                long acknowledged = node.cpuMillis();
                cpuMicros = 1000.0 * (acknowledged - before);
                ground.say().accept("Waiting until all can be found.");
                int later = (int) node.figure(client, NodeProcess.TO_INDEX);
                double indexSeconds = node.secondsUntil(client, NodeProcess.TO_INDEX, 0);
                indexed = new Indexed(later, indexSeconds, 1000.0 * (node.cpuMillis() - acknowledged));
                groups = node.figure(client, GROUPS) - groups;
                Equality.compare(
                                neighbours.all().get(0),
                                community.id(),
                                set(community, link, parcels),
                                null,
                                System.currentTimeMillis())
                        .orFail();
            }
        }
        ground.say().accept("Starting the node again.");
        try (NodeProcess again = NodeProcess.start(ground.launch(), folder.resolve("node"));
                Neighbours one = Neighbours.dial(community, again, link)) {
            Equality.compare(
                            one.all().get(0),
                            community.id(),
                            set(community, link, parcels),
                            null,
                            System.currentTimeMillis())
                    .orFail();
            int groupRecords = (int) Math.ceil(plan.records() / Math.max(1, groups));
            return new Sent(indexed, seconds, cpuMicros, groupRecords, again.storeBytes(), again.readyMillis());
        }
    }

    /** What the node must hold of the community: its charter, its link and all that was sent. */
    private static SortedItems set(SendingCommunity community, SignedRecord link, Parcels parcels) {
        List<Item> items = parcels.items();
        items.add(Parcels.item(community.charter()));
        items.add(Parcels.item(link));
        return SortedItems.of(items);
    }
}
