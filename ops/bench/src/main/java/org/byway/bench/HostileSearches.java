package org.byway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What queries that mean no good can do to a node: each is asked a few times with nothing beside it. */
final class HostileSearches {
    private static final String QUERIES = "/hostile.txt";
    private static final int TIMES = 3;

    /** Answered, refused as no query, as too long, or as too much. */
    private static final Set<Integer> EXPECTED = Set.of(200, 400, 414, 429);

    /** @param query that took longest, each counted as the middle one of its times */
    record Worst(String query, double millis, int queries) {}

    private HostileSearches() {}

    private static List<String> queries() throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(HostileSearches.class.getResourceAsStream(QUERIES), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("# ")).toList();
        }
    }

    static Worst ask(String http) throws IOException, BenchFailure {
        Worst worst = new Worst("", 0, 0);
        List<String> queries = queries();
        for (String query : queries) {
            double[] millis = new double[TIMES];
            for (int i = 0; i < TIMES; i++) {
                millis[i] = millis(http, query);
            }
            Arrays.sort(millis);
            if (millis[TIMES / 2] > worst.millis()) {
                worst = new Worst(query, millis[TIMES / 2], queries.size());
            }
        }
        return worst;
    }

    /** Over a connection of its own, since some end it. */
    private static double millis(String http, String query) throws IOException, BenchFailure {
        try (SearchClient client = new SearchClient(http)) {
            byte[] request = client.request("/v1/search?" + query);
            long began = System.nanoTime();
            SearchClient.Answer answer = client.ask(request);
            double millis = (System.nanoTime() - began) / 1e6;
            if (!EXPECTED.contains(answer.status())) {
                throw new BenchFailure("node", query + " got " + answer.status() + ": " + answer.text(), "");
            }
            return millis;
        }
    }
}
