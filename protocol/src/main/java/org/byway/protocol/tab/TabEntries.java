package org.byway.protocol.tab;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabInstalment;
import org.byway.protocol.wire.TabStep;
import org.byway.protocol.wire.TabWindDown;

/** What the next entry of a tab may be, whoever proposes it. */
public final class TabEntries {
    private TabEntries() {}

    /** What both sign. */
    public static Bytes32 digest(TabEntry entry) {
        return Sha256.of(entry.toByteArray());
    }

    /** An entry with the balance that comes of its change. */
    public static TabEntry balanced(TabLedger before, TabEntry.Builder entry) {
        return entry.setBalance(before.signed() + moved(before, entry.buildPartial()))
                .build();
    }

    /** How much more the other owes the opener by it. */
    static long moved(TabLedger before, TabEntry entry) {
        return switch (entry.getChangeCase()) {
            case PAY -> toOpener(entry.getPay().getBy(), entry.getPay().getAmount());
            case SETTLE -> -toOpener(before.debtor(), entry.getSettle().getAmount());
            case FORGIVE -> -toOpener(before.debtor(), entry.getForgive().getAmount());
            case CARRY -> entry.getCarry().getBalance();
            case PLAN, SET_ASIDE, CHANGE_NOT_SET -> 0;
        };
    }

    /** By so much the other owes the opener more when a side pays so much. */
    static long toOpener(Side by, long amount) {
        return by == Side.OTHER ? amount : -amount;
    }

    /** Why it cannot be the next, whoever proposes it; null where it can. */
    static Refusal fault(TabLedger before, TabEntry entry, Side proposer, long at) {
        TabEntry.Builder place = before.next();
        boolean next = place.getTab().equals(entry.getTab())
                && place.getOpener().equals(entry.getOpener())
                && place.getOther().equals(entry.getOther())
                && place.getNumber() == entry.getNumber()
                && place.getPrevious().equals(entry.getPrevious());
        if (!next) {
            return new Refusal(Reason.STALE, "it is not the next entry of this tab");
        }
        if (entry.getBalance() != before.signed() + moved(before, entry)) {
            return new Refusal(Reason.BAD_CONTENT, "its balance is not what comes of its change");
        }
        return switch (entry.getChangeCase()) {
            case PAY -> grown(before, entry.getPay().getBy(), entry.getPay().getAmount());
            case SETTLE -> less(before, entry.getSettle().getAmount());
            case FORGIVE -> forgiven(before, entry.getForgive().getAmount(), proposer);
            case PLAN -> planned(before, entry, at);
            case SET_ASIDE -> aside(before, entry, at);
            case CARRY ->
                before.number() == 0 ? null : new Refusal(Reason.STALE, "only the first entry carries on another tab");
            case CHANGE_NOT_SET -> new Refusal(Reason.BAD_CONTENT, "it changes nothing");
        };
    }

    private static Refusal grown(TabLedger before, Side by, long amount) {
        long after = before.owedBy(by) + amount + before.aside(by);
        if (after <= 0 || amount <= before.headroom(by)) {
            return null;
        }
        return before.windingDown() == TabWindDown.Why.NOT_SAID
                ? new Refusal(Reason.OVER_BUDGET, "it is more than the other side lets be owed")
                : new Refusal(Reason.STALE, "what is owed on this tab only becomes less from now on");
    }

    private static Refusal less(TabLedger before, long amount) {
        return amount <= Math.abs(before.balance())
                ? null
                : new Refusal(Reason.OVER_BUDGET, "it is more than what is owed");
    }

    private static Refusal forgiven(TabLedger before, long amount, Side proposer) {
        return proposer == before.debtor()
                ? new Refusal(Reason.NOT_YOURS, "who is owed forgives")
                : less(before, amount);
    }

    private static Refusal planned(TabLedger before, TabEntry entry, long at) {
        long sum = 0;
        long last = at;
        for (TabInstalment each : entry.getPlan().getInstalmentsList()) {
            if (each.getDue() <= last || each.getDue() > at + StepLimits.PLAN_MILLIS) {
                return new Refusal(Reason.BAD_TIME, "instalments are due one after the other, within ten years");
            }
            last = each.getDue();
            sum += each.getAmount();
        }
        boolean whole = sum == Math.abs(before.balance());
        boolean ends =
                entry.getPlan().getInstalmentsCount() == 0 && before.plan().by() != Side.UNSAID;
        return whole && sum > 0 || ends
                ? null
                : new Refusal(Reason.BAD_CONTENT, "the instalments of a plan are together what is owed");
    }

    private static Refusal aside(TabLedger before, TabEntry entry, long at) {
        if (before.aside().size() >= StepLimits.MOST_ASIDE) {
            return new Refusal(
                    Reason.OVER_BUDGET, "at most " + StepLimits.MOST_ASIDE + " amounts are set aside at once");
        }
        long until = entry.getSetAside().getUntil();
        if (until <= at || until - at > StepLimits.ASIDE_MILLIS) {
            return new Refusal(Reason.BAD_TIME, "what is set aside is so for a while, at most a year");
        }
        Side by = entry.getSetAside().getBy();
        return entry.getSetAside().getAmount() <= before.headroom(by)
                ? null
                : new Refusal(Reason.OVER_BUDGET, "it is more than the other side lets be owed");
    }

    /** Whether its other side gives up nothing that it has not let go before: then its agent completes it by itself. */
    public static boolean harmless(TabLedger before, TabEntry entry, Side proposer) {
        Side completer = Parties.across(proposer);
        return switch (entry.getChangeCase()) {
            case PAY -> entry.getPay().getBy() == proposer;
            case SET_ASIDE -> entry.getSetAside().getBy() == proposer;
            case SETTLE, FORGIVE -> before.debtor() == completer;
            case PLAN, CARRY, CHANGE_NOT_SET -> false;
        };
    }

    /** What both have signed, in order. */
    public static List<TabEntry> signed(StepTree<TabState> tab) {
        Map<ByteString, TabEntry> proposed = new HashMap<>();
        List<TabEntry> all = new ArrayList<>();
        for (Step step : tab.counted()) {
            TabStep said = step.said().getTab();
            if (said.hasPropose()) {
                TabEntry entry = said.getPropose().getEntry();
                proposed.put(Step.bytes(digest(entry)), entry);
            } else if (said.hasComplete()) {
                all.add(proposed.get(said.getComplete().getEntry()));
            }
        }
        return all;
    }
}
