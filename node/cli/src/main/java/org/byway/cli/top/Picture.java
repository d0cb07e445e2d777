package org.byway.cli.top;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.byway.cli.log.Printable;

/** Lines for a screen. Peers and sets share what the figures above them leave; what finds no room is counted. */
public final class Picture {
    private static final int LEAST_COLUMNS = 20;
    private static final int NAME_COLUMNS = 28;
    private static final int ID_COLUMNS = 12;
    private static final int BAR_COLUMNS = 12;
    private static final double NANOS = 1e9;

    private final Sample before;
    private final Sample now;
    private final int columns;
    private final int rows;

    private Picture(Sample before, Sample now, int columns, int rows) {
        this.before = before;
        this.now = now;
        this.columns = Math.max(LEAST_COLUMNS, columns);
        this.rows = rows;
    }

    /** At most so many lines of at most so many columns; rates are those between the two samples. */
    public static List<String> of(Sample before, Sample now, int columns, int rows) {
        return new Picture(before, now, columns, rows).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        head(lines);
        rates(lines);
        storage(lines);
        List<String> peers = peers();
        List<String> sets = sets();
        int room = Math.max(0, rows - lines.size() - 4);
        int forSets = Math.min(sets.size(), Math.max(room / 2, room - peers.size()));
        int forPeers = Math.min(peers.size(), room - forSets);
        section(lines, "PEERS", peers, forPeers);
        section(lines, "SETS", sets, forSets);
        return lines.stream()
                .limit(Math.max(1, rows))
                .map(line -> Width.cut(line, columns).stripTrailing())
                .toList();
    }

    private void head(List<String> lines) {
        JsonNode status = now.status();
        Duration up = Duration.ofSeconds((long) now.figures().sum("process_uptime_seconds"));
        lines.add("%s   up %d d %02d:%02d:%02d   q ends"
                .formatted(
                        status.path("version").asText(),
                        up.toDays(),
                        up.toHoursPart(),
                        up.toMinutesPart(),
                        up.toSecondsPart()));
        lines.add("node " + shortened(status.path("node")) + "   community " + shortened(status.path("community"))
                + "   nodes at " + status.path("listen").asText() + "   agents at "
                + status.path("http").asText());
        lines.add("");
    }

    private void rates(List<String> lines) {
        JsonNode status = now.status();
        lines.add("%-9s %,d live, %,d offers, %,d intents"
                        .formatted(
                                "records",
                                status.path("records").asLong(),
                                status.path("offers").asLong(),
                                status.path("intents").asLong())
                + unindexed(status.path("searchBehind").asLong()));
        lines.add("%-9s %s/s stored   %s/s commits   half within %s, 99 %% within %s"
                .formatted(
                        "rates",
                        number(rate("byway_records_stored_total")),
                        number(rate("byway_groups_committed_total")),
                        millis(now.figures().sum("byway_commit_seconds", "quantile=\"0.5\"")),
                        millis(now.figures().sum("byway_commit_seconds", "quantile=\"0.99\""))));
        lines.add("%-9s %s/s in   %s/s out   %s/s requests   %,.0f agents connected"
                .formatted(
                        "network",
                        size(rate("byway_received_bytes_total")),
                        size(rate("byway_sent_bytes_total")),
                        number(rate("byway_http_requests_seconds_count")),
                        now.figures().sum("byway_http_connections")));
    }

    private static String unindexed(long behind) {
        return behind == 0 ? "" : ", %,d to index".formatted(behind);
    }

    private void storage(List<String> lines) {
        Figures figures = now.figures();
        double held = figures.sum("byway_store_bytes");
        double most = figures.sum("byway_store_most_bytes");
        lines.add("%-9s %s %s of %s   disk %s free"
                .formatted(
                        "store", bar(held, most), size(held), size(most), size(figures.sum("byway_disk_free_bytes"))));
        double heap = figures.sum("jvm_memory_used_bytes", "area=\"heap\"");
        double mostHeap = Math.max(figures.sum("jvm_memory_max_bytes", "area=\"heap\""), heap);
        lines.add("%-9s %s %s of %s   processor %.0f %%   %,.0f of %,.0f files"
                .formatted(
                        "heap",
                        bar(heap, mostHeap),
                        size(heap),
                        size(mostHeap),
                        figures.sum("process_cpu_usage") * 100,
                        figures.sum("process_files_open_files"),
                        figures.sum("process_files_max_files")));
        lines.add("");
    }

    private List<String> peers() {
        List<String> lines = new ArrayList<>();
        for (JsonNode peer : now.status().path("peers")) {
            String clock = peer.path("aheadMillis").isNumber()
                    ? "clock %+.1f s".formatted(peer.path("aheadMillis").asLong() / 1000.0)
                    : "";
            lines.add("  %s %s %s %s  %s"
                    .formatted(
                            Width.fit(peer.path("state").asText(), 9),
                            Width.fit(shortened(peer.path("node")), ID_COLUMNS),
                            Width.fit(peer.path("address").asText("came by itself"), NAME_COLUMNS),
                            clock,
                            Printable.line(peer.path("reason").asText(""))));
        }
        lines.sort(Comparator.comparing((String line) -> !line.startsWith("  linked"))
                .thenComparing(line -> line));
        return lines;
    }

    private List<String> sets() {
        List<JsonNode> sets = new ArrayList<>();
        now.status().path("communities").forEach(sets::add);
        sets.sort(
                Comparator.comparingLong((JsonNode set) -> -set.path("records").asLong())
                        .thenComparing(set -> set.path("community").asText()));
        return sets.stream()
                .map(set -> "  %s %s %,12d records"
                        .formatted(
                                Width.fit(shortened(set.path("community")), ID_COLUMNS),
                                Width.fit(Printable.line(set.path("name").asText("(charter not here)")), NAME_COLUMNS),
                                set.path("records").asLong()))
                .toList();
    }

    private void section(List<String> lines, String title, List<String> all, int room) {
        String more = room < all.size() ? ", " + (all.size() - room) + " not shown" : "";
        lines.add(title + " " + all.size() + more);
        lines.addAll(all.subList(0, room));
        lines.add("");
    }

    private double rate(String counter) {
        double seconds = (now.atNanos() - before.atNanos()) / NANOS;
        double counted = now.figures().sum(counter) - before.figures().sum(counter);
        return seconds <= 0 ? 0 : Math.max(0, counted / seconds);
    }

    private static String shortened(JsonNode id) {
        String text = id.asText("");
        return id.isTextual() && text.length() > ID_COLUMNS
                ? text.substring(0, ID_COLUMNS - 1) + "…"
                : text.equals("null") ? "" : text;
    }

    private static String bar(double part, double whole) {
        int filled = whole <= 0 ? 0 : (int) Math.round(Math.clamp(part / whole, 0, 1) * BAR_COLUMNS);
        return "█".repeat(filled) + "░".repeat(BAR_COLUMNS - filled);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
    }

    private static String millis(double seconds) {
        return String.format(Locale.ROOT, "%.1f ms", seconds * 1000);
    }

    static String size(double bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double value = bytes;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
