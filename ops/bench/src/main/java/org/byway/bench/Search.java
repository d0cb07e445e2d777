package org.byway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How fast a node finds offers: 200 listed queries by some clients at once over HTTP, in a store that was filled before;
 * and how fast it builds its index anew, and how large that is.
 */
public final class Search {
    private static final int WARM_UP_SECONDS = 8;
    private static final String QUERIES = "/queries.txt";

    private final Ground ground;
    private final Plan plan;

    /**
     * @param clients that ask at once, each one query after the other
     * @param kept a folder in which the filled store and its index stay, and are taken again; null for none
     */
    public record Plan(int offers, int clients, int seconds, Path kept) {
        public Plan {
            if (offers < 1 || clients < 1 || clients > 256 || seconds < 1) {
                throw new IllegalArgumentException("offers, seconds and 1 to 256 clients are wanted");
            }
        }
    }

    /**
     * @param buildSeconds from when the node was ready until all could be searched, with no index there before; 0 where
     *     one was kept
     * @param compactSeconds from then until its parts were merged, beside searches
     * @param nodeMillis of processor time of the node for a search
     * @param refused searches that took too long, of all that were asked while the clock ran
     * @param hostileMostMillis the time of the worst of so many hostile queries, hostileWorst
     */
    public record Figures(
            int offers,
            int clients,
            int queries,
            double buildSeconds,
            double compactSeconds,
            double indexBytesPerOffer,
            long searches,
            double searchesPerSecond,
            double p50Millis,
            double p99Millis,
            double mostMillis,
            double nodeMillis,
            long refused,
            int hostile,
            double hostileMostMillis,
            String hostileWorst) {
        public double buildPerSecond() {
            return buildSeconds == 0 ? 0 : offers / buildSeconds;
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
        try (SearchHome home = SearchHome.fill(ground, plan.offers(), plan.kept(), random)) {
            boolean anew = !home.hasIndex();
            ground.say().accept(anew ? "The node builds its index." : "The node opens its index.");
            try (NodeProcess node = NodeProcess.start(ground.launch(), home.path())) {
                HttpClient client = HttpClient.newHttpClient();
                double build = node.secondsUntil(client, "byway_search_percent", 100);
                double rest = node.secondsUntil(client, "byway_search_compacting", 0);
                ground.say().accept("%d clients search.".formatted(plan.clients()));
                List<String> queries = queries();
                SearchClients clients = new SearchClients(node.http(), queries, plan.clients());
                clients.ask(WARM_UP_SECONDS);
                long before = node.cpuMillis();
                SearchClients.Found found = clients.ask(plan.seconds());
                long cpuMillis = node.cpuMillis() - before;
                ground.say().accept("Somebody who means no good searches.");
                HostileSearches.Worst worst = HostileSearches.ask(node.http());
                return figures(new Built(anew ? build : 0, rest, home.indexBytes()), cpuMillis, found, worst);
            }
        }
    }

    private record Built(double seconds, double compactSeconds, long bytes) {}

    private Figures figures(Built built, long cpuMillis, SearchClients.Found found, HostileSearches.Worst worst)
            throws IOException {
        double[] millis = found.millis();
        return new Figures(
                plan.offers(),
                plan.clients(),
                queries().size(),
                built.seconds(),
                built.compactSeconds(),
                (double) built.bytes() / plan.offers(),
                millis.length,
                millis.length / found.seconds(),
                Hop.quantile(millis, 0.5),
                Hop.quantile(millis, 0.99),
                millis[millis.length - 1],
                (double) cpuMillis / millis.length,
                found.refused(),
                worst.queries(),
                worst.millis(),
                worst.query());
    }
}
