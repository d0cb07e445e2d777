package org.byway.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** What may be said of an offer as of an intent; each is a column of a file too. */
class DraftOptions {
    @Option(names = "--title", paramLabel = "TEXT", description = "What it is, in a few words.")
    private String title;

    @Option(
            names = "--category",
            paramLabel = "SCHEME:CODE",
            description = "What kind of thing, by a list of kinds, such as google:443; several with blanks.")
    private String category;

    @Option(names = "--currency", paramLabel = "CODE", description = "By ISO 4217, such as EUR.")
    private String currency;

    @Option(names = "--text", paramLabel = "TEXT", description = "More about it.")
    private String text;

    @Option(
            names = "--near",
            paramLabel = "LAT,LON",
            description = "Where, roughly: it is made coarse, to about 5 km, before it is signed.")
    private String near;

    @Option(
            names = "--exchange",
            paramLabel = "WAY",
            split = ",",
            description = "Against what: price, open, hours, swap, gift, loan; several with commas.")
    private List<String> exchange;

    @Option(names = "--language", paramLabel = "TAG", description = "Of the texts, such as pt-BR.")
    private String language;

    @Option(names = "--expires-days", paramLabel = "D", description = "How long it stands. Usually 30 days.")
    private String expiresDays;

    /** The columns that were given. */
    Map<String, String> columns() {
        Map<String, String> columns = new HashMap<>();
        columns.put("title", title);
        columns.put("category", category);
        columns.put("currency", currency);
        columns.put("text", text);
        columns.put("expires_days", expiresDays);
        columns.put("language", language);
        columns.put("exchange", exchange == null ? null : String.join(" ", exchange));
        if (near != null) {
            int comma = near.indexOf(',');
            if (comma < 0 && !near.isBlank()) {
                throw Failure.usage("--near takes LAT,LON, such as --near=-23.55,-46.63.", "");
            }
            columns.put("lat", comma < 0 ? "" : near.substring(0, comma));
            columns.put("lon", comma < 0 ? "" : near.substring(comma + 1));
        }
        columns.values().removeIf(value -> value == null);
        return columns;
    }

    UnaryOperator<String> column() {
        return columns()::get;
    }
}
