package org.byway.protocol.money;

import java.util.Currency;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** From one amount to another, both included, in one currency. */
public record AmountRange(Amount minimum, Amount maximum) {
    private static final String DOTS = "..";

    public AmountRange {
        if (minimum.compareTo(maximum) > 0) {
            throw new IllegalArgumentException("a range runs upwards, not from " + minimum + " to " + maximum);
        }
    }

    /** Reads {@code MIN..MAX}, as {@code "2..5","EUR"}; a single amount is a range of that amount alone. */
    public static Checked<AmountRange> parse(String range, String currency) {
        return switch (Amount.currency(currency)) {
            case Checked.Ok<Currency>(Currency known) -> parse(range, known);
            case Checked.Refused<Currency> refused -> refused.as();
        };
    }

    private static Checked<AmountRange> parse(String range, Currency currency) {
        int dots = range.indexOf(DOTS);
        String minimum = dots < 0 ? range : range.substring(0, dots);
        String maximum = dots < 0 ? range : range.substring(dots + DOTS.length());
        return switch (Amount.parse(minimum, currency)) {
            case Checked.Refused<Amount> refused -> refused.as();
            case Checked.Ok<Amount>(Amount low) ->
                switch (Amount.parse(maximum, currency)) {
                    case Checked.Refused<Amount> refused -> refused.as();
                    case Checked.Ok<Amount>(Amount high) -> of(low, high);
                };
        };
    }

    private static Checked<AmountRange> of(Amount low, Amount high) {
        return low.compareTo(high) > 0
                ? Refusal.of(Reason.BAD_CONTENT, "a range runs upwards, such as 2..5")
                : new Checked.Ok<>(new AmountRange(low, high));
    }

    public boolean contains(Amount amount) {
        return minimum.compareTo(amount) <= 0 && amount.compareTo(maximum) <= 0;
    }

    @Override
    public String toString() {
        return minimum.decimal() + DOTS + maximum;
    }
}
