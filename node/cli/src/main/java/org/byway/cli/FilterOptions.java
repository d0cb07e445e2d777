package org.byway.cli;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.byway.protocol.market.Query;
import org.byway.protocol.market.QueryReader;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Refusal;
import picocli.CommandLine.Option;

/** What a search or an interest may be narrowed by; in the names of the HTTP interface once it was read. */
class FilterOptions {
    /** Where a refusal names a parameter. */
    private static final Pattern NAMED = Pattern.compile("^(near|category|currency|exchange|community|sort)(?=:| is )"
            + "|(?<=: )near$|\\b(radiusKm|minPrice|maxPrice)\\b");

    @Option(
            names = "--category",
            paramLabel = "SCHEME:CODE",
            description = "Of this kind or of one within it, such as byway:food.")
    private String category;

    @Option(names = "--near", paramLabel = "LAT,LON", description = "Around this place, such as 48.09,10.86.")
    private String near;

    @Option(names = "--radius-km", paramLabel = "N", description = "How far around it. Usually 25.")
    private String radiusKm;

    @Option(names = "--min-price", paramLabel = "AMOUNT", description = "Not below this; needs --currency.")
    private String minPrice;

    @Option(names = "--max-price", paramLabel = "AMOUNT", description = "Not above this; needs --currency.")
    private String maxPrice;

    @Option(names = "--currency", paramLabel = "CODE", description = "Priced in it, by ISO 4217, such as EUR.")
    private String currency;

    @Option(
            names = "--exchange",
            paramLabel = "WAY",
            description = "Given for: price, open, hours, swap, gift or loan.")
    private String exchange;

    @Option(names = "--community", paramLabel = "ID", description = "Only of this community.")
    private String community;

    /** Those that were given. */
    Map<String, String> parameters() {
        Map<String, String> given = new TreeMap<>();
        put(given, "category", category);
        put(given, "near", near);
        put(given, "radiusKm", radiusKm);
        put(given, "minPrice", minPrice);
        put(given, "maxPrice", maxPrice);
        put(given, "currency", currency);
        put(given, "exchange", exchange);
        put(given, "community", community);
        return given;
    }

    /** Ends the command where what was given cannot be read. */
    static void check(Kind kind, Map<String, String> parameters) {
        if (QueryReader.read(kind, parameters::get) instanceof Checked.Refused<Query>(Refusal refusal)) {
            String detail = NAMED.matcher(refusal.detail()).replaceAll(name -> option(name.group()));
            throw Failure.usage(Desk.sentence(detail), "");
        }
    }

    /** The option of a parameter of the HTTP interface. */
    static String option(String parameter) {
        return "--" + parameter.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, String> given, String name, String value) {
        if (value != null && !value.isBlank()) {
            given.put(name, value.strip());
        }
    }
}
