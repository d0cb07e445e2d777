package org.byway.bench;

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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Item;

/** Posts records at one place and takes the time at which each arrives at a neighbour. */
final class Passage {
    private static final long ARRIVE_SECONDS = 30;
    private static final long LOOKS = 300;
    private static final long LOOK_MILLIS = 100;

    private final Poster poster;
    private final Neighbour watch;
    private final Map<Bytes32, Long> arrived = new ConcurrentHashMap<>();
    /** Those that the posting that is under way waits for; stragglers of an earlier one do not count. */
    private volatile Set<Bytes32> expected = Set.of();

    private final AtomicReference<CountDownLatch> missing = new AtomicReference<>(new CountDownLatch(0));
    private final AtomicReference<String> fault = new AtomicReference<>();

    /** One record, when it was posted and when that was answered, by the clock that only goes on. */
    record Posted(SignedRecord record, long at, long answered) {
        Bytes32 id() {
            return record.id();
        }
    }

    /**
     * In milliseconds.
     *
     * @param p50Millis from the request until it is at the neighbour
     * @param postP50Millis from the request to its receipt
     */
    record Figures(double p50Millis, double p99Millis, double mostMillis, double postP50Millis, double postP99Millis) {}

    /** @param watch to whom everything comes that the poster posts */
    Passage(Poster poster, Neighbour watch) {
        this.poster = poster;
        this.watch = watch;
        watch.listen(this::hear);
    }

    private void hear(Frame frame) {
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
        watch.acknowledge(frame.getRecords().getNumber());
    }

    /** Posts one record after the other until one of them comes through. */
    void await(Supplier<SignedRecord> records) throws InterruptedException, BenchFailure {
        for (int look = 0; look < LOOKS; look++) {
            SignedRecord record = records.get();
            CountDownLatch through = new CountDownLatch(1);
            expected = Set.of(record.id());
            missing.set(through);
            var unused = send(record);
            if (through.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        throw new BenchFailure("node", "Nothing that is posted arrives at the neighbour.", "");
    }

    /** Posts them at that rate, and waits until all have arrived. */
    List<Posted> post(List<SignedRecord> records, int perSecond, Ground.Progress progress)
            throws InterruptedException, BenchFailure {
        expected = records.stream().map(SignedRecord::id).collect(Collectors.toUnmodifiableSet());
        CountDownLatch latch = new CountDownLatch(records.size());
        missing.set(latch);
        List<CompletableFuture<Posted>> posts = new ArrayList<>();
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long next = System.nanoTime();
        for (SignedRecord record : records) {
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            posts.add(send(record));
            next += gap;
            progress.at(posts.size(), records.size());
        }
        List<Posted> all = posts.stream().map(CompletableFuture::join).toList();
        Poster.failIf(fault.get());
        if (!latch.await(ARRIVE_SECONDS, TimeUnit.SECONDS)) {
            throw new BenchFailure("node", latch.getCount() + " records did not arrive at the neighbour.", "");
        }
        return all;
    }

    private CompletableFuture<Posted> send(SignedRecord record) {
        long at = System.nanoTime();
        return poster.post(record).thenApply(refusal -> {
            long answered = System.nanoTime();
            if (refusal != null) {
                fault.compareAndSet(null, refusal);
            }
            return new Posted(record, at, answered);
        });
    }

    Figures figures(List<Posted> posts) {
        double[] ways = posts.stream()
                .mapToDouble(post -> (arrived.get(post.id()) - post.at()) / 1e6)
                .sorted()
                .toArray();
        double[] answers = posts.stream()
                .mapToDouble(post -> (post.answered() - post.at()) / 1e6)
                .sorted()
                .toArray();
        return new Figures(
                Hop.quantile(ways, 0.5),
                Hop.quantile(ways, 0.99),
                Arrays.stream(ways).max().orElse(0),
                Hop.quantile(answers, 0.5),
                Hop.quantile(answers, 0.99));
    }
}
