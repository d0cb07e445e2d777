package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.byway.agent.deal.DealJson;
import org.byway.agent.deal.Wording;
import org.byway.agent.step.Known;
import org.byway.cli.log.Printable;
import org.byway.protocol.deal.Awaited;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Lifecycle;
import org.byway.protocol.deal.Owed;
import org.byway.protocol.deal.Work;
import org.byway.protocol.step.Course;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.SignedStep;

/** Deals in words of people. */
final class DealLines {
    private static final int SHORT_DIGITS = 8;

    /** Deals on the desk. */
    static final MatterDesk.Telling<DealState> DEALS = new MatterDesk.Telling<>() {
        @Override
        public String noun() {
            return "deal";
        }

        @Override
        public Course<DealState> course() {
            return Lifecycle.DEAL;
        }

        @Override
        public ObjectNode json(Known<DealState> known) {
            return DealJson.of(known);
        }

        @Override
        public List<String> lines(Known<DealState> known) {
            return full(known);
        }

        @Override
        public boolean goesOn(DealState state) {
            return Awaited.of(state).isPresent();
        }
    };

    private DealLines() {}

    static String name(Known<DealState> known) {
        return known.hex().substring(0, SHORT_DIGITS);
    }

    /** A deal on one line: what it is about, how it stands, and who is to do what until when. */
    static String line(Known<DealState> known) {
        return "%s  %-10s %s, with %s%s"
                .formatted(
                        name(known),
                        known.state().word(),
                        Printable.line(gives(known)),
                        Printable.line(LetterDesk.called(known.tie())),
                        Awaited.of(known.state())
                                .map(each -> ". " + awaited(known, each))
                                .orElse(""));
    }

    private static String gives(Known<DealState> known) {
        List<String> mine = new ArrayList<>();
        List<String> theirs = new ArrayList<>();
        for (Commitment each : known.state().proposal().getCommitmentsList()) {
            (each.getBy() == known.me() ? mine : theirs).add(Wording.of(each));
        }
        String get = theirs.isEmpty() ? "" : "you get " + String.join(", ", theirs);
        String give = mine.isEmpty() ? "" : "you give " + String.join(", ", mine);
        return give + (give.isEmpty() || get.isEmpty() ? "" : "; ") + get;
    }

    /** Who is to do what, until when, and what then. */
    static String awaited(Known<DealState> known, Awaited awaited) {
        boolean me = awaited.who() == known.me();
        String until = LetterLines.time(awaited.until());
        String what = Optional.ofNullable(known.state().agreed())
                .map(work -> work.at(awaited.place()))
                .map(owed -> awaited.place() + " (" + Wording.of(owed.what()) + ")")
                .orElse("");
        String who = me ? "You are" : "They are";
        return Printable.line(
                switch (awaited.what()) {
                    case ANSWER_QUOTE -> who + " to accept, counter or decline until " + until + "; then it lapses";
                    case GIVE ->
                        who + " to give " + what + " until " + until + "; then " + (me ? "they" : "you")
                                + " need wait no longer";
                    case CONFIRM ->
                        who + " to confirm " + what + " until " + until + "; then it may count as unanswered";
                    case ANSWER_CANCEL -> who + " to agree that it ends, until " + until + "; then it goes on";
                    case ANSWER_RETURN -> who + " to agree to the return until " + until + "; then all stays as it is";
                    case SETTLE_DISPUTE ->
                        "The mediator is to decide, or " + (me ? "you" : "they") + " to withdraw the dispute, until "
                                + until + "; then all stays as agreed";
                });
    }

    /** A deal in full. */
    static List<String> full(Known<DealState> known) {
        List<String> lines = new ArrayList<>();
        lines.add(line(known));
        lines.addAll(terms(known));
        return lines;
    }

    /** A deal that was brought to a mediator, with all that was said. */
    static List<String> brought(Known<DealState> known) {
        List<String> lines = new ArrayList<>();
        lines.add(name(known) + "  " + known.state().word());
        lines.addAll(terms(known));
        for (Step step : known.steps()) {
            String who = known.state().parties().side(step.author()) == Side.OPENER ? "opener" : "other side";
            lines.add("%s  %-10s %s".formatted(LetterLines.time(step.at()), who, Printable.line(said(step.signed()))));
        }
        return lines;
    }

