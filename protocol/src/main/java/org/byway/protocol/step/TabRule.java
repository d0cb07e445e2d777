package org.byway.protocol.step;

import com.google.protobuf.ByteString;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabOpen;
import org.byway.protocol.wire.TabPlan;
import org.byway.protocol.wire.TabPropose;
import org.byway.protocol.wire.TabRelease;
import org.byway.protocol.wire.TabSetAside;
import org.byway.protocol.wire.TabStep;
import org.byway.protocol.wire.TabUnit;
import org.byway.protocol.wire.TabWindDown;

/** What a step of a tab may hold, whoever said it and whatever went before. Each method gives what is wrong, or null. */
final class TabRule {
    private static final String AMOUNT = "an amount is from 1 to " + StepLimits.MAX_AMOUNT;

    private TabRule() {}

    static String fault(TabStep step) {
        return switch (step.getWhatCase()) {
            case OPEN -> fault(step.getOpen());
            case JOIN -> limit(step.getJoin().getLimit());
            case DECLINE -> StepRule.reason(step.getDecline().getReason());
            case WITHDRAW -> StepRule.reason(step.getWithdraw().getReason());
            case PROPOSE -> fault(step.getPropose());
            case COMPLETE ->
                signed(step.getComplete().getEntry(), step.getComplete().getSignature());
            case VOID -> StepRule.reason(step.getVoid().getReason());
            case LIMIT -> limit(step.getLimit().getLimit());
            case RELEASE -> fault(step.getRelease());
            case REFUND -> number(step.getRefund().getEntry());
            case WIND_DOWN -> fault(step.getWindDown());
            case CLOSE -> null;
            case WHAT_NOT_SET -> "it says nothing that this version knows";
        };
    }

    private static String fault(TabOpen open) {
        TabUnit unit = open.getUnit();
        if (!StepRule.unit(unit.getUnit(), unit.getDigits(), unit.getCommunity())) {
            return "a tab counts in an ISO 4217 currency, or in a unit of a community";
        }
        if (open.getUntil() <= 0 || !note(open.getNote())) {
            return "it says until when it may be joined, and a note is one line";
        }
        return limit(open.getLimit());
    }

    private static String limit(long limit) {
        return limit >= 0 && limit <= StepLimits.MAX_AMOUNT ? null : "a limit is from 0 to " + StepLimits.MAX_AMOUNT;
    }

    private static String number(long entry) {
        return entry >= 1 && entry <= StepLimits.MAX_AMOUNT ? null : "entries are counted from 1";
    }

    private static String signed(ByteString digest, ByteString signature) {
        return StepRule.digest(digest) && signature.size() == StepRule.SIGNATURE_BYTES
                ? null
                : "an entry is signed by its digest";
    }

    private static String fault(TabRelease release) {
        return release.getPreimage().size() == StepLimits.PREIMAGE_BYTES
                ? number(release.getEntry())
                : "what releases has " + StepLimits.PREIMAGE_BYTES + " bytes";
    }

    private static String fault(TabWindDown down) {
        boolean why = down.getWhy() != TabWindDown.Why.NOT_SAID && down.getWhy() != TabWindDown.Why.UNRECOGNIZED;
        return why && note(down.getNote()) ? null : "it says why what is owed only becomes less";
    }

    private static String fault(TabPropose propose) {
        if (propose.getUntil() <= 0 || propose.getSignature().size() != StepRule.SIGNATURE_BYTES) {
            return "what is proposed is signed, and may be completed until a moment";
        }
        TabEntry entry = propose.getEntry();
        boolean names = entry.getTab().size() == StepLimits.ID_BYTES
                && StepRule.digest(entry.getOpener())
                && StepRule.digest(entry.getOther())
                && StepRule.empty(entry.getPrevious());
        if (!names || Math.abs(entry.getBalance()) > StepLimits.MAX_AMOUNT) {
            return "an entry names its tab, both sides, the entry before it, and a balance that can be";
        }
        String number = number(entry.getNumber());
        return number == null ? change(entry) : number;
    }

    private static String change(TabEntry entry) {
        return switch (entry.getChangeCase()) {
            case PAY -> {
                boolean fits = side(entry.getPay().getBy())
                        && StepRule.empty(entry.getPay().getAbout())
                        && note(entry.getPay().getNote());
                yield fits ? amount(entry.getPay().getAmount()) : "one side pays, and a note is one line";
            }
            case SETTLE -> {
                boolean fits = StepRule.text(entry.getSettle().getRail(), StepLimits.LINE_CHARACTERS, false)
                        && note(entry.getSettle().getNote());
                yield fits ? amount(entry.getSettle().getAmount()) : "how it was paid is one line";
            }
            case FORGIVE ->
                note(entry.getForgive().getNote()) ? amount(entry.getForgive().getAmount()) : "a note is one line";
            case PLAN -> fault(entry.getPlan());
            case SET_ASIDE -> fault(entry.getSetAside());
            case CARRY -> {
                long balance = entry.getCarry().getBalance();
                boolean fits = balance != 0
                        && Math.abs(balance) <= StepLimits.MAX_AMOUNT
                        && StepRule.digest(entry.getCarry().getFrom());
                yield fits ? null : "what is carried on is a balance, and names the entry that it comes from";
            }
            case CHANGE_NOT_SET -> "an entry changes something";
        };
    }

    private static String fault(TabPlan plan) {
        if (plan.getInstalmentsCount() > StepLimits.MOST_INSTALMENTS) {
            return "a plan has at most " + StepLimits.MOST_INSTALMENTS + " instalments";
        }
        boolean fits = plan.getInstalmentsList().stream()
                .allMatch(each -> each.getDue() > 0 && StepRule.positive(each.getAmount()));
        return fits ? null : "an instalment is an amount and when it is due";
    }

    private static String fault(TabSetAside aside) {
        boolean fits = side(aside.getBy())
                && StepRule.digest(aside.getHash())
                && StepRule.empty(aside.getAbout())
                && aside.getUntil() > 0
                && note(aside.getNote());
        return fits ? amount(aside.getAmount()) : "what is set aside has a side, a hash and a last moment";
    }

    private static boolean side(Side side) {
        return side == Side.OPENER || side == Side.OTHER;
    }

    private static String amount(long amount) {
        return StepRule.positive(amount) ? null : AMOUNT;
    }

    private static boolean note(String note) {
        return StepRule.text(note, StepLimits.LINE_CHARACTERS, false);
    }
}
