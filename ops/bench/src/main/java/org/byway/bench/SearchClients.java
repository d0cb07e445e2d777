package org.byway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Clients that ask a node at once, each one query after the other. */
final class SearchClients {
    private static final String PATH = "/v1/search?";
    private static final int OK = 200;
    private static final int OVER_BUDGET = 429;

    private final String http;
    private final List<String> queries;
    private final int clients;

    SearchClients(String http, List<String> queries, int clients) {
        this.http = http;
        this.queries = queries;
        this.clients = clients;
    }

    /**
     * @param millis of each search, in ascending order
     * @param refused how many of them took the node too long
     */
    record Found(double[] millis, long refused, double seconds) {}

    /** Each begins at another query and goes round them until the time is over. */
    Found ask(int seconds) throws BenchFailure {
        long started = System.nanoTime();
        long end = started + TimeUnit.SECONDS.toNanos(seconds);
        List<CompletableFuture<Found>> running = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int first = i * queries.size() / clients;
            running.add(CompletableFuture.supplyAsync(
                    () -> round(first, end),
                    task -> Thread.ofPlatform().daemon().start(task)));
        }
        try {
            List<Found> all = running.stream().map(CompletableFuture::join).toList();
            return new Found(
                    all.stream()
                            .flatMapToDouble(one -> Arrays.stream(one.millis()))
                            .sorted()
                            .toArray(),
                    all.stream().mapToLong(Found::refused).sum(),
                    (System.nanoTime() - started) / 1e9);
        } catch (CompletionException e) {
            throw new BenchFailure("node", "A search failed: " + e.getCause().getMessage(), "");
        }
    }

    private Found round(int first, long end) {
        List<Double> millis = new ArrayList<>();
        long refused = 0;
        try (SearchClient client = new SearchClient(http)) {
            List<byte[]> requests =
                    queries.stream().map(query -> client.request(PATH + query)).toList();
            for (int at = first; System.nanoTime() < end; at = (at + 1) % requests.size()) {
                long began = System.nanoTime();
                SearchClient.Answer answer = client.ask(requests.get(at));
                millis.add((System.nanoTime() - began) / 1e6);
                if (answer.status() == OVER_BUDGET) {
                    refused++;
                } else if (answer.status() != OK) {
                    throw new IOException(queries.get(at) + ": " + answer.text());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Found(millis.stream().mapToDouble(Double::doubleValue).toArray(), refused, 0);
    }
}
