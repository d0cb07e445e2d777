package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.byway.protocol.market.Category;
import org.byway.protocol.record.Checked;

/** What was found, for people: a line each with price, distance and kind, the id below it, and why where it is told. */
final class HitTable {
    private static final int TITLE = 38;
    private static final int KIND = 22;

    private final Desk desk;
    private final KindNames kinds;
    private int rows;
    private String reach = "";
    private boolean offers = true;

    HitTable(Desk desk) {
        this.desk = desk;
        this.kinds = new KindNames(desk);
    }

    void add(JsonNode item) {
        offers = item.path("kind").asText().equals("offer");
        if (rows++ == 0) {
            say("", offers ? "Price" : "Budget", "Away", "Kind");
        }
        say(cut(item.path("title").asText(), TITLE), price(item), distance(item), kind(item));
        desk.say("    " + item.path("id").asText());
        item.path("reasons")
                .forEach(reason -> desk.say("      " + reason.path("text").asText()));
    }

    private void say(String title, String price, String distance, String kind) {
        String row = "%s %14s %9s  %s".formatted(padded(title, TITLE), price, distance, kind);
        desk.say(row.stripTrailing());
    }

    /** How far the search had to go. */
    void reach(String word) {
        reach = word;
    }

    /** Says what there is beside the rows. */
    void end(String next) {
        if (rows == 0) {
            desk.say(
                    "Nothing was found. Fewer words, a wider place (--radius-km) or a kind (--category) may find more.");
            return;
        }
        if (reach.equals("forgiving")) {
            desk.say("Nothing is spelt like that; this is spelt almost so.");
        } else if (reach.equals("half")) {
            desk.say("Nothing has all of these words; this has half of them.");
        }
        desk.say("See one: byway " + (offers ? "offer" : "intent") + " show ID");
        if (next != null) {
            desk.say("More: --cursor " + next);
        }
    }

    private static String price(JsonNode item) {
        JsonNode price = item.path("price");
        if (price.isObject()) {
            String from = item.has("priceMax") ? "from " : "";
            return from + price.path("amount").asText() + " "
                    + price.path("currency").asText();
        }
        JsonNode budget = item.path("budget");
        if (!budget.isObject()) {
            return "";
        }
        String most = budget.path("max").asText("");
        return (most.isEmpty() ? "from " + budget.path("min").asText() : "to " + most) + " "
                + budget.path("currency").asText();
    }

    private static String distance(JsonNode item) {
        JsonNode km = item.path("distanceKm");
        return km.isNumber() ? String.format(Locale.ROOT, "%.1f km", km.asDouble()) : "";
    }

    private String kind(JsonNode item) {
        String text = item.path("category").asText("");
        return Category.parse(text) instanceof Checked.Ok<Category>(Category category)
                ? cut(kinds.name(category), KIND)
                : "";
    }

    private static String cut(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
    }
}
