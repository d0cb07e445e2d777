package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.byway.agent.step.Known;
import org.byway.agent.tab.TabJson;
import org.byway.cli.log.Printable;
import org.byway.protocol.step.Course;
import org.byway.protocol.step.Parties;
import org.byway.protocol.tab.TabCourse;
import org.byway.protocol.tab.TabEntries;
import org.byway.protocol.tab.TabLedger;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabInstalment;
import org.byway.protocol.wire.TabStep;
import org.byway.protocol.wire.TabUnit;
import org.byway.protocol.wire.TabWindDown;

/** Tabs in words of people. */
final class TabLines {
    /** Tabs on the desk. */
    static final MatterDesk.Telling<TabState> TABS = new MatterDesk.Telling<>() {
        @Override
        public String noun() {
            return "tab";
        }

        @Override
        public Course<TabState> course() {
            return TabCourse.TAB;
        }

        @Override
        public ObjectNode json(Known<TabState> known) {
            return TabJson.of(known);
        }

        @Override
        public List<String> lines(Known<TabState> known) {
            return full(known);
        }

        @Override
        public boolean goesOn(TabState state) {
            return state instanceof TabState.Asked
                    || state instanceof TabState.Open
                    || state instanceof TabState.Pending;
        }
    };

    private static final int SHORT_DIGITS = 8;

    private TabLines() {}

    /** A tab on one line: with whom, what is owed, and what waits. */
    static String line(Known<TabState> known) {
        String with = Printable.line(LetterDesk.called(known.tie()));
        return "%s  %-9s with %s: %s"
                .formatted(known.hex().substring(0, SHORT_DIGITS), known.state().word(), with, stands(known));
    }

    private static String stands(Known<TabState> known) {
        return switch (known.state()) {
            case TabState.Asked asked -> asked(known, asked);
            case TabState.Open open -> owed(known.me(), open.ledger());
            case TabState.Pending pending -> owed(known.me(), pending.ledger()) + ". " + awaited(known, pending);
            case TabState.Closed closed -> "nothing is owed any more";
            case TabState.Declined over -> "not wanted";
            case TabState.Withdrawn over -> "taken back";
            case TabState.Unopened none -> "";
        };
    }

    private static String asked(Known<TabState> known, TabState.Asked asked) {
        String until = LetterLines.time(asked.open().getUntil());
        String limit = amount(asked.open().getUnit(), asked.open().getLimit());
        return known.me() == Side.OPENER
                ? "they are to accept until " + until + "; they may come to owe you " + limit
                : "you are to accept until " + until + "; you may come to owe them " + limit;
    }

    /** What is owed, in one line. */
    static String owed(Side me, TabLedger ledger) {
        long mine = ledger.owedBy(me);
        String owed = mine == 0
                ? "nothing is owed"
                : (mine > 0 ? "you owe them " : "they owe you ") + amount(ledger.unit(), Math.abs(mine));
        return ledger.windingDown() == TabWindDown.Why.NOT_SAID
                ? owed
                : owed + ", to become less only (" + word(ledger.windingDown()) + ")";
    }

    private static String awaited(Known<TabState> known, TabState.Pending pending) {
        String who = pending.by() == known.me() ? "They are" : "You are";
        return who + " to accept until " + LetterLines.time(pending.until()) + ": "
                + change(known.me(), pending.ledger().unit(), pending.entry());
    }

    /** A tab in full. */
    static List<String> full(Known<TabState> known) {
        List<String> lines = new ArrayList<>();
        lines.add(line(known));
        TabLedger ledger = known.state().ledger();
        if (ledger == null) {
            return lines;
        }
        Side me = known.me();
        TabUnit unit = ledger.unit();
        lines.add("You may come to owe them " + amount(unit, ledger.limits().of(me)) + ", they you "
                + amount(unit, ledger.limits().of(Parties.across(me))) + ". You can pay "
                + amount(unit, ledger.headroom(me)) + " now. There is no interest.");
        for (TabEntry each : TabEntries.signed(known.tree())) {
            lines.add(Printable.line("%3d  %s".formatted(each.getNumber(), change(me, unit, each))));
        }
        ledger.aside()
                .forEach((number, each) -> lines.add(Printable.line(
                        "Set aside: %s by %s until %s%s (entry %d). It keeps credit free, and is no money."
                                .formatted(
                                        amount(unit, each.getAmount()),
                                        each.getBy() == me ? "you" : "them",
                                        LetterLines.time(each.getUntil()),
                                        each.getNote().isEmpty() ? "" : ", if " + each.getNote(),
                                        number))));
        lines.addAll(plan(known, ledger));
        if (ledger.last() != null) {
            lines.add("Both have signed entry " + ledger.last().hex() + ".");
        }
        return lines;
    }

