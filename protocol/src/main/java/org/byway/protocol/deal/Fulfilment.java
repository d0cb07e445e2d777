package org.byway.protocol.deal;

import java.util.List;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Refund;
import org.byway.protocol.wire.Side;

/** What is said once both have signed. */
final class Fulfilment {
    private Fulfilment() {}

    static Checked<DealState> next(DealState.Standing before, Step step, Side by) {
        DealStep said = step.said();
        return switch (said.getWhatCase()) {
            case PROGRESS, CONFIRM, FORGIVE -> moved(before, step, by);
            case CANCEL -> cancelled(before, step, by);
            case ASK_RETURN ->
                before instanceof DealState.Agreed
                        ? new Checked.Ok<>(new DealState.Returning(
                                before.work(), by, said.getAskReturn().getBackList(), answer(step)))
                        : asked();
            case REFUND -> refunded(before, step, by);
            case CONSENT, REFUSE, WITHDRAW -> answered(before, step, by);
            case DISPUTE ->
                before instanceof DealState.Disputed
                        ? Refusal.of(Reason.STALE, "it is disputed already")
                        : new Checked.Ok<>(disputed(before.work(), step, by));
            case DECIDE -> decided(before, step);
            case LAPSE -> said.getLapse().getCommitment() == 0 ? lapsed(before, step) : moved(before, step, by);
            case QUOTE, ACCEPT, DECLINE, TAB, PAY, TERMS, WHAT_NOT_SET ->
                Refusal.of(Reason.STALE, "it is agreed: what was quoted is no more to be answered");
        };
    }

    /** What may still be said when nothing is owed: for a year, as things may break later. */
    static Checked<DealState> reopened(DealState.Closed before, Step step, Side by) {
        if (step.at() > before.at() + StepLimits.RETURN_MILLIS) {
            return Refusal.of(Reason.EXPIRED, "it was closed over a year ago");
        }
        DealState.Standing again = new DealState.Agreed(before.work());
        return switch (step.said().getWhatCase()) {
            case ASK_RETURN, REFUND, DISPUTE -> next(again, step, by);
            case QUOTE,
                    ACCEPT,
                    DECLINE,
                    WITHDRAW,
                    PROGRESS,
                    CONFIRM,
                    FORGIVE,
                    CANCEL,
                    CONSENT,
                    REFUSE,
                    DECIDE,
                    LAPSE,
                    TERMS,
                    TAB,
                    PAY,
                    WHAT_NOT_SET -> Refusal.of(Reason.STALE, "nothing is owed any more");
        };
    }

    private static Checked<DealState> asked() {
        return Refusal.of(Reason.STALE, "something else is asked first");
    }

    private static long answer(Step step) {
        return step.at() + StepLimits.ANSWER_MILLIS;
    }

    private static DealState disputed(Work work, Step step, Side by) {
        return new DealState.Disputed(work, by, step.digest(), step.at() + StepLimits.DISPUTE_MILLIS);
    }

    /** Something that is owed moves; where all is settled so, the deal is closed, but not while something is asked. */
    private static Checked<DealState> moved(DealState.Standing before, Step step, Side by) {
        int place = place(step.said());
        Owed owed = before.work().at(place);
        if (owed == null) {
            return Refusal.of(Reason.BAD_CONTENT, "nothing with that number was agreed");
        }
        if (owed.settled()) {
            return Refusal.of(Reason.STALE, "nothing of it is owed any more");
        }
        Checked<Owed> moved = moved(owed, step, by);
        if (!(moved instanceof Checked.Ok<Owed>(Owed after))) {
            return ((Checked.Refused<Owed>) moved).as();
        }
        return switch (before.work().with(place, after, step.at())) {
            case Checked.Refused<Work> refused -> refused.as();
            case Checked.Ok<Work>(Work work) ->
                before instanceof DealState.Returning || before instanceof DealState.Disputed || !work.settled()
                        ? new Checked.Ok<>(before.with(work))
                        : resumed(work, step);
        };
    }

    /** What a step names by its place; 0 where it names nothing. */
    static int place(DealStep said) {
        return switch (said.getWhatCase()) {
            case PROGRESS -> said.getProgress().getCommitment();
            case CONFIRM -> said.getConfirm().getCommitment();
            case FORGIVE -> said.getForgive().getCommitment();
            case LAPSE -> said.getLapse().getCommitment();
            default -> 0;
        };
    }

    private static Checked<Owed> moved(Owed owed, Step step, Side by) {
        DealStep said = step.said();
        boolean giver = by == owed.giver();
        return switch (said.getWhatCase()) {
            case PROGRESS ->
                giver ? owed.progress(said.getProgress(), step.at()) : notYours("its giver says how far it is");
            case CONFIRM -> giver ? notYours("its receiver confirms it") : owed.confirm(said.getConfirm(), step.at());
            case FORGIVE ->
                giver ? notYours("its receiver forgives it") : new Checked.Ok<>(owed.ended(Owed.End.FORGIVEN));
            case LAPSE -> lapsed(owed, step, giver);
            default -> throw new IllegalStateException("no such step moves what is owed");
        };
    }

    private static <T> Checked<T> notYours(String why) {
        return Refusal.of(Reason.NOT_YOURS, why);
    }

