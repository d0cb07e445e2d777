package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.agent.tab.Tabs;
import org.byway.protocol.tab.TabLedger;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabInstalment;
import org.byway.protocol.wire.TabPay;
import org.byway.protocol.wire.TabPlan;
import org.byway.protocol.wire.TabSetAside;
import org.byway.protocol.wire.TabUnit;
import org.byway.protocol.wire.TabWindDown;

/** What people may say of tabs, by chance: sensible or not. */
final class TabMoves {
    static final TabUnit EUROS =
            TabUnit.newBuilder().setUnit("EUR").setDigits(2).build();
    private static final long MOST_LIMIT = 2_000;
    private static final long MOST_CENTS = 600;
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private final Dice dice;

    TabMoves(Dice dice) {
        this.dice = dice;
    }

    private long limit() {
        return dice.between(0, MOST_LIMIT);
    }

    Matters.Opening opening(long now) {
        return Tabs.opening(EUROS, limit(), "", now + DAY);
    }

    /** @param agreements of deals, for which something may be paid */
    Saying<TabState> any(Known<TabState> known, long now, List<ByteString> agreements) {
        TabLedger ledger = known.state().ledger();
        if (ledger == null) {
            return dice.chance(0.8) ? Tabs.join(limit()) : Tabs.decline(known.me(), "no");
        }
        if (known.state() instanceof TabState.Pending && dice.chance(0.6)) {
            return dice.chance(0.7) ? Tabs.complete() : Tabs.decline(known.me(), "no");
        }
        return dice.chance(0.6) ? proposed(ledger, now, agreements) : alone(ledger);
    }

    private Saying<TabState> proposed(TabLedger before, long now, List<ByteString> agreements) {
        Side by = dice.chance(0.5) ? Side.OPENER : Side.OTHER;
        long amount = dice.between(1, MOST_CENTS);
        ByteString about = agreements.isEmpty() || dice.chance(0.3) ? ByteString.EMPTY : dice.among(agreements);
        return switch (dice.among(7)) {
            case 0 ->
                Tabs.propose((ledger, entry) ->
                        entry.getSettleBuilder().setAmount(less(ledger)).setRail("cash"));
            case 1 -> Tabs.propose((ledger, entry) -> entry.getForgiveBuilder().setAmount(less(ledger)));
            case 2 -> Tabs.propose((ledger, entry) -> entry.setPlan(plan(before, now)));
            case 3, 4 ->
                Tabs.setAside(
                        TabSetAside.newBuilder().setBy(by).setAmount(amount).setUntil(until(now)));
            default -> {
                TabPay pay = TabPay.newBuilder()
                        .setBy(by)
                        .setAmount(amount)
                        .setAbout(about)
                        .build();
                yield Tabs.propose((ledger, entry) -> entry.setPay(pay));
            }
        };
    }

    private long less(TabLedger ledger) {
        return ledger == null || ledger.balance() == 0 ? 1 : dice.between(1, Math.abs(ledger.balance()));
    }

    /** Some of it is over while people are still there. */
    private long until(long now) {
        return now + (dice.chance(0.7) ? dice.between(MINUTE, 5 * MINUTE) : DAY);
    }

    private TabPlan plan(TabLedger ledger, long now) {
        TabInstalment whole = TabInstalment.newBuilder()
                .setDue(now + DAY)
                .setAmount(Math.max(1, Math.abs(ledger.balance())))
                .build();
        return dice.chance(0.2)
                ? TabPlan.getDefaultInstance()
                : TabPlan.newBuilder().addInstalments(whole).build();
    }

    private Saying<TabState> alone(TabLedger ledger) {
        List<Long> aside = new ArrayList<>(ledger.aside().keySet());
        if (!aside.isEmpty() && dice.chance(0.6)) {
            long number = dice.among(aside);
            return dice.chance(0.5) ? Tabs.release(number) : Tabs.refund(number);
        }
        return switch (dice.among(8)) {
            case 0 -> Tabs.close();
            case 1 -> dice.chance(0.2) ? Tabs.windDown(TabWindDown.Why.LEAVING, "") : Tabs.limit(limit());
            default -> Tabs.limit(limit());
        };
    }
}
