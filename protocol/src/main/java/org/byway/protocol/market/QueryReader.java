package org.byway.protocol.market;

import java.util.Currency;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.byway.protocol.money.Amount;
import org.byway.protocol.money.AmountRange;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.search.Words;
import org.byway.protocol.wire.Exchange;

/**
 * Makes a query of named texts: the parameters of a request, the options of a command, a saved interest. Their names are
 * q, category, near, radiusKm, minPrice, maxPrice, currency, exchange, community and sort.
 */
public final class QueryReader {
    private final Kind kind;
    private final UnaryOperator<String> parameter;

    private QueryReader(Kind kind, UnaryOperator<String> parameter) {
        this.kind = kind;
        this.parameter = parameter;
    }

    /** @param parameter the text of a parameter by its name; null or blank where there is none */
    public static Checked<Query> read(Kind kind, UnaryOperator<String> parameter) {
        try {
            return new Checked.Ok<>(new QueryReader(kind, parameter).query());
        } catch (Unreadable e) {
            return Refusal.of(Reason.MALFORMED, e.getMessage());
        }
    }

    /** A parameter that cannot be read; the message says which. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    private Query query() throws Unreadable {
        Area area = area();
        AmountRange price = price();
        Sort sort = sort();
        if (sort == Sort.DISTANCE && area == null) {
            throw new Unreadable("to sort by distance it must be said from where: near");
        }
        if (sort == Sort.PRICE && price == null) {
            throw new Unreadable("to sort by price it must be said in which currency");
        }
        String category = given("category");
        String community = given("community");
        return new Query(
                kind,
                text(),
                category.isEmpty() ? null : read("category", Category.parse(category)),
                area,
                price,
                exchange(),
                community.isEmpty() ? null : read("community", Bytes32.parse(community)),
                sort);
    }

    private String given(String name) {
        String value = parameter.apply(name);
        return value == null ? "" : value.strip();
    }

    private String text() throws Unreadable {
        String text = given("q");
        if (text.length() > Query.TEXT_CHARACTERS) {
            throw new Unreadable("a search has at most " + Query.TEXT_CHARACTERS + " characters of text");
        }
        int words = Words.of(text).size();
        if (words > Query.MOST_WORDS) {
            throw new Unreadable("a search has at most " + Query.MOST_WORDS + " words");
        }
        if (words == 0 && !text.isEmpty()) {
            throw new Unreadable("there is no word in the text that is looked for");
        }
        return text;
    }

    private Area area() throws Unreadable {
        String near = given("near");
        String radius = given("radiusKm");
        if (near.isEmpty()) {
            if (!radius.isEmpty()) {
                throw new Unreadable("a radius needs a place: near");
            }
            return null;
        }
        Coordinates centre = read("near", Coordinates.parse(near));
        return new Area(centre, radius.isEmpty() ? Area.USUAL_RADIUS_KM : radiusKm(radius));
    }

    private static int radiusKm(String text) throws Unreadable {
        try {
            int radiusKm = Integer.parseInt(text);
            if (radiusKm >= 1 && radiusKm <= MarketRule.RADIUS_KM) {
                return radiusKm;
            }
        } catch (NumberFormatException e) {
            // Told below, together with what is out of range.
        }
        throw new Unreadable("radiusKm is a whole number from 1 to " + MarketRule.RADIUS_KM);
    }

    /** A currency alone leaves in whatever has an amount in it. */
    private AmountRange price() throws Unreadable {
        String low = given("minPrice");
        String high = given("maxPrice");
        String code = given("currency").toUpperCase(Locale.ROOT);
        if (code.isEmpty()) {
            if (!low.isEmpty() || !high.isEmpty()) {
                throw new Unreadable("a price needs a currency");
            }
            return null;
        }
        Currency currency = read("currency", Amount.parse("0", code)).currency();
        Amount least = low.isEmpty() ? new Amount(0, currency) : read("minPrice", Amount.parse(low, code));
        Amount most = high.isEmpty()
                ? new Amount(Amount.MAX_MINOR_UNITS, currency)
                : read("maxPrice", Amount.parse(high, code));
        if (least.compareTo(most) > 0) {
            throw new Unreadable("minPrice is above maxPrice");
        }
        return new AmountRange(least, most);
    }

    private Exchange exchange() throws Unreadable {
        String word = given("exchange");
        if (word.isEmpty()) {
            return null;
        }
        for (Exchange each : Exchange.values()) {
            if (each != Exchange.UNRECOGNIZED
                    && each.name().toLowerCase(Locale.ROOT).equals(word)) {
                return each;
            }
        }
        throw new Unreadable("exchange is one of price, open, hours, swap, gift and loan");
    }

    private Sort sort() throws Unreadable {
        String word = given("sort");
        Sort sort = word.isEmpty() ? Sort.RELEVANCE : Sort.of(word);
        if (sort == null) {
            throw new Unreadable("sort is one of relevance, distance, price and new");
        }
        return sort;
    }

    private static <T> T read(String name, Checked<T> read) throws Unreadable {
        return switch (read) {
            case Checked.Ok<T>(T value) -> value;
            case Checked.Refused<T>(Refusal refusal) -> throw new Unreadable(name + ": " + refusal.detail());
        };
    }
}
