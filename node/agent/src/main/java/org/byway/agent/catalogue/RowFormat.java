package org.byway.agent.catalogue;

import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The forms in which records are written as rows. */
public enum RowFormat {
    CSV,
    JSONL,
    SCHEMA_ORG;

    /** Its name on a command line. */
    public String word() {
        return this == SCHEMA_ORG ? "schema.org" : name().toLowerCase(Locale.ROOT);
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(RowFormat::word).toList();
    }

    /**
     * Writes rows in this form.
     *
     * @param nowMillis what {@code expires_days} is counted from
     */
    public RowWriter to(Writer out, Wanted wanted, long nowMillis) {
        return switch (this) {
            case CSV -> new CsvRowWriter(out, wanted, nowMillis);
            case JSONL -> new JsonRowWriter(out, listed -> PlainJson.object(listed.columns(wanted, nowMillis)));
            case SCHEMA_ORG -> new JsonRowWriter(out, listed -> new SchemaOrgRows(wanted).object(listed, nowMillis));
        };
    }
}