    private static List<String> terms(Known<DealState> known) {
        List<String> lines = new ArrayList<>();
        Work work = known.state().agreed();
        List<Commitment> proposed = known.state().proposal().getCommitmentsList();
        int count = work == null ? proposed.size() : work.owed().size();
        for (int place = 1; place <= count; place++) {
            lines.add(
                    work == null ? one(known, place, proposed.get(place - 1), "") : one(known, place, work.at(place)));
        }
        String note = known.state().proposal().getNote();
        if (!note.isEmpty()) {
            lines.add(Printable.line(note));
        }
        ByteString under = known.state().proposal().getTerms();
        if (!under.isEmpty()) {
            lines.add("It stands under the conditions of agreement " + LetterLines.hex(under) + ".");
        }
        if (work != null) {
            lines.add("Both have signed agreement " + work.agreement().hex() + ".");
        }
        return lines;
    }

    private static String one(Known<DealState> known, int place, Owed owed) {
        String far = switch (owed.end()) {
            case FORGIVEN -> "forgiven";
            case UNANSWERED -> "said done, never answered";
            case NOT_KEPT -> "not kept";
            case DROPPED -> "no longer owed";
            case OPEN -> far(owed);
        };
        return one(known, place, owed.what(), ": " + far);
    }

    private static String far(Owed owed) {
        if (owed.settled()) {
            return "confirmed";
        }
        if (owed.said()) {
            String paid = owed.what().hasMoney() ? "said paid" : "said done";
            return paid + ", " + Wording.amount(owed.what(), owed.given()) + " of "
                    + Wording.amount(owed.what(), owed.whole());
        }
        if (owed.confirmed() > 0) {
            return Wording.amount(owed.what(), owed.confirmed()) + " of " + Wording.amount(owed.what(), owed.whole())
                    + " confirmed";
        }
        return switch (owed.tracking()) {
            case NOTHING, DONE, UNRECOGNIZED -> "due";
            case PACKED, PICKED_UP, UNDER_WAY, OUT_FOR_DELIVERY, FAILED ->
                owed.tracking().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String one(Known<DealState> known, int place, Commitment what, String far) {
        String due = what.getDue() == 0 ? "" : " by " + LetterLines.time(what.getDue());
        String back = what.getReturnBy() == 0 ? "" : ", back by " + LetterLines.time(what.getReturnBy());
        String where = what.getWhere().isEmpty() ? "" : ", " + what.getWhere();
        String opener = what.getBy() == Side.OPENER ? "opener gives" : "other side gives";
        String own = what.getBy() == known.me() ? "you give" : "they give";
        String who = known.me() == Side.UNSAID ? opener : own;
        return Printable.line("%3d  %s %s%s%s%s%s".formatted(place, who, Wording.of(what), due, where, back, far));
    }

    /** A step in a conversation. */
    static String said(SignedStep signed) {
        DealStep said = Step.read(signed).orThrow().said();
        String word = word(said);
        String what = switch (said.getWhatCase()) {
            case QUOTE -> "proposes: " + proposed(said);
            case ACCEPT -> "accepts";
            case DECLINE -> "declines" + why(said.getDecline().getReason());
            case WITHDRAW -> "takes it back" + why(said.getWithdraw().getReason());
            case PROGRESS ->
                said.getProgress().getCommitment() + " is "
                        + said.getProgress()
                                .getTracking()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' ');
            case CONFIRM -> "confirms " + said.getConfirm().getCommitment();
            case FORGIVE -> "forgives " + said.getForgive().getCommitment();
            case CANCEL -> "cancels" + why(said.getCancel().getReason());
            case ASK_RETURN -> "asks for a return" + why(said.getAskReturn().getReason());
            case REFUND ->
                "gives back " + Wording.of(said.getRefund().getBack())
                        + why(said.getRefund().getReason());
            case CONSENT -> "agrees";
            case REFUSE -> "does not agree" + why(said.getRefuse().getReason());
            case DISPUTE -> "disputes it" + why(said.getDispute().getReason());
            case DECIDE -> "brings the mediator's decision";
            case LAPSE -> "waits no longer";
            case TERMS -> TermsLines.said(said.getTerms());
            case TAB -> TabLines.said(said.getTab());
            case PAY -> PayLines.said(said.getPay());
            case WHAT_NOT_SET -> "";
        };
        return "[" + word + " " + LetterLines.hex(said.getDeal()).substring(0, SHORT_DIGITS) + ": " + what + "]";
    }

    private static String word(DealStep said) {
        return switch (said.getWhatCase()) {
            case TERMS -> "conditions";
            case TAB -> "tab";
            case PAY -> "pay";
            default -> "deal";
        };
    }

    private static String proposed(DealStep said) {
        List<String> all = new ArrayList<>();
        for (Commitment each : said.getQuote().getProposal().getCommitmentsList()) {
            all.add((each.getBy() == Side.OPENER ? "opener gives " : "other side gives ") + Wording.of(each));
        }
        return String.join("; ", all);
    }

    static String why(String reason) {
        return reason.isEmpty() ? "" : ": " + Printable.joined(reason);
    }
}