    private static Checked<Owed> lapsed(Owed owed, Step step, boolean giver) {
        if (giver != owed.said()) {
            return notYours(giver ? "its receiver waits for it" : "it was said to be given: confirm it, or dispute it");
        }
        return Lifecycle.over(owed.until(), step)
                ? new Checked.Ok<>(owed.ended(giver ? Owed.End.UNANSWERED : Owed.End.NOT_KEPT))
                : Refusal.of(Reason.NOT_YET, "its time is not over");
    }

    private static Checked<DealState> resumed(Work work, Step step) {
        if (!work.settled()) {
            return new Checked.Ok<>(new DealState.Agreed(work));
        }
        return new Checked.Ok<>(
                work.course() == Work.Course.CANCELLED
                        ? new DealState.Cancelled(work, step.at())
                        : new DealState.Closed(work, step.at()));
    }

    private static Checked<DealState> resumed(Checked<Work> work, Step step) {
        return switch (work) {
            case Checked.Refused<Work> refused -> refused.as();
            case Checked.Ok<Work>(Work after) -> resumed(after, step);
        };
    }

    private static Checked<DealState> cancelled(DealState.Standing before, Step step, Side by) {
        if (!(before instanceof DealState.Agreed)) {
            return asked();
        }
        List<Commitment> back = step.said().getCancel().getBackList();
        return back.isEmpty() && before.work().mayLeave(by)
                ? new Checked.Ok<>(new DealState.Cancelled(before.work().dropped(Work.Course.CANCELLED), step.at()))
                : new Checked.Ok<>(new DealState.Cancelling(before.work(), by, back, answer(step)));
    }

    private static Checked<DealState> refunded(DealState.Standing before, Step step, Side by) {
        Refund refund = step.said().getRefund();
        if (refund.getBack().getBy() != by) {
            return notYours("one takes on oneself what one will give back, not the other");
        }
        return switch (before.work().adding(List.of(refund.getBack()), changed(before.work()), step.at())) {
            case Checked.Refused<Work> refused -> refused.as();
            case Checked.Ok<Work>(Work work) -> new Checked.Ok<>(before.with(work));
        };
    }

    /** What was cancelled or decided stays so, whatever is added. */
    private static Work.Course changed(Work work) {
        return work.course() == Work.Course.AS_AGREED ? Work.Course.CHANGED : work.course();
    }

    private static Checked<DealState> answered(DealState.Standing before, Step step, Side by) {
        return switch (before) {
            case DealState.Agreed agreed -> Refusal.of(Reason.STALE, "nothing is asked that waits for an answer");
            case DealState.Cancelling asked -> {
                Checked<Work> ended = asked.work()
                        .dropped(Work.Course.CANCELLED)
                        .adding(asked.back(), Work.Course.CANCELLED, step.at());
                yield answered(asked, asked.by() == by, step, ended);
            }
            case DealState.Returning asked -> {
                Checked<Work> more = asked.work().adding(asked.back(), changed(asked.work()), step.at());
                yield answered(asked, asked.by() == by, step, more);
            }
            case DealState.Disputed disputed ->
                step.said().hasWithdraw() && disputed.by() == by
                        ? resumed(disputed.work(), step)
                        : notYours("who disputes it may withdraw that; else a mediator decides");
        };
    }

    private static Checked<DealState> answered(DealState.Standing asked, boolean own, Step step, Checked<Work> agreed) {
        if (own != step.said().hasWithdraw()) {
            return notYours(own ? "the other side is to answer" : "who asks may withdraw that");
        }
        return step.said().hasConsent() ? resumed(agreed, step) : resumed(asked.work(), step);
    }

    private static Checked<DealState> decided(DealState.Standing before, Step step) {
        if (!(before instanceof DealState.Disputed disputed)) {
            return Refusal.of(Reason.STALE, "nothing is disputed");
        }
        Work work = before.work();
        boolean named = !work.proposal().getMediator().isEmpty()
                && work.proposal().getMediator().equals(step.decision().getMediator());
        if (!named) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "both have named another mediator, or none");
        }
        boolean same = step.decision().getDeal().equals(work.parties().deal())
                && Step.bytes32(step.decision().getDispute()).equals(disputed.step());
        return same
                ? resumed(
                        work.dropped(Work.Course.DECIDED)
                                .adding(step.decision().getCommitmentsList(), Work.Course.DECIDED, step.at()),
                        step)
                : Refusal.of(Reason.BAD_DIGEST, "it decides another dispute");
    }

    private static Checked<DealState> lapsed(DealState.Standing before, Step step) {
        return switch (before) {
            case DealState.Agreed agreed -> Refusal.of(Reason.STALE, "say what of it lapses");
            case DealState.Cancelling asked -> lapsed(asked.work(), asked.until(), step);
            case DealState.Returning asked -> lapsed(asked.work(), asked.until(), step);
            case DealState.Disputed disputed -> lapsed(disputed.work(), disputed.until(), step);
        };
    }

    private static Checked<DealState> lapsed(Work work, long until, Step step) {
        return Lifecycle.over(until, step) ? resumed(work, step) : Lifecycle.early();
    }
}
