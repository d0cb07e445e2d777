package org.byway.protocol.tab;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabInstalment;
import org.byway.protocol.wire.TabSetAside;
import org.byway.protocol.wire.TabUnit;
import org.byway.protocol.wire.TabWindDown;

/**
 * What both sides of a tab have signed.
 *
 * @param limits the most that the opener may owe, and the most that the other may
 * @param number of the last entry; 0 where there is none yet
 * @param last its digest; null where there is none yet
 * @param signed minor units that the other owes the opener by the last entry
 * @param released minor units that the other owes the opener besides, by what was set aside and released since
 * @param aside what is set aside, by the number of its entry
 * @param windingDown why what is owed only becomes less; unsaid where it may grow
 */
public record TabLedger(
        Parties parties,
        TabUnit unit,
        Limits limits,
        long number,
        Bytes32 last,
        long signed,
        long released,
        SortedMap<Long, TabSetAside> aside,
        Plan plan,
        TabWindDown.Why windingDown) {
    /** What each side may come to owe, as the one across from it lets it. */
    public record Limits(long opener, long other) {
        public long of(Side side) {
            return side == Side.OPENER ? opener : other;
        }

        Limits with(Side side, long limit) {
            return side == Side.OPENER ? new Limits(limit, other) : new Limits(opener, limit);
        }
    }

    /**
     * By when one side gives back what it owed when this was agreed.
     *
     * @param by who owes; unsaid where there is no plan
     * @param whole what was owed then
     */
    public record Plan(Side by, long whole, List<TabInstalment> instalments) {
        static final Plan NONE = new Plan(Side.UNSAID, 0, List.of());

        public Plan {
            instalments = List.copyOf(instalments);
        }
    }

    public TabLedger {
        aside = Collections.unmodifiableSortedMap(new TreeMap<>(aside));
    }

    static TabLedger opened(Parties parties, TabUnit unit, Limits limits) {
        return new TabLedger(
                parties, unit, limits, 0, null, 0, 0, new TreeMap<>(), Plan.NONE, TabWindDown.Why.NOT_SAID);
    }

    /** What the other owes the opener; below zero where the opener owes. */
    public long balance() {
        return signed + released;
    }

    /** What a side owes; below zero where it is owed. What both owe is zero together. */
    public long owedBy(Side side) {
        return side == Side.OTHER ? balance() : -balance();
    }

    /** What a side has set aside. */
    public long aside(Side by) {
        return aside.values().stream()
                .filter(each -> each.getBy() == by)
                .mapToLong(TabSetAside::getAmount)
                .sum();
    }

    /** How much a side can pay now. */
    public long headroom(Side side) {
        long most = windingDown == TabWindDown.Why.NOT_SAID ? limits.of(side) : 0;
        return Math.max(0, most - owedBy(side) - aside(side));
    }

    /** What of the plan is due by that time and not given back yet. */
    public long overdue(long nowMillis) {
        long due = plan.instalments().stream()
                .filter(each -> each.getDue() <= nowMillis)
                .mapToLong(TabInstalment::getAmount)
                .sum();
        return Math.max(0, due - givenBack());
    }

    /** What of the plan was given back. */
    public long givenBack() {
        return plan.by() == Side.UNSAID ? 0 : Math.max(0, plan.whole() - Math.max(0, owedBy(plan.by())));
    }

    TabLedger with(TabEntry entry) {
        SortedMap<Long, TabSetAside> kept = new TreeMap<>(aside);
        if (entry.hasSetAside()) {
            kept.put(entry.getNumber(), entry.getSetAside());
        }
        Plan now = plan;
        if (entry.hasPlan()) {
            List<TabInstalment> instalments = entry.getPlan().getInstalmentsList();
            now = instalments.isEmpty() ? Plan.NONE : new Plan(debtor(), Math.abs(balance()), instalments);
        }
        return new TabLedger(
                parties,
                unit,
                limits,
                entry.getNumber(),
                TabEntries.digest(entry),
                entry.getBalance(),
                released,
                kept,
                now,
                windingDown);
    }

    /** Who owes; the opener where nobody does. */
    public Side debtor() {
        return balance() > 0 ? Side.OTHER : Side.OPENER;
    }

    TabLedger limited(Side by, long limit) {
        return new TabLedger(
                parties,
                unit,
                limits.with(Parties.across(by), limit),
                number,
                last,
                signed,
                released,
                aside,
                plan,
                windingDown);
    }

    TabLedger windingDown(TabWindDown.Why why) {
        return new TabLedger(parties, unit, limits, number, last, signed, released, aside, plan, why);
    }

    /** What was set aside is no more; what it moves is owed. */
    TabLedger without(long entry, long moves) {
        SortedMap<Long, TabSetAside> kept = new TreeMap<>(aside);
        kept.remove(entry);
        return new TabLedger(parties, unit, limits, number, last, signed, released + moves, kept, plan, windingDown);
    }

    /** What both sign next, but for the change. */
    public TabEntry.Builder next() {
        TabEntry.Builder entry = TabEntry.newBuilder()
                .setTab(parties.deal())
                .setOpener(Step.bytes(parties.opener()))
                .setOther(Step.bytes(parties.other()))
                .setNumber(number + 1)
                .setBalance(signed);
        return last == null ? entry : entry.setPrevious(Step.bytes(last));
    }
}
