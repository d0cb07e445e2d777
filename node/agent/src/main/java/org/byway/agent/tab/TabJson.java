package org.byway.agent.tab;

import static org.byway.agent.step.StepJson.hex;
import static org.byway.agent.step.StepJson.time;
import static org.byway.agent.step.StepJson.who;
import static org.byway.agent.step.StepJson.word;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.byway.agent.step.Known;
import org.byway.protocol.step.Parties;
import org.byway.protocol.tab.TabEntries;
import org.byway.protocol.tab.TabLedger;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabWindDown;

/** A tab as JSON; amounts are minor units. */
public final class TabJson {
    private TabJson() {}

    public static ObjectNode of(Known<TabState> known) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("tab", known.hex()).put("state", known.state().word());
        line.put("conversation", known.tie().relationship().hex());
        line.put("name", known.tie().name().isEmpty() ? null : known.tie().name());
        switch (known.state()) {
            case TabState.Asked asked -> asked(line, known, asked);
            case TabState.Pending pending -> pending(line, known, pending);
            case TabState.Open open -> ledger(line, known, open.ledger());
            case TabState.Closed closed -> ledger(line, known, closed.ledger());
            case TabState.Unopened none -> {}
            case TabState.Declined none -> {}
            case TabState.Withdrawn none -> {}
        }
        ArrayNode entries = line.putArray("entries");
        TabEntries.signed(known.tree()).forEach(each -> entry(entries.addObject(), known, each));
        line.put("steps", known.tree().path().size())
                .put("refused", known.tree().refused().size());
        line.put("latest", time(known.latest()));
        return line;
    }

    private static void asked(ObjectNode line, Known<TabState> known, TabState.Asked asked) {
        line.put("unit", asked.open().getUnit().getUnit())
                .put("digits", asked.open().getUnit().getDigits());
        line.put("limit", asked.open().getLimit())
                .put("until", time(asked.open().getUntil()));
        line.put("awaited", known.me() == Side.OPENER ? "them" : "me");
    }

    private static void pending(ObjectNode line, Known<TabState> known, TabState.Pending pending) {
        ledger(line, known, pending.ledger());
        entry(line.putObject("proposed"), known, pending.entry());
        line.put("awaited", pending.by() == known.me() ? "them" : "me").put("until", time(pending.until()));
    }

    private static void ledger(ObjectNode line, Known<TabState> known, TabLedger ledger) {
        Side me = known.me();
        line.put("unit", ledger.unit().getUnit()).put("digits", ledger.unit().getDigits());
        line.put("owedByMe", ledger.owedBy(me));
        line.put("limitOfMe", ledger.limits().of(me))
                .put("limitOfThem", ledger.limits().of(Parties.across(me)));
        line.put("headroom", ledger.headroom(me));
        line.put(
                "windingDown",
                ledger.windingDown() == TabWindDown.Why.NOT_SAID
                        ? null
                        : ledger.windingDown().name().toLowerCase(Locale.ROOT));
        ArrayNode aside = line.putArray("setAside");
        ledger.aside()
                .forEach((number, each) -> aside.addObject()
                        .put("entry", number)
                        .put("by", who(known, each.getBy()))
                        .put("amount", each.getAmount())
                        .put("until", time(each.getUntil()))
                        .put("note", each.getNote()));
        if (ledger.plan().by() != Side.UNSAID) {
            ObjectNode plan = line.putObject("plan");
            plan.put("by", who(known, ledger.plan().by()))
                    .put("whole", ledger.plan().whole());
            plan.put("givenBack", ledger.givenBack());
            ArrayNode instalments = plan.putArray("instalments");
            ledger.plan()
                    .instalments()
                    .forEach(each -> instalments
                            .addObject()
                            .put("due", time(each.getDue()))
                            .put("amount", each.getAmount()));
        }
    }

    private static void entry(ObjectNode line, Known<TabState> known, TabEntry entry) {
        line.put("number", entry.getNumber()).put("change", word(entry.getChangeCase()));
        switch (entry.getChangeCase()) {
            case PAY ->
                line.put("by", who(known, entry.getPay().getBy()))
                        .put("amount", entry.getPay().getAmount())
                        .put("about", hex(entry.getPay().getAbout()))
                        .put("note", entry.getPay().getNote());
            case SETTLE ->
                line.put("amount", entry.getSettle().getAmount())
                        .put("rail", entry.getSettle().getRail())
                        .put("note", entry.getSettle().getNote());
            case FORGIVE -> line.put("amount", entry.getForgive().getAmount());
            case SET_ASIDE ->
                line.put("by", who(known, entry.getSetAside().getBy()))
                        .put("amount", entry.getSetAside().getAmount())
                        .put("note", entry.getSetAside().getNote());
            case CARRY -> line.put("from", hex(entry.getCarry().getFrom()));
            case PLAN, CHANGE_NOT_SET -> {}
        }
        long other = entry.getBalance();
        line.put("owedByMe", known.me() == Side.OTHER ? other : -other);
        line.put("digest", TabEntries.digest(entry).hex());
    }
}
