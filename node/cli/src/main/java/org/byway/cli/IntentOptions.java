package org.byway.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** What may be said of an intent. */
final class IntentOptions extends DraftOptions {
    @Option(names = "--budget", paramLabel = "MIN..MAX", description = "What it is worth to you: 20..50, or ..50.")
    private String budget;

    @Option(names = "--radius-km", paramLabel = "KM", description = "How far around.")
    private String radiusKm;

    @Override
    Map<String, String> columns() {
        Map<String, String> columns = super.columns();
        columns.put("budget", budget);
        columns.put("radius_km", radiusKm);
        columns.values().removeIf(value -> value == null);
        return columns;
    }
}
