package org.byway.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** What may be said of an intent. */
final class IntentOptions extends DraftOptions {
    @Option(names = "--budget", paramLabel = "MIN..MAX", description = "What it is worth to you: 20..50, or ..50.")
    private String budget;

    @Option(names = "--radius-km", paramLabel = "KM", description = "How far around.")
    private String radiusKm;

    @Option(names = "--quantity", paramLabel = "N", description = "How many are wanted. Usually one.")
    private String quantity;

    @Option(names = "--from", paramLabel = "TIME", description = "When it is wanted from: 2030-05-01, or with a time.")
    private String from;

    @Option(names = "--until", paramLabel = "TIME", description = "When it is wanted until.")
    private String until;

    @Override
    Map<String, String> columns() {
        Map<String, String> columns = super.columns();
        columns.put("budget", budget);
        columns.put("radius_km", radiusKm);
        columns.put("quantity", quantity);
        columns.put("from", from);
        columns.put("until", until);
        columns.values().removeIf(value -> value == null);
        return columns;
    }
}
