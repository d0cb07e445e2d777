package org.byway.server.http;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How often and how fast each operation is answered. On the event loop, but for scraping. */
final class HttpFigures {
    private record Key(String operation, int status) {}

    private final PrometheusMeterRegistry meters;
    private final Map<Key, Timer> timers = new HashMap<>();

    HttpFigures(PrometheusMeterRegistry meters) {
        this.meters = meters;
    }

    void watch(Door door) {
        meters.gauge("byway.http.connections", door, Door::connections);
    }

    void watch(EventOperations events) {
        meters.gauge("byway.events.streams", events, EventOperations::streams);
    }

    void ended(String operation, int status, long nanos) {
        timers.computeIfAbsent(new Key(operation, status), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("byway.http.requests")
                .description("Requests by operation and status, until the answer was taken")
                .tag("operation", key.operation())
                .tag("status", Integer.toString(key.status()))
                .register(meters);
    }

    String scrape() {
        return meters.scrape();
    }
}
