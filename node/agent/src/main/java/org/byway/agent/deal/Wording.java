package org.byway.agent.deal;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.byway.protocol.money.Amount;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Hours;
import org.byway.protocol.wire.Sum;
import org.byway.protocol.wire.Thing;

/** What is given, in words: "9.00 EUR", "90 min" or "2 h", "2 x Loaf of rye", or a thing. */
public final class Wording {
    private static final Pattern MONEY = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ([A-Z]{3})");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6}) ?(h|hours?|min|minutes?)");
    private static final Pattern MANY = Pattern.compile("([0-9]{1,12}) x (.+)");
    private static final long MINUTES = 60;

    private Wording() {}

    /** By whom and when is to be said besides. */
    public static Checked<Commitment.Builder> read(String words) {
        Matcher money = MONEY.matcher(words);
        if (money.matches()) {
            return switch (Amount.parse(money.group(1), money.group(2))) {
                case Checked.Refused<Amount> refused -> refused.as();
                case Checked.Ok<Amount>(Amount amount) -> new Checked.Ok<>(money(amount));
            };
        }
        Matcher time = TIME.matcher(words);
        if (time.matches()) {
            return new Checked.Ok<>(
                    Commitment.newBuilder().setHours(Hours.newBuilder().setMinutes(minutes(time))));
        }
        Matcher many = MANY.matcher(words);
        Thing.Builder thing = many.matches()
                ? Thing.newBuilder().setTitle(many.group(2)).setQuantity(Long.parseLong(many.group(1)))
                : Thing.newBuilder().setTitle(words).setQuantity(1);
        return new Checked.Ok<>(Commitment.newBuilder().setThing(thing));
    }

    private static Commitment.Builder money(Amount amount) {
        return Commitment.newBuilder()
                .setMoney(Sum.newBuilder()
                        .setMinorUnits(amount.minorUnits())
                        .setDigits(amount.currency().getDefaultFractionDigits())
                        .setUnit(amount.currency().getCurrencyCode()));
    }

    private static long minutes(Matcher time) {
        return Long.parseLong(time.group(1)) * (time.group(2).startsWith("h") ? MINUTES : 1);
    }

    /** How much of something: "4.50" of money, "30 min" of hours, a number of things. */
    public static Checked<Long> amount(Commitment of, String words) {
        try {
            return switch (of.getWhatCase()) {
                case MONEY ->
                    new Checked.Ok<>(new BigDecimal(words)
                            .movePointRight(of.getMoney().getDigits())
                            .longValueExact());
                case HOURS -> {
                    Matcher time = TIME.matcher(words);
                    yield time.matches() ? new Checked.Ok<>(minutes(time)) : none(of);
                }
                case THING, WHAT_NOT_SET -> new Checked.Ok<>(Long.parseLong(words));
            };
        } catch (ArithmeticException | NumberFormatException e) {
            return none(of);
        }
    }

    private static Checked<Long> none(Commitment of) {
        return Refusal.of(Reason.BAD_CONTENT, "that is no part of " + of(of));
    }

    /** What is given, all of it. */
    public static String of(Commitment what) {
        return switch (what.getWhatCase()) {
            case THING ->
                (what.getThing().getQuantity() == 1 ? "" : what.getThing().getQuantity() + " x ")
                        + what.getThing().getTitle();
            case MONEY -> amount(what, what.getMoney().getMinorUnits());
            case HOURS -> amount(what, what.getHours().getMinutes());
            case WHAT_NOT_SET -> "something";
        };
    }

    /** So much of it. */
    public static String amount(Commitment of, long amount) {
        return switch (of.getWhatCase()) {
            case THING, WHAT_NOT_SET -> Long.toString(amount);
            case MONEY ->
                BigDecimal.valueOf(amount, of.getMoney().getDigits()).toPlainString() + " "
                        + of.getMoney().getUnit();
            case HOURS -> amount % MINUTES == 0 ? amount / MINUTES + " h" : amount + " min";
        };
    }
}
