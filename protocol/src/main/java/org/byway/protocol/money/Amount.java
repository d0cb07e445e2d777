package org.byway.protocol.money;

import java.math.BigDecimal;
import java.util.Currency;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * So much of a currency.
 *
 * @param minorUnits hundredths of a euro, whole yen, thousandths of a dinar; from 0 to {@link #MAX_MINOR_UNITS}
 * @param currency one that ISO 4217 gives minor units: no metals, no testing codes
 */
public record Amount(long minorUnits, Currency currency) implements Comparable<Amount> {
    public static final long MAX_MINOR_UNITS = 999_999_999_999_999L;

    private static final int MAX_CHARACTERS = 24;
    private static final int CODE_CHARACTERS = 3;

    public Amount {
        if (minorUnits < 0 || minorUnits > MAX_MINOR_UNITS || currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException("not an amount: " + minorUnits + " minor units of " + currency);
        }
    }

    /**
     * Reads a decimal string and an ISO 4217 code, as {@code "12.50","EUR"}. Fewer digits than the currency has will
     * do.
     */
    public static Checked<Amount> parse(String decimal, String currency) {
        return switch (currency(currency)) {
            case Checked.Ok<Currency>(Currency known) -> parse(decimal, known);
            case Checked.Refused<Currency> refused -> refused.as();
        };
    }

    static Checked<Amount> parse(String decimal, Currency currency) {
        if (decimal.length() > MAX_CHARACTERS) {
            return refuse("an amount has at most " + MAX_CHARACTERS + " characters");
        }
        if (!isDecimal(decimal)) {
            return refuse("an amount is written in digits with a point before the fraction, such as 12.50");
        }
        BigDecimal units = new BigDecimal(decimal)
                .movePointRight(currency.getDefaultFractionDigits())
                .stripTrailingZeros();
        if (units.scale() > 0) {
            return refuse(currency + " has " + digits(currency) + " after the point");
        }
        if (units.compareTo(BigDecimal.valueOf(MAX_MINOR_UNITS)) > 0) {
            return refuse("an amount is at most " + new Amount(MAX_MINOR_UNITS, currency));
        }
        return new Checked.Ok<>(new Amount(units.longValueExact(), currency));
    }

    static Checked<Currency> currency(String code) {
        if (isCode(code)) {
            try {
                Currency known = Currency.getInstance(code);
                if (known.getDefaultFractionDigits() >= 0) {
                    return new Checked.Ok<>(known);
                }
            } catch (IllegalArgumentException unknown) {
                // Refused below with the codes that are well formed but of no currency that people pay in.
            }
        }
        return Refusal.of(Reason.BAD_CONTENT, "a currency is a code of ISO 4217 in capitals, such as EUR");
    }

    private static boolean isCode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 'A' || text.charAt(i) > 'Z') {
                return false;
            }
        }
        return text.length() == CODE_CHARACTERS;
    }

    /** Digits without needless zeros before them; then perhaps a point and more digits. */
    private static boolean isDecimal(String text) {
        int whole = digits(text, 0);
        if (whole == 0 || (whole > 1 && text.charAt(0) == '0')) {
            return false;
        }
        if (whole == text.length()) {
            return true;
        }
        int end = digits(text, whole + 1);
        return text.charAt(whole) == '.' && end > whole + 1 && end == text.length();
    }

    /** Where the digits from there on end. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static String digits(Currency currency) {
        return switch (currency.getDefaultFractionDigits()) {
            case 0 -> "no digits";
            case 1 -> "one digit";
            default -> currency.getDefaultFractionDigits() + " digits at most";
        };
    }

    private static <T> Checked<T> refuse(String detail) {
        return Refusal.of(Reason.BAD_CONTENT, detail);
    }

    /** The one decimal text of this amount, with all the digits that the currency has: {@code 12.50}. */
    public String decimal() {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits())
                .toPlainString();
    }

    /** Orders amounts of one currency; throws IllegalArgumentException on two. */
    @Override
    public int compareTo(Amount other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " have no order");
        }
        return Long.compare(minorUnits, other.minorUnits);
    }

    @Override
    public String toString() {
        return decimal() + " " + currency;
    }
}
