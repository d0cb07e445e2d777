package org.byway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * How fast a node finds offers: 200 listed queries by some clients at once over HTTP, in a store that was filled before;
 * and how fast it builds its index anew, and how large that is.
 */
public final class Search {
    private static final long BYTES_PER_OFFER = 3_000;
    private static final int WARM_UP_SECONDS = 8;
    private static final long LOOK_MILLIS = 50;
    private static final long BUILD_SECONDS = 1_200;
    private static final String QUERIES = "/queries.txt";

    private final Ground ground;
    private final Plan plan;

    /** @param clients that ask at once, each one query after the other */
    public record Plan(int offers, int clients, int seconds) {
        public Plan {
            if (offers < 1 || clients < 1 || clients > 256 || seconds < 1) {
                throw new IllegalArgumentException("offers, seconds and 1 to 256 clients are wanted");
            }
        }
    }

    /**
     * @param buildSeconds from when the node was ready until all could be searched, with no index there before
     * @param refused searches that took too long, of all that were asked while the clock ran
     */
    public record Figures(
            int offers,
            int clients,
            int queries,
            double buildSeconds,
            double indexBytesPerOffer,
            long searches,
            double searchesPerSecond,
            double p50Millis,
            double p99Millis,
            double mostMillis,
            long refused) {
        public double buildPerSecond() {
            return offers / buildSeconds;
        }
    }

    public Search(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    /** The queries that are asked, each the query part of a request. */
    public static List<String> queries() throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Search.class.getResourceAsStream(QUERIES), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        long now = System.currentTimeMillis();
        SendingCommunity community = SendingCommunity.found(1, random, now);
        try (Folder folder = Folder.make(ground.folder(), BYTES_PER_OFFER * plan.offers())) {
            Path home = folder.resolve("node");
            NodeProcess.start(ground.launch(), home).close();
            ground.say().accept("Putting %,d offers into its store.".formatted(plan.offers()));
            new Stalls(community, random.nextLong())
                    .fill(
                            home.resolve("node").resolve("store"),
                            plan.offers(),
                            now,
                            done -> ground.progress().at(done, plan.offers()));
            delete(home.resolve("node").resolve("index"));
            ground.say().accept("The node builds its index.");
            try (NodeProcess node = NodeProcess.start(ground.launch(), home)) {
                double build = build(node);
                ground.say().accept("%d clients search.".formatted(plan.clients()));
                List<String> queries = queries();
                ask(node, queries, WARM_UP_SECONDS);
                Found found = ask(node, queries, plan.seconds());
                return figures(build, bytes(home.resolve("node").resolve("index")), queries.size(), found);
            }
        }
    }

    private double build(NodeProcess node) throws IOException, InterruptedException, BenchFailure {
        HttpClient client = HttpClient.newHttpClient();
        long started = System.nanoTime();
        while (node.figure(client, "byway_search_percent") < 100) {
            if (System.nanoTime() - started > TimeUnit.SECONDS.toNanos(BUILD_SECONDS) || !node.alive()) {
                throw new BenchFailure("node", "The node does not come to an end with its index.", "");
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static void delete(Path index) throws IOException {
        if (Files.isDirectory(index)) {
            try (Stream<Path> files = Files.list(index)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static long bytes(Path index) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(index)) {
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /** The time of each search in nanoseconds, and how many were refused. */
    private record Found(long[] nanos, long refused, double seconds) {}

    private Found ask(NodeProcess node, List<String> queries, int seconds) throws BenchFailure {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long started = System.nanoTime();
        List<CompletableFuture<Found>> clients = new ArrayList<>();
        for (int i = 0; i < plan.clients(); i++) {
            int first = i * queries.size() / plan.clients();
            clients.add(CompletableFuture.supplyAsync(
                    () -> client(node.http(), queries, first, end),
                    task -> Thread.ofPlatform().daemon().start(task)));
        }
        try {
            List<Found> all = clients.stream().map(CompletableFuture::join).toList();
            return new Found(
                    all.stream()
                            .flatMapToLong(one -> Arrays.stream(one.nanos()))
                            .sorted()
                            .toArray(),
                    all.stream().mapToLong(Found::refused).sum(),
                    (System.nanoTime() - started) / 1e9);
        } catch (CompletionException e) {
            throw new BenchFailure("node", "A search failed: " + e.getCause().getMessage(), "");
        }
    }

    private static Found client(String http, List<String> queries, int first, long end) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<Long> nanos = new ArrayList<>();
        long refused = 0;
        try {
            for (int at = first; System.nanoTime() < end; at = (at + 1) % queries.size()) {
                URI uri = URI.create(http + "/v1/search?" + queries.get(at));
                long began = System.nanoTime();
                HttpResponse<String> answer =
                        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                nanos.add(System.nanoTime() - began);
                if (answer.statusCode() == 429) {
                    refused++;
                } else if (answer.statusCode() != 200) {
                    throw new IllegalStateException(uri.getQuery() + ": " + answer.body());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Found(nanos.stream().mapToLong(Long::longValue).toArray(), refused, 0);
    }

    private Figures figures(double build, long indexBytes, int queries, Found found) {
        double[] millis =
                Arrays.stream(found.nanos()).mapToDouble(each -> each / 1e6).toArray();
        return new Figures(
                plan.offers(),
                plan.clients(),
                queries,
                build,
                (double) indexBytes / plan.offers(),
                millis.length,
                millis.length / found.seconds(),
                Hop.quantile(millis, 0.5),
                Hop.quantile(millis, 0.99),
                millis[millis.length - 1],
                found.refused());
    }
}
