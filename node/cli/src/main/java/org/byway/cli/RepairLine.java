package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How sets are being made equal with one peer, in a line for people. */
final class RepairLine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    private RepairLine() {}

    /** Empty where there is nothing to tell. */
    static String of(JsonNode repair, ZoneId zone) {
        String since = time(repair.path("since"), zone);
        String compared = time(repair.path("comparedAt"), zone);
        return switch (repair.path("doing").asText("")) {
            case "streaming" ->
                "taking what it holds: %,d of %,d records, since %s"
                        .formatted(
                                repair.path("came").asLong(), repair.path("of").asLong(), since);
            case "comparing" -> "comparing, since " + since;
            case "nothing" ->
                compared.isEmpty()
                        ? ""
                        : "compared at %s: %,d differed"
                                .formatted(compared, repair.path("differing").asLong());
            default -> "";
        };
    }

    private static String time(JsonNode millis, ZoneId zone) {
        return millis.isNumber()
                ? TIME.format(Instant.ofEpochMilli(millis.asLong()).atZone(zone))
                : "";
    }
}
