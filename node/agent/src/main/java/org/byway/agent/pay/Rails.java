package org.byway.agent.pay;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.PayRail;
import org.byway.protocol.wire.TabUnit;

/**
 * Ways to pay outside, as what a person's own program scans or opens: EPC069-12 for SEPA, BIP21, BOLT11 as opaque text, payto (RFC 8905)
 * and taler URIs. Nothing is opened or fetched here.
 */
public final class Rails {
    private static final int IBAN_HEAD = 4;
    private static final BigInteger IBAN_MODULUS = BigInteger.valueOf(97);
    private static final BigDecimal SEPA_MOST = new BigDecimal("999999999.99");
    private static final int EPC_NAME = 70;
    private static final int EPC_TEXT = 140;

    private Rails() {}

    /** Whether money can go there that way: refused where a person would pay into nothing. */
    public static Checked<PayRail> checked(PayRail rail) {
        String fault = switch (rail.getRail()) {
            case "tab", "cash" -> rail.getTo().isEmpty() ? null : "it needs no address";
            case "sepa" -> sepa(rail);
            case "bitcoin" -> rail.getTo().matches("[a-zA-Z0-9]{14,90}") ? null : "this is no bitcoin address";
            case "lightning" ->
                rail.getTo().matches("ln[a-z0-9]{20,1990}") ? null : "this is no BOLT11 invoice in lower-case letters";
            case "taler" -> uri(rail.getTo(), "taler://");
            case "payto" -> uri(rail.getTo(), "payto://");
            default -> null;
        };
        return fault == null ? new Checked.Ok<>(rail) : Refusal.of(Reason.BAD_CONTENT, fault);
    }

    private static String uri(String to, String scheme) {
        return to.matches(scheme + "[!-~]+") ? null : "it begins with " + scheme;
    }

    private static String sepa(PayRail rail) {
        String iban = iban(rail.getTo());
        if (!iban.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}") || !holds(iban)) {
            return "this is no IBAN: its check digits do not hold";
        }
        return rail.getName().isBlank() || rail.getName().length() > EPC_NAME
                ? "a bank wants the name of whoever gets it, at most " + EPC_NAME + " characters"
                : null;
    }

    private static String iban(String text) {
        return text.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    /** ISO 13616: moved around and read as a number, it leaves 1. */
    private static boolean holds(String iban) {
        StringBuilder digits = new StringBuilder();
        (iban.substring(IBAN_HEAD) + iban.substring(0, IBAN_HEAD))
                .chars()
                .forEach(c -> digits.append(Character.getNumericValue(c)));
        return new BigInteger(digits.toString()).mod(IBAN_MODULUS).equals(BigInteger.ONE);
    }

    /** What is scanned or opened to pay so much; empty where there is nothing to scan, as for cash. */
    public static Optional<String> code(PayRail rail, TabUnit unit, long minorUnits, String reference) {
        String amount = BigDecimal.valueOf(minorUnits, unit.getDigits()).toPlainString();
        return switch (rail.getRail()) {
            case "sepa" -> epc(rail, unit, minorUnits, reference);
            case "bitcoin" ->
                Optional.of("bitcoin:" + rail.getTo() + (unit.getUnit().equals("BTC") ? "?amount=" + amount : ""));
            case "lightning" -> Optional.of("lightning:" + rail.getTo());
            case "taler" -> Optional.of(rail.getTo());
            case "payto" -> Optional.of(payto(rail, unit, amount, reference));
            default -> Optional.empty();
        };
    }

    /** EPC069-12, version 002: what banks' programs in the SEPA scan. Only euros, from a cent. */
    private static Optional<String> epc(PayRail rail, TabUnit unit, long minorUnits, String reference) {
        BigDecimal amount = BigDecimal.valueOf(minorUnits, unit.getDigits());
        boolean euros = unit.getUnit().equals("EUR") && unit.getCommunity().isEmpty();
        if (!euros || minorUnits == 0 || amount.compareTo(SEPA_MOST) > 0) {
            return Optional.empty();
        }
        String text = reference.length() > EPC_TEXT ? reference.substring(0, EPC_TEXT) : reference;
        return Optional.of(String.join(
                "\n",
                "BCD",
                "002",
                "1",
                "SCT",
                "",
                rail.getName(),
                iban(rail.getTo()),
                "EUR" + amount.toPlainString(),
                "",
                "",
                text));
    }

    private static String payto(PayRail rail, TabUnit unit, String amount, String reference) {
        String begun = rail.getTo() + (rail.getTo().contains("?") ? "&" : "?");
        String said = reference.isEmpty()
                ? ""
                : "&message="
                        + URLEncoder.encode(reference, StandardCharsets.UTF_8).replace("+", "%20");
        return begun + "amount=" + unit.getUnit() + ":" + amount + said;
    }
}
