package org.byway.agent.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.byway.protocol.market.Category;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.money.Amount;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Exchange;

/**
 * Makes a draft of named texts: the columns of a row, or the options of a command. Every text is checked here, so that a person
 * reads the same reason wherever it came from.
 */
public final class DraftReader {
    private static final int MAX_SELLER_BYTES = 200;
    /** What a content's numbers reach to. */
    private static final long MOST_NUMBER = 0xFFFF_FFFFL;

    private static final int DATE_CHARACTERS = 10;
    private static final String BLANKS = "\\s+";
    private static final Map<String, Exchange> WAYS = Map.of(
            "price", Exchange.PRICE,
            "open", Exchange.OPEN,
            "hours", Exchange.HOURS,
            "swap", Exchange.SWAP,
            "gift", Exchange.GIFT,
            "loan", Exchange.LOAN);
    private static final Pattern RADIUS = Pattern.compile("[0-9]{1,5}(\\.[0-9]{1,9})?");

    private final Wanted wanted;
    private final UnaryOperator<String> column;

    private DraftReader(Wanted wanted, UnaryOperator<String> column) {
        this.wanted = wanted;
        this.column = column;
    }

    /** @param column the text of a column by its name, null or blank where there is none */
    public static Checked<Draft> read(Wanted wanted, UnaryOperator<String> column) {
        try {
            return new Checked.Ok<>(new DraftReader(wanted, column).draft());
        } catch (RowRefused e) {
            return Refusal.of(Reason.BAD_CONTENT, e.getMessage());
        }
    }

    private Draft draft() throws RowRefused {
        String title = line("title");
        if (title.isEmpty()) {
            throw new RowRefused("there is no title");
        }
        Amount[] ends = price();
        Place place = place();
        return new Draft(
                title,
                given("text").replace("\r\n", "\n"),
                categories(),
                ends[0],
                ends[1],
                place,
                radiusKm(),
                number(wanted == Wanted.OFFERS ? "stock" : "quantity"),
                expiresDays(),
                seller(),
                new Draft.Details(
                        exchange(),
                        line("language"),
                        flag("service"),
                        flag("business"),
                        photos(),
                        parts("payment_methods", "\n"),
                        parts(wanted == Wanted.OFFERS ? "proof" : "proof_asked", "\n"),
                        time("from"),
                        time("until")));
    }

    private String given(String name) throws RowRefused {
        String value = column.apply(name);
        if (value == null) {
            return "";
        }
        return value.strip();
    }

