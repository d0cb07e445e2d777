package org.byway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;

/**
 * How fast a node matches what arrives with standing interests, and how long it takes until what fits is announced.
 *
 * <p>Offers come in over a session at a steady rate, as from a linked community; personas listen to their interests over
 * HTTP, each on a stream of its own. The time runs from when a record is sent until its event is read. Which events there must be is worked out beside
 * the node, so that one that is lost or doubled is counted. What matching costs alone is measured in this process.
 */
public final class Interests {
    private static final int PARCEL_RECORDS = 250;
    private static final int WARM_UP_SECONDS = 20;
    private static final long ARRIVE_SECONDS = 60;
    private static final long FOLDER_BYTES = 2L << 30;

    private final Ground ground;
    private final Plan plan;

    /** @param perSecond records that arrive */
    public record Plan(int interests, int perSecond, int seconds) {
        public Plan {
            if (interests < 1 || interests > 20_000 || perSecond < PARCEL_RECORDS || seconds < 1) {
                throw new IllegalArgumentException(
                        "1 to 20,000 interests, seconds and " + PARCEL_RECORDS + " records a second are wanted");
            }
        }

        int records(int forSeconds) {
            return perSecond * forSeconds / PARCEL_RECORDS * PARCEL_RECORDS;
        }
    }

    /**
     * @param arrivedPerSecond records that the node acknowledged, on disk, from the first sent to the last acknowledged
     * @param streams on which all interests together were listened to
     * @param events that were announced of the records while the clock ran
     * @param lost events that did not come; doubled: that came once more
     * @param alone what matching does by itself, in this process
     */
    public record Figures(
            int interests,
            int streams,
            int records,
            double arrivedPerSecond,
            long events,
            long lost,
            long doubled,
            double p50Millis,
            double p99Millis,
            double mostMillis,
            Matching.Figures alone) {}

    public Interests(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        long now = System.currentTimeMillis();
        SendingCommunity community = SendingCommunity.found(1, random, now);
        Stalls stalls = new Stalls(community, random.nextLong());
        List<Map<String, String>> wordings = new ArrayList<>();
        for (int i = 0; i < plan.interests(); i++) {
            wordings.add(stalls.wording());
        }
        Matching matching = new Matching(wordings);
        ground.say().accept("Matching alone, with %,d interests.".formatted(plan.interests()));
        Matching.Figures alone = matching.measure(stalls, now);
        try (Folder folder = Folder.make(ground.folder(), FOLDER_BYTES);
                NodeProcess node = NodeProcess.start(ground.launch(), folder.resolve("node"))) {
            ground.say().accept("Keeping the interests at a node.");
            InterestClient client = new InterestClient(node, random);
            client.add(wordings);
            int streams = client.personas();
            SignedRecord link = community.answer(node.invite(now), now);
            try (Neighbour neighbour = Neighbour.dial(community, 0, node.address(), link);
                    Listening listening = client.listen()) {
                AtomicLong acknowledged = new AtomicLong();
                AtomicLong lastAt = new AtomicLong();
                neighbour.listen(frame -> {
                    if (frame.hasAck()) {
                        lastAt.set(System.nanoTime());
                        acknowledged.addAndGet(PARCEL_RECORDS);
                    }
                });
                ground.say()
                        .accept("%,d records a second, for %d s to be warm and then %d s."
                                .formatted(plan.perSecond(), WARM_UP_SECONDS, plan.seconds()));
                Sender sender = new Sender(neighbour, stalls, matching, now);
                sender.send(plan.records(WARM_UP_SECONDS));
                Sender.Sent sent = sender.send(plan.records(plan.seconds()));
                long awaited = System.nanoTime() + TimeUnit.SECONDS.toNanos(ARRIVE_SECONDS);
                while ((listening.events() < sender.expected() || acknowledged.get() < sender.sent())
                        && System.nanoTime() < awaited) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
                return figures(sent, new Heard(streams, listening.heard()), (lastAt.get() - sent.began()) / 1e9, alone);
            }
        }
    }

    /** @param at when the events of each record came, by its id */
    private record Heard(int streams, Map<String, List<Long>> at) {}

    private Figures figures(Sender.Sent sent, Heard heard, double seconds, Matching.Figures alone) {
        List<Double> millis = new ArrayList<>();
        long lost = 0;
        long doubled = 0;
        for (var one : sent.expected().entrySet()) {
            List<Long> times = heard.at().getOrDefault(one.getKey().hex(), List.of());
            lost += Math.max(0, one.getValue() - times.size());
            doubled += Math.max(0, times.size() - one.getValue());
            long at = sent.at().get(one.getKey());
            times.forEach(time -> millis.add((time - at) / 1e6));
        }
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            sorted = new double[] {Double.NaN};
        }
        return new Figures(
                plan.interests(),
                heard.streams(),
                sent.records(),
                sent.records() / seconds,
                millis.size(),
                lost,
                doubled,
                Hop.quantile(sorted, 0.5),
                Hop.quantile(sorted, 0.99),
                sorted[sorted.length - 1],
                alone);
    }

    /** Sends parcels at the rate that is measured, and works out what must be announced. */
    private final class Sender {
        private final Neighbour neighbour;
        private final Stalls stalls;
        private final Matching matching;
        private final long now;
        private long parcels;
        private long expected;

        /** @param expected how many interests each record fits; at: when it was sent, by the monotonic clock */
        record Sent(int records, long began, Map<Bytes32, Integer> expected, Map<Bytes32, Long> at) {}

        Sender(Neighbour neighbour, Stalls stalls, Matching matching, long now) {
            this.neighbour = neighbour;
            this.stalls = stalls;
            this.matching = matching;
            this.now = now;
        }

        long expected() {
            return expected;
        }

        long sent() {
            return parcels * PARCEL_RECORDS;
        }

        Sent send(int records) throws IOException {
            List<byte[]> frames = new ArrayList<>();
            List<List<Bytes32>> ids = new ArrayList<>();
            Map<Bytes32, Integer> fits = new HashMap<>();
            for (int first = 0; first < records; first += PARCEL_RECORDS) {
                List<SignedRecord> parcel = stalls.batch(first, PARCEL_RECORDS, now);
                frames.add(Parcels.frame(++parcels, parcel));
                ids.add(parcel.stream().map(SignedRecord::id).toList());
                for (SignedRecord record : parcel) {
                    int count = matching.count(record);
                    if (count > 0) {
                        fits.put(record.id(), count);
                        expected += count;
                    }
                }
            }
            Map<Bytes32, Long> at = new HashMap<>();
            long began = System.nanoTime();
            for (int i = 0; i < frames.size(); i++) {
                long due = began + TimeUnit.SECONDS.toNanos(i) * PARCEL_RECORDS / plan.perSecond();
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                long sent = System.nanoTime();
                ids.get(i).forEach(id -> at.put(id, sent));
                neighbour.send(frames.get(i));
            }
            return new Sent(records, began, fits, at);
        }
    }
}
