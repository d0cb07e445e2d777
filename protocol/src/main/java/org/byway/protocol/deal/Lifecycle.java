package org.byway.protocol.deal;

import java.util.Collection;
import java.util.List;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Course;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.Accept;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Quote;
import org.byway.protocol.wire.Side;

/** How a deal goes on. Its table is in SPEC.md, chapter "Deals". */
public final class Lifecycle implements Course<DealState> {
    public static final Lifecycle DEAL = new Lifecycle();

    private Lifecycle() {}

    /** What steps of a deal lead to. */
    public static StepTree<DealState> of(Collection<Step> steps) {
        return StepTree.of(DEAL, steps);
    }

    @Override
    public boolean has(DealStep said) {
        return Precedence.of(said.getWhatCase()) >= 0;
    }

    @Override
    public int mostSteps() {
        return StepLimits.MOST_STEPS;
    }

    @Override
    public DealState unopened() {
        return new DealState.Unopened();
    }

    @Override
    public Parties parties(DealState state) {
        return state.parties();
    }

    @Override
    public String word(DealState state) {
        return state.word();
    }

    @Override
    public int precedence(Step step) {
        return Precedence.of(step.said().getWhatCase());
    }

    /** How far something has come counts from any branch, where the same commitment has that place. */
    @Override
    public boolean beside(DealState there, DealState here, Step step) {
        return switch (step.said().getWhatCase()) {
            case PROGRESS, CONFIRM, FORGIVE -> same(there.agreed(), here.agreed(), Fulfilment.place(step.said()));
            default -> false;
        };
    }

    private static boolean same(Work there, Work here, int place) {
        if (there == null || here == null || !there.agreement().equals(here.agreement())) {
            return false;
        }
        Commitment what = here.at(place) == null ? null : here.at(place).what();
        return there.at(place).what().equals(what);
    }

    @Override
    public Checked<DealState> next(DealState before, Step step) {
        if (before instanceof DealState.Unopened) {
            return opened(step);
        }
        Parties parties = before.parties();
        Side by = parties.side(step.author());
        if (!step.said().getDeal().equals(parties.deal())) {
            return Refusal.of(Reason.BAD_CONTENT, "it is a step of another deal");
        }
        if (by == null || !parties.key(Parties.across(by)).equals(step.to())) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "it is not said by one side of this deal to the other");
        }
        return switch (before) {
            case DealState.Quoted quoted -> answered(quoted, step, by);
            case DealState.Standing standing -> Fulfilment.next(standing, step, by);
            case DealState.Closed closed -> Fulfilment.reopened(closed, step, by);
            case DealState.Unopened unopened -> opened(step);
            case DealState.Declined over -> over();
            case DealState.Withdrawn over -> over();
            case DealState.Lapsed over -> over();
            case DealState.Cancelled over -> over();
        };
    }

    private static Checked<DealState> over() {
        return Refusal.of(Reason.STALE, "this deal is over: open another");
    }

    private static Checked<DealState> opened(Step step) {
        return step.said().hasQuote() && step.after() == null
                ? quoted(new Parties(step.said().getDeal(), step.author(), step.to()), 1, step, Side.OPENER)
                : Refusal.of(Reason.STALE, "a deal begins with a quote");
    }

    private static Checked<DealState> quoted(Parties parties, int round, Step step, Side by) {
        Quote quote = step.said().getQuote();
        Proposal proposal = quote.getProposal();
        if (round > StepLimits.MOST_ROUNDS) {
            return Refusal.of(Reason.OVER_BUDGET, "after " + StepLimits.MOST_ROUNDS + " quotes only yes or no is left");
        }
        if (proposal.getUntil() <= step.at() || proposal.getUntil() - step.at() > StepLimits.QUOTE_MILLIS) {
            return Refusal.of(Reason.BAD_TIME, "a quote holds for a while, at most a year");
        }
        return parties.digest(proposal).equals(Step.bytes32(quote.getAgreement()))
                ? new Checked.Ok<>(new DealState.Quoted(parties, round, proposal, parties.digest(proposal), by))
                : Refusal.of(Reason.BAD_DIGEST, "it signs another agreement than what it quotes");
    }

    private static Checked<DealState> answered(DealState.Quoted before, Step step, Side by) {
        boolean quoter = by == before.by();
        return switch (step.said().getWhatCase()) {
            case QUOTE -> quoter ? waits() : quoted(before.parties(), before.round() + 1, step, by);
            case ACCEPT -> quoter ? waits() : accepted(before, step);
            case DECLINE ->
                quoter ? waits() : new Checked.Ok<>(new DealState.Declined(before.parties(), before.proposal(), by));
            case WITHDRAW ->
                quoter
                        ? new Checked.Ok<>(new DealState.Withdrawn(before.parties(), before.proposal(), by))
                        : Refusal.of(Reason.NOT_YOURS, "who made the quote withdraws it");
            case LAPSE -> lapsed(before, step);
            case PROGRESS,
                    CONFIRM,
                    FORGIVE,
                    CANCEL,
                    ASK_RETURN,
                    REFUND,
                    CONSENT,
                    REFUSE,
                    DISPUTE,
                    DECIDE,
                    TERMS,
                    TAB,
                    PAY,
                    WHAT_NOT_SET -> Refusal.of(Reason.STALE, "nothing is agreed yet");
        };
    }

    private static Checked<DealState> lapsed(DealState.Quoted before, Step step) {
        if (Fulfilment.place(step.said()) != 0) {
            return Refusal.of(Reason.STALE, "nothing is agreed yet");
        }
        return over(before.proposal().getUntil(), step)
                ? new Checked.Ok<>(new DealState.Lapsed(before.parties(), before.proposal()))
                : early();
    }

    private static Checked<DealState> waits() {
        return Refusal.of(Reason.NOT_YOURS, "the other side is to answer");
    }

    static Checked<DealState> early() {
        return Refusal.of(Reason.NOT_YET, "its time is not over");
    }

    /** Whether that moment is over for both, however their clocks differ. */
    static boolean over(long until, Step step) {
        return step.at() >= until + StepLimits.GRACE_MILLIS;
    }

    private static Checked<DealState> accepted(DealState.Quoted before, Step step) {
        Accept accept = step.said().getAccept();
        if (!Step.bytes32(accept.getAgreement()).equals(before.agreement())) {
            return Refusal.of(Reason.BAD_DIGEST, "it accepts another agreement than what is quoted");
        }
        if (over(before.proposal().getUntil(), step)) {
            return Refusal.of(Reason.EXPIRED, "the quote held until then and no longer");
        }
        List<Owed> owed = before.proposal().getCommitmentsList().stream()
                .map(each -> Owed.of(each, step.at()))
                .toList();
        return new Checked.Ok<>(new DealState.Agreed(
                new Work(before.parties(), before.proposal(), before.agreement(), owed, Work.Course.AS_AGREED)));
    }
}
