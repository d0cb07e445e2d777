package org.byway.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.nio.file.Path;
import org.byway.server.transport.Transport;
import org.byway.storage.LmdbStore;

/** What the node takes of its machine, for /metrics; asked when somebody looks. */
final class HostFigures {
    private HostFigures() {}

    /** Of this process. */
    static void process(MeterRegistry meters) {
        new JvmMemoryMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
    }

    /** Of the disk: what the store has, what it may have, and what is free. */
    static void disk(MeterRegistry meters, LmdbStore store, Path folder, long mostBytes) {
        Gauge.builder("byway.store.bytes", store, LmdbStore::fileBytes)
                .description("Size of the store's file")
                .register(meters);
        Gauge.builder("byway.store.most.bytes", () -> mostBytes)
                .description("How large the store's file may grow")
                .register(meters);
        Gauge.builder("byway.disk.free.bytes", folder, each -> each.toFile().getUsableSpace())
                .description("Free on the disk of the store")
                .strongReference(true)
                .register(meters);
    }

    /** Of the network, between nodes. */
    static void network(MeterRegistry meters, Transport transport) {
        FunctionCounter.builder("byway.received.bytes", transport, Transport::receivedBytes)
                .description("Frames that came from other nodes")
                .register(meters);
        FunctionCounter.builder("byway.sent.bytes", transport, Transport::sentBytes)
                .description("Frames for other nodes")
                .register(meters);
        Gauge.builder("byway.sessions", transport, Transport::sessions)
                .description("Connections with other nodes on which both sides have proved their keys")
                .register(meters);
    }
}