    private static List<String> plan(Known<TabState> known, TabLedger ledger) {
        List<String> lines = new ArrayList<>();
        if (ledger.plan().by() == Side.UNSAID) {
            return lines;
        }
        long back = ledger.givenBack();
        lines.add((ledger.plan().by() == known.me() ? "You give" : "They give") + " back "
                + amount(ledger.unit(), ledger.plan().whole()) + ", of which " + amount(ledger.unit(), back)
                + " is done:");
        for (TabInstalment each : ledger.plan().instalments()) {
            long done = Math.min(back, each.getAmount());
            back -= done;
            String far = done == each.getAmount() ? "done" : done == 0 ? "" : amount(ledger.unit(), done) + " done";
            lines.add("     %-12s %s  %s"
                    .formatted(LetterLines.time(each.getDue()), amount(ledger.unit(), each.getAmount()), far)
                    .stripTrailing());
        }
        return lines;
    }

    /** What an entry changes. */
    private static String change(Side me, TabUnit unit, TabEntry entry) {
        return switch (entry.getChangeCase()) {
            case PAY ->
                (entry.getPay().getBy() == me ? "you pay " : "they pay ")
                        + amount(unit, entry.getPay().getAmount())
                        + note(entry.getPay().getNote());
            case SETTLE ->
                amount(unit, entry.getSettle().getAmount()) + " given back"
                        + (entry.getSettle().getRail().isEmpty()
                                ? ""
                                : " by " + entry.getSettle().getRail())
                        + note(entry.getSettle().getNote());
            case FORGIVE ->
                amount(unit, entry.getForgive().getAmount()) + " forgiven"
                        + note(entry.getForgive().getNote());
            case PLAN ->
                entry.getPlan().getInstalmentsCount() == 0
                        ? "no plan any more"
                        : "a plan of " + entry.getPlan().getInstalmentsCount() + " instalments";
            case SET_ASIDE ->
                (entry.getSetAside().getBy() == me ? "you set aside " : "they set aside ")
                        + amount(unit, entry.getSetAside().getAmount())
                        + note(entry.getSetAside().getNote());
            case CARRY -> "carried on from another tab";
            case CHANGE_NOT_SET -> "";
        };
    }

    /** A step in a conversation. */
    static String said(TabStep said) {
        return switch (said.getWhatCase()) {
            case OPEN -> "opens a tab in " + said.getOpen().getUnit().getUnit();
            case JOIN -> "joins";
            case DECLINE -> "declines" + DealLines.why(said.getDecline().getReason());
            case WITHDRAW -> "takes it back" + DealLines.why(said.getWithdraw().getReason());
            case PROPOSE -> "proposes " + word(said.getPropose().getEntry().getChangeCase());
            case COMPLETE -> "accepts";
            case VOID -> "does not go on with it" + DealLines.why(said.getVoid().getReason());
            case LIMIT -> "sets another limit";
            case RELEASE -> "releases what was set aside";
            case REFUND -> "gives back what was set aside";
            case WIND_DOWN ->
                "lets it become less only: " + word(said.getWindDown().getWhy());
            case CLOSE -> "closes it";
            case WHAT_NOT_SET -> "";
        };
    }

    private static String note(String note) {
        return note.isEmpty() ? "" : ": " + note;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** So many minor units. */
    static String amount(TabUnit unit, long minorUnits) {
        return BigDecimal.valueOf(minorUnits, unit.getDigits()).toPlainString() + " " + unit.getUnit();
    }
}
