package org.byway.protocol.step;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import org.byway.protocol.wire.PayAccept;
import org.byway.protocol.wire.PayAnswer;
import org.byway.protocol.wire.PayRail;
import org.byway.protocol.wire.PaySaid;
import org.byway.protocol.wire.PaySetAside;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.PayStep;

/** What a step of a payment signal may hold, whoever said it and whatever went before. Each method gives what is wrong, or null. */
public final class PayRule {
    private PayRule() {}

    static String fault(PayStep step) {
        return switch (step.getWhatCase()) {
            case SIGNAL -> fault(step.getSignal());
            case ACCEPT -> fault(step.getAccept());
            case DECLINE -> StepRule.reason(step.getDecline().getReason());
            case WITHDRAW -> StepRule.reason(step.getWithdraw().getReason());
            case LAPSE -> null;
            case SET_ASIDE -> fault(step.getSetAside());
            case SAID -> fault(step.getSaid());
            case CONFIRM -> number(step.getConfirm().getPayment());
            case REFUND -> {
                String reason = StepRule.reason(step.getRefund().getReason());
                yield reason == null ? number(step.getRefund().getPayment()) : reason;
            }
            case FORGIVE -> StepRule.reason(step.getForgive().getReason());
            case END -> StepRule.reason(step.getEnd().getReason());
            case WHAT_NOT_SET -> "it says nothing that this version knows";
        };
    }

    /** What is wrong with what somebody would pay. */
    public static String fault(PaySignal signal) {
        boolean unit = StepRule.unit(
                signal.getUnit().getUnit(),
                signal.getUnit().getDigits(),
                signal.getUnit().getCommunity());
        boolean amounts = signal.getLeast() >= 0
                && signal.getMost() >= 0
                && signal.getMost() <= StepLimits.MAX_AMOUNT
                && signal.getLeast() <= (signal.getMost() == 0 ? StepLimits.MAX_AMOUNT : signal.getMost());
        if (!unit || !amounts) {
            return "a signal names a unit, and from how much to how much; or nothing where that is said afterwards";
        }
        boolean words = !signal.getTitle().isBlank() && line(signal.getTitle()) && line(signal.getCondition());
        if (!words || !StepRule.empty(signal.getAbout()) || !StepRule.empty(signal.getTerms())) {
            return "a signal says for what, in one line, and on what condition in another";
        }
        if (signal.getWhen() == PaySignal.When.UNRECOGNIZED || signal.getUntil() <= 0) {
            return "a signal says when it pays, and up to when it may be accepted";
        }
        return rails(signal.getRailsList());
    }

    private static String rails(List<String> rails) {
        boolean fits = !rails.isEmpty()
                && rails.size() <= StepLimits.MOST_RAILS
                && new HashSet<>(rails).size() == rails.size()
                && rails.stream().allMatch(PayRule::name);
        return fits ? null : "from 1 to " + StepLimits.MOST_RAILS + " ways to pay are named, each once";
    }

    private static boolean name(String rail) {
        return rail.matches("[a-z][a-z0-9-]{0,15}");
    }

    private static String fault(PayAccept accept) {
        String rails =
                rails(accept.getRailsList().stream().map(PayRail::getRail).toList());
        if (rails != null) {
            return rails;
        }
        boolean fits = accept.getRailsList().stream()
                .allMatch(each -> StepRule.text(each.getTo(), StepLimits.TO_CHARACTERS, false) && line(each.getName()));
        return fits ? null : "where money is to go is one line of at most " + StepLimits.TO_CHARACTERS + " characters";
    }

    private static String fault(PaySetAside aside) {
        return StepRule.positive(aside.getAmount()) && StepRule.digest(aside.getEntry()) && aside.getUntil() > 0
                ? null
                : "what is set aside is an amount, an entry of a tab and a last moment";
    }

    private static String fault(PaySaid said) {
        ByteString entry = said.getEntry();
        boolean fits = StepRule.positive(said.getAmount())
                && name(said.getRail())
                && line(said.getReference())
                && StepRule.empty(entry)
                && said.getUses() >= 0
                && said.getUses() <= StepLimits.MAX_USES
                && said.getAside() >= 0
                && said.getAside() <= StepLimits.MOST_PAYMENTS;
        return fits && (said.getRail().equals("tab") || entry.isEmpty())
                ? null
                : "a payment is an amount and how it was paid; by a tab it may name its entry";
    }

    /** What is wrong with an answer to what was signalled to everybody. */
    public static String fault(PayAnswer answer) {
        if (!StepRule.digest(answer.getRecord())) {
            return "it names the record that it answers by its id";
        }
        String signal = fault(answer.getSignal());
        return signal == null ? fault(answer.getAccept()) : signal;
    }

    private static String number(long payment) {
        return payment >= 1 && payment <= StepLimits.MOST_PAYMENTS ? null : "payments are counted from 1";
    }

    private static boolean line(String text) {
        return StepRule.text(text, StepLimits.LINE_CHARACTERS, false);
    }
}
