package org.byway.cli;

import com.google.protobuf.ByteString;
import java.math.BigDecimal;
import java.util.Currency;
import org.byway.agent.step.Known;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.tab.TabLedger;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.TabUnit;

/** Amounts on tabs, as they are typed. */
final class TabAmounts {
    private TabAmounts() {}

    static TabUnit unit(String unit, String community, int digits) {
        TabUnit.Builder built = TabUnit.newBuilder().setUnit(unit);
        if (community != null) {
            return built.setDigits(digits)
                    .setCommunity(ByteString.copyFrom(Desk.id(community).bytes()))
                    .build();
        }
        try {
            Currency currency = Currency.getInstance(unit);
            if (currency.getDefaultFractionDigits() >= 0) {
                return built.setDigits(currency.getDefaultFractionDigits()).build();
            }
        } catch (IllegalArgumentException unknown) {
            // Refused below with the codes that are well formed but of no currency that people pay in.
        }
        throw Failure.usage(
                "A currency is a code of ISO 4217 in capitals, such as EUR.",
                "A community's own unit has --community.");
    }

    /** Minor units of an amount such as 12.50; failure where it is none of that unit. */
    static long read(TabUnit unit, String words) {
        try {
            long amount = new BigDecimal(words).movePointRight(unit.getDigits()).longValueExact();
            if (amount >= 0 && amount <= StepLimits.MAX_AMOUNT) {
                return amount;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Told below.
        }
        throw Failure.usage(
                "\"" + words + "\" is no amount of " + unit.getUnit() + ": it has " + unit.getDigits()
                        + " digits after the point at most.",
                "");
    }

    /** The ledger of a tab that both have opened. */
    static TabLedger ledger(Known<TabState> known) {
        TabLedger ledger = known.state().ledger();
        if (ledger == null) {
            throw Failure.failed("stale", "This tab is not open.", "`byway tab show` tells how it stands.");
        }
        return ledger;
    }

    static long read(Known<TabState> known, String words) {
        return read(ledger(known).unit(), words);
    }
}
