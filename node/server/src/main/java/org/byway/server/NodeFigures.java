package org.byway.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.byway.protocol.seal.SignedRecord;
import org.byway.server.search.Searches;

/** The node's figures for /metrics: what the loop reports, counted. */
final class NodeFigures implements NodeLoop.Listener {
    private final Counter received;
    private final Counter records;
    private final Counter groups;
    private final Timer commits;
    private Consumer<List<SignedRecord>> arrivals;
    private final Runnable end;

    /** Arrivals are told of what arrives; end is run, once or more, when the loop cannot go on. */
    NodeFigures(
            PrometheusMeterRegistry meters, Searches searches, Consumer<List<SignedRecord>> arrivals, Runnable end) {
        this.arrivals = arrivals;
        received = Counter.builder("byway.records.received")
                .description("Records that other nodes sent, those that were here already included")
                .register(meters);
        records = Counter.builder("byway.records.stored")
                .description("Records that stood and are on disk")
                .register(meters);
        groups = Counter.builder("byway.groups.committed")
                .description("Groups of records committed together")
                .register(meters);
        commits = Timer.builder("byway.commit")
                .description("Time to make one group durable")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        Gauge.builder("byway.search.compacting", searches, all -> all.compacting() ? 1 : 0)
                .description("Whether the index is made quicker to search at the moment")
                .register(meters);
        Gauge.builder("byway.search.percent", searches, Searches::percent)
                .description("How much of what is held can be searched")
                .register(meters);
        Gauge.builder("byway.search.behind", searches, Searches::behind)
                .description("Entries of the store's log that searches do not know of yet")
                .register(meters);
        this.end = end;
    }

    /** Somebody else is told of what arrives, too; before the loop starts. */
    void also(Consumer<List<SignedRecord>> told) {
        arrivals = arrivals.andThen(told);
    }

    @Override
    public void received(int count) {
        received.increment(count);
    }

    @Override
    public void arrived(List<SignedRecord> arrived) {
        records.increment(arrived.size());
        arrivals.accept(arrived);
    }

    @Override
    public void committed(int count, long nanos) {
        groups.increment();
        commits.record(Duration.ofNanos(nanos));
    }

    @Override
    public void broken(Throwable fault) {
        end.run();
    }
}
