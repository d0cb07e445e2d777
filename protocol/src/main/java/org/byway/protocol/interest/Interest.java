package org.byway.protocol.interest;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.byway.protocol.market.Lexicon;
import org.byway.protocol.market.Query;
import org.byway.protocol.market.QueryReader;
import org.byway.protocol.market.Reach;
import org.byway.protocol.market.Sought;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * A standing interest.
 *
 * @param number of the node's own, from 1; none is used twice
 * @param since what was taken in up to there is not announced
 * @param name for people; empty where none was given
 * @param wording what is looked for, as it was said
 * @param query what that means
 */
public record Interest(
        long number, Owner owner, Position since, String name, Map<String, String> wording, Query query) {
    public static final int NAME_CHARACTERS = 80;
    /** Of 15 digits, as they stand in a position. */
    public static final long MOST_NUMBER = 999_999_999_999_999L;

    public static final String KIND = "kind";

    /** What a wording may name beside the kind: what {@link QueryReader} reads, but the order of a list. */
    public static final List<String> FILTERS =
            List.of("q", "category", "near", "radiusKm", "minPrice", "maxPrice", "currency", "exchange", "community");

    /** Reads a wording; what is blank counts as not said. */
    public static Checked<Interest> read(
            long number, Owner owner, Position since, String name, Map<String, String> wording) {
        if (name.length() > NAME_CHARACTERS || name.chars().anyMatch(Character::isISOControl)) {
            return Refusal.of(
                    Reason.MALFORMED, "a name has at most " + NAME_CHARACTERS + " characters and stands on one line");
        }
        Map<String, String> said = new TreeMap<>();
        wording.forEach((key, value) -> {
            if (value != null && !value.isBlank()) {
                said.put(key, value.strip());
            }
        });
        return switch (query(said)) {
            case Checked.Refused<Query> refused -> refused.as();
            case Checked.Ok<Query>(Query query) ->
                new Checked.Ok<>(
                        new Interest(number, owner, since, name.strip(), Collections.unmodifiableMap(said), query));
        };
    }

    private static Checked<Query> query(Map<String, String> said) {
        Kind kind = switch (said.getOrDefault(KIND, "")) {
            case "offers" -> Kind.OFFER;
            case "intents" -> Kind.INTENT;
            default -> null;
        };
        if (kind == null) {
            return Refusal.of(Reason.MALFORMED, "kind is one of offers and intents");
        }
        for (String key : said.keySet()) {
            if (!key.equals(KIND) && !FILTERS.contains(key)) {
                return Refusal.of(Reason.MALFORMED, "an interest does not know " + key);
            }
        }
        return QueryReader.read(kind, said::get);
    }

    /** What it looks for: all of its words, one letter of each forgiven, for nobody stands by to spell it otherwise. */
    public Sought sought(Lexicon lexicon) {
        return Sought.of(query, lexicon, Reach.FORGIVING);
    }
}