    private String line(String name) throws RowRefused {
        String value = given(name);
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new RowRefused(name + " must be one line without control characters");
        }
        return value;
    }

    private String seller() throws RowRefused {
        String name = line("seller");
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_SELLER_BYTES) {
            throw new RowRefused("seller is longer than " + MAX_SELLER_BYTES + " bytes");
        }
        return name;
    }

    private List<Category> categories() throws RowRefused {
        List<Category> categories = new ArrayList<>();
        for (String each : parts("category", BLANKS)) {
            categories.add(read("category", each, Category.parse(each)));
        }
        return categories;
    }

    private List<Exchange> exchange() throws RowRefused {
        List<Exchange> ways = new ArrayList<>();
        for (String each : parts("exchange", BLANKS)) {
            Exchange way = WAYS.get(each.toLowerCase(Locale.ROOT));
            if (way == null) {
                throw new RowRefused(
                        "exchange must be of price, open, hours, swap, gift and loan, not \"" + cut(each) + "\"");
            }
            ways.add(way);
        }
        return ways;
    }

    private List<Bytes32> photos() throws RowRefused {
        List<Bytes32> photos = new ArrayList<>();
        for (String each : parts("photos", BLANKS)) {
            photos.add(read("photos", each, Bytes32.parse(each)));
        }
        return photos;
    }

    private List<String> parts(String name, String divider) throws RowRefused {
        return Arrays.stream(given(name).split(divider))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private boolean flag(String name) throws RowRefused {
        String value = given(name).toLowerCase(Locale.ROOT);
        return switch (value) {
            case "", "no", "false", "0" -> false;
            case Column.YES, "true", "1" -> true;
            default -> throw new RowRefused(name + " must be yes or no, not \"" + cut(value) + "\"");
        };
    }

    /** A moment, or the day that begins it. */
    private long time(String name) throws RowRefused {
        String value = given(name);
        try {
            if (value.isEmpty()) {
                return 0;
            }
            long millis = value.length() == DATE_CHARACTERS
                    ? LocalDate.parse(value)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli()
                    : OffsetDateTime.parse(value).toInstant().toEpochMilli();
            if (millis >= 0) {
                return millis;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Told below, together with times before 1970.
        }
        throw new RowRefused(name + " must be a day or a time, such as 2030-05-01 or 2030-05-01T12:00:00Z, not \""
                + cut(value) + "\"");
    }

    /** The lower and the higher end; a range in one column, or an end in a column of its own. */
    private Amount[] price() throws RowRefused {
        String name = wanted == Wanted.OFFERS ? "price" : "budget";
        String range = given(name);
        int dots = range.indexOf("..");
        if (range.equals("..")) {
            throw new RowRefused(name + " must be an amount, such as 12.50, or MIN..MAX");
        }
        String low = dots >= 0 ? range.substring(0, dots).strip() : range;
        String high = dots >= 0 ? range.substring(dots + 2).strip() : "";
        if (range.isEmpty()) {
            low = given(name + "_min");
            high = given(name + "_max");
        }
        if (low.isEmpty() && high.isEmpty()) {
            return new Amount[2];
        }
        Amount[] ends = {amount(name, low), amount(name, high)};
        if (ends[0] != null && ends[1] != null && ends[0].compareTo(ends[1]) > 0) {
            throw new RowRefused(name + " has its higher end first");
        }
        // A wish of exactly 5 is one of at most 5: a single budget is its upper end.
        boolean single = wanted == Wanted.INTENTS && dots < 0 && !range.isEmpty();
        return single ? new Amount[] {null, ends[0]} : ends;
    }

    private Amount amount(String name, String decimal) throws RowRefused {
        if (decimal.isEmpty()) {
            return null;
        }
        String currency = given("currency").toUpperCase(Locale.ROOT);
        if (currency.isEmpty()) {
            throw new RowRefused(name + " has no currency");
        }
        return read(name, decimal, Amount.parse(decimal, currency));
    }

    private Place place() throws RowRefused {
        String cell = given("cell");
        if (!cell.isEmpty()) {
            return read("cell", cell, Place.parse(cell));
        }
        String latitude = given("lat");
        String longitude = given("lon");
        if (latitude.isEmpty() && longitude.isEmpty()) {
            if (!given("radius_km").isEmpty()) {
                throw new RowRefused("radius_km has no place");
            }
            return null;
        }
        if (latitude.isEmpty() || longitude.isEmpty()) {
            throw new RowRefused("a place needs both lat and lon");
        }
        return Place.of(read("lat, lon", latitude + ", " + longitude, Coordinates.parse(latitude, longitude)));
    }

    /** Rounded up to whole kilometres: nobody who is in reach is left out. */
    private int radiusKm() throws RowRefused {
        String value = given("radius_km");
        if (value.isEmpty()) {
            return 0;
        }
        if (!RADIUS.matcher(value).matches() || Double.parseDouble(value) > MarketRule.RADIUS_KM) {
            throw new RowRefused(
                    "radius_km must be a number from 0 to %d, not \"%s\"".formatted(MarketRule.RADIUS_KM, cut(value)));
        }
        return (int) Math.ceil(Double.parseDouble(value));
    }

    private OptionalInt expiresDays() throws RowRefused {
        OptionalLong days = whole("expires_days", 1, wanted.maxDays());
        return days.isPresent() ? OptionalInt.of((int) days.getAsLong()) : OptionalInt.empty();
    }

    private OptionalLong number(String name) throws RowRefused {
        return whole(name, 0, MOST_NUMBER);
    }

    private OptionalLong whole(String name, long least, long most) throws RowRefused {
        String value = given(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // Told below, together with what is out of range.
        }
        throw new RowRefused(
                "%s must be a whole number from %d to %d, not \"%s\"".formatted(name, least, most, cut(value)));
    }

    private static <T> T read(String name, String value, Checked<T> read) throws RowRefused {
        return switch (read) {
            case Checked.Ok<T>(T known) -> known;
            case Checked.Refused<T>(Refusal refusal) ->
                throw new RowRefused("%s \"%s\": %s".formatted(name, cut(value), refusal.detail()));
        };
    }

    private static String cut(String value) {
        return value.length() <= 40 ? value : value.substring(0, 39) + "…";
    }
}
