package org.byway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Whether what the node holds can be found. */
final class SearchCheck implements Check {
    /** Fewer are indexed in a second or two. */
    static final long BEHIND_RECORDS = 50_000;

    @Override
    public String what() {
        return "search";
    }

    @Override
    public Seen look(Subject subject) {
        if (subject.status().isEmpty()) {
            return new Seen(what(), "not known while no node runs", List.of());
        }
        JsonNode status = subject.status().get();
        int percent = status.path("searchPercent").asInt(100);
        long behind = status.path("searchBehind").asLong();
        if (percent < 100) {
            return new Seen(
                    what(),
                    "the index is opened or built, " + percent + " %",
                    List.of(Finding.note(
                            "search_not_yet",
                            "Nothing can be searched yet: the index is opened or built, " + percent + " %.",
                            "Nothing to do: it goes on by itself.")));
        }
        String told = behind == 0 ? "all can be found" : "%,d are to be indexed".formatted(behind);
        return new Seen(what(), told, behind < BEHIND_RECORDS ? List.of() : List.of(behind(behind)));
    }

    private static Finding behind(long behind) {
        return Finding.note(
                "search_behind",
                "%,d records are on disk and cannot be found yet.".formatted(behind),
                "Nothing to do: indexing waits while very many records arrive, and catches up afterwards. If none arrive"
                        + " and the number stays, see the node's log.");
    }
}
