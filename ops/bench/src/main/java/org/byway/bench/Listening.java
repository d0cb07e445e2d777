package org.byway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notes when the events of each record came, on whichever stream, by the monotonic clock. */
final class Listening implements AutoCloseable {
    private static final long BEGIN_SECONDS = 30;
    private static final String ID = "\"id\":\"";
    private static final int ID_DIGITS = 64;

    private final List<InputStream> streams = new ArrayList<>();
    private final List<CountDownLatch> begun = new ArrayList<>();
    private final Map<String, List<Long>> heard = new HashMap<>();
    private long events;
    private volatile boolean closing;

    void add(int statusCode, InputStream stream) throws BenchFailure {
        streams.add(stream);
        if (statusCode != 200) {
            throw mute();
        }
        CountDownLatch first = new CountDownLatch(1);
        begun.add(first);
        Thread.ofPlatform().name("byway-bench-listen").daemon().start(() -> read(stream, first));
    }

    void awaitBegun() throws InterruptedException, BenchFailure {
        for (CountDownLatch each : begun) {
            if (!each.await(BEGIN_SECONDS, TimeUnit.SECONDS)) {
                throw mute();
            }
        }
    }

    private static BenchFailure mute() {
        return new BenchFailure("node", "The node does not tell its events.", "");
    }

    private void read(InputStream in, CountDownLatch first) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    int at = line.indexOf(ID) + ID.length();
                    hear(line.substring(at, at + ID_DIGITS));
                } else if (line.startsWith("id:")) {
                    first.countDown();
                }
            }
        } catch (IOException e) {
            if (!closing) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized void hear(String id) {
        heard.computeIfAbsent(id, any -> new ArrayList<>(1)).add(System.nanoTime());
        events++;
    }

    synchronized long events() {
        return events;
    }

    /** By the ids of the records. */
    synchronized Map<String, List<Long>> heard() {
        return new HashMap<>(heard);
    }

    @Override
    public void close() throws IOException {
        closing = true;
        for (InputStream stream : streams) {
            stream.close();
        }
    }
}
