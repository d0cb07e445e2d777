package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.byway.agent.pay.PayJson;
import org.byway.agent.pay.Rails;
import org.byway.agent.step.Known;
import org.byway.cli.log.Printable;
import org.byway.protocol.payment.Pact;
import org.byway.protocol.payment.PayCourse;
import org.byway.protocol.payment.PayState;
import org.byway.protocol.payment.Payment;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.Course;
import org.byway.protocol.wire.PayRail;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.PayStep;
import org.byway.protocol.wire.PublicPaySignal;
import org.byway.protocol.wire.Side;

/** Payment signals in words of people. */
final class PayLines {
    /** Payment signals on the desk. */
    static final MatterDesk.Telling<PayState> PAYS = new MatterDesk.Telling<>() {
        @Override
        public String noun() {
            return "pay";
        }

        @Override
        public Course<PayState> course() {
            return PayCourse.PAY;
        }

        @Override
        public ObjectNode json(Known<PayState> known) {
            return PayJson.of(known);
        }

        @Override
        public List<String> lines(Known<PayState> known) {
            return full(known);
        }

        @Override
        public boolean goesOn(PayState state) {
            return state instanceof PayState.Offered
                    || state instanceof PayState.Accepted
                    || state instanceof PayState.Escrowed
                    || state instanceof PayState.Said;
        }
    };

    private static final int SHORT_DIGITS = 8;

    private PayLines() {}

    /** A signal on one line: who pays, how much, for what, and what waits. */
    static String line(Known<PayState> known) {
        PaySignal signal = known.state().signal();
        String who = known.me() == Side.OPENER ? "you pay " : "they pay ";
        return Printable.line("%s  %-9s %s%s%s for %s, with %s%s"
                .formatted(
                        known.hex().substring(0, SHORT_DIGITS),
                        known.state().word(),
                        who,
                        range(signal),
                        when(signal),
                        signal.getTitle(),
                        LetterDesk.called(known.tie()),
                        awaited(known)));
    }

    /** What somebody would pay, as everybody is told, on one line. */
    static String line(Bytes32 id, PublicPaySignal said, boolean own) {
        PaySignal signal = said.getSignal();
        String whom = !said.getPayee().isEmpty()
                ? " to one payee"
                : said.getMostPayees() > 1 ? " to " + said.getMostPayees() + " at most" : " to one who answers";
        return Printable.line("%s  %s%s%s for %s%s, until %s%s%s"
                .formatted(
                        id.hex(),
                        own ? "you pay " : "pays ",
                        range(signal),
                        when(signal),
                        signal.getTitle(),
                        whom,
                        LetterLines.time(signal.getUntil()),
                        signal.getCondition().isEmpty() ? "" : ", if " + signal.getCondition(),
                        said.hasConditions() ? ", under " + said.getConditions().getId() : ""));
    }

    private static String range(PaySignal signal) {
        if (signal.getMost() == 0) {
            return "what it was worth, in " + signal.getUnit().getUnit();
        }
        String most = TabLines.amount(signal.getUnit(), signal.getMost());
        return signal.getLeast() == signal.getMost()
                ? most
                : TabLines.amount(signal.getUnit(), signal.getLeast()) + " to " + most;
    }

    private static String when(PaySignal signal) {
        return switch (signal.getWhen()) {
            case MONTHLY -> " each month";
            case PER_USE -> " for each use";
            case ONCE, UNRECOGNIZED -> "";
        };
    }

    private static String awaited(Known<PayState> known) {
        boolean payer = known.me() == Side.OPENER;
        return switch (known.state()) {
            case PayState.Offered offered ->
                ". " + (payer ? "They are" : "You are") + " to accept until "
                        + LetterLines.time(offered.signal().getUntil()) + "; then it lapses";
            case PayState.Accepted accepted -> ". " + (payer ? "You are" : "They are") + " to pay";
            case PayState.Escrowed escrowed ->
                ". " + (payer ? "You are" : "They are") + " to release what is set aside until "
                        + LetterLines.time(escrowed.pact().open().until()) + "; then it may be taken back";
            case PayState.Said said -> ". " + (payer ? "They are" : "You are") + " to confirm that it came";
            default -> "";
        };
    }

    /** A signal in full. */
    static List<String> full(Known<PayState> known) {
        List<String> lines = new ArrayList<>();
        lines.add(line(known));
        PaySignal signal = known.state().signal();
        if (!signal.getCondition().isEmpty()) {
            lines.add(Printable.line("On condition: " + signal.getCondition()));
        }
        if (known.state() instanceof PayState.Going going) {
            Pact pact = going.pact();
            pact.accept().getRailsList().forEach(each -> lines.add(Printable.line("By " + way(each))));
            for (int i = 0; i < pact.payments().size(); i++) {
                lines.add(payment(pact, i));
            }
        } else {
            lines.add("By " + signal.getRailsList().stream().collect(Collectors.joining(", or ")));
        }
        return lines;
    }

    private static String way(PayRail rail) {
        String to = rail.getTo().isEmpty() ? "" : " to " + rail.getTo();
        return rail.getRail() + to + (rail.getName().isEmpty() ? "" : " (" + rail.getName() + ")");
    }

    private static String payment(Pact pact, int place) {
        Payment payment = pact.payments().get(place);
        String how = switch (payment.how()) {
            case ASIDE -> "set aside until " + LetterLines.time(payment.until()) + ": credit kept free, no money";
            case SAID -> "said paid";
            case CONFIRMED -> "confirmed by both";
            case REFUNDED -> payment.said() == null ? "free again" : "given back";
        };
        String by = payment.said() == null
                ? ""
                : " by " + payment.said().getRail()
                        + (payment.said().getReference().isEmpty()
                                ? ""
                                : ", " + payment.said().getReference());
        return Printable.line("%3d  %-12s %s%s: %s"
                .formatted(
                        place + 1,
                        LetterLines.time(payment.at()),
                        TabLines.amount(pact.signal().getUnit(), payment.amount()),
                        by,
                        how));
    }

    /** What is to be scanned to pay outside, in the terminal; nothing where there is nothing to scan. */
    static void code(Desk desk, Pact pact, String by, long amount) {
        for (PayRail rail : pact.accept().getRailsList()) {
            if (rail.getRail().equals(by)) {
                Rails.code(rail, pact.signal().getUnit(), amount, pact.signal().getTitle())
                        .ifPresent(text -> {
                            desk.say(text);
                            TerminalCode.of(text).ifPresent(desk::say);
                            desk.say(
                                    "Pay it with your own program; this one moves no money. Then say so with `byway pay settle`.");
                        });
            }
        }
    }

    /** A step in a conversation. */
    static String said(PayStep said) {
        return switch (said.getWhatCase()) {
            case SIGNAL ->
                "would pay " + range(said.getSignal()) + when(said.getSignal()) + " for "
                        + said.getSignal().getTitle();
            case ACCEPT -> "accepts";
            case DECLINE -> "declines" + DealLines.why(said.getDecline().getReason());
            case WITHDRAW -> "takes it back" + DealLines.why(said.getWithdraw().getReason());
            case LAPSE -> "waits no longer";
            case SET_ASIDE -> "has set it aside";
            case SAID -> "has paid by " + said.getSaid().getRail();
            case CONFIRM -> "has got it";
            case REFUND -> "gives it back" + DealLines.why(said.getRefund().getReason());
            case FORGIVE -> "wants it no more" + DealLines.why(said.getForgive().getReason());
            case END -> "ends it" + DealLines.why(said.getEnd().getReason());
            case WHAT_NOT_SET -> "";
        };
    }
}
