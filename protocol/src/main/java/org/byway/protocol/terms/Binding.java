package org.byway.protocol.terms;

import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TermsStep;

/** What may be said once both have signed. */
final class Binding {
    private Binding() {}

    static Checked<TermsState> next(TermsState.Agreed before, Step step, Side by) {
        return switch (step.said().getTerms().getWhatCase()) {
            case END -> new Checked.Ok<>(new TermsState.Ended(before.terms(), before.since(), by, step.at()));
            case DISPUTE -> new Checked.Ok<>(disputed(before, step, by, null));
            case LAPSE -> lapsed(before, step);
            case PROFFER, CHOOSE, ACCEPT, DECLINE, WITHDRAW, WHAT_NOT_SET -> agreed();
        };
    }

    private static Checked<TermsState> lapsed(TermsState.Agreed before, Step step) {
        long ends = before.terms().proffer().getEnds();
        if (ends == 0) {
            return Refusal.of(Reason.STALE, "these terms hold until one of the two ends them");
        }
        return TermsCourse.over(ends, step)
                ? new Checked.Ok<>(new TermsState.Ended(before.terms(), before.since(), null, ends))
                : early();
    }

    static Checked<TermsState> next(TermsState.Ended before, Step step, Side by) {
        if (!step.said().getTerms().hasDispute()) {
            return Refusal.of(Reason.STALE, "these terms have ended: proffer them anew");
        }
        return step.at() - before.at() > StepLimits.RETURN_MILLIS
                ? Refusal.of(Reason.EXPIRED, "what has ended can be disputed for a year")
                : new Checked.Ok<>(disputed(before, step, by, before));
    }

    private static TermsState disputed(TermsState.Bound before, Step step, Side by, TermsState.Ended ended) {
        return new TermsState.Disputed(
                before.terms(), before.since(), by, step.at() + StepLimits.DISPUTE_MILLIS, ended);
    }

    static Checked<TermsState> next(TermsState.Disputed before, Step step, Side by) {
        TermsStep said = step.said().getTerms();
        return switch (said.getWhatCase()) {
            case END -> before.ended() == null ? new Checked.Ok<>(ended(before, step, by)) : stale();
            case WITHDRAW ->
                by == before.by()
                        ? new Checked.Ok<>(settled(before))
                        : Refusal.of(Reason.NOT_YOURS, "who disputes it withdraws that");
            case LAPSE -> TermsCourse.over(before.until(), step) ? new Checked.Ok<>(settled(before)) : early();
            case DISPUTE -> Refusal.of(Reason.STALE, "it is disputed already");
            case PROFFER, CHOOSE, ACCEPT, DECLINE, WHAT_NOT_SET -> agreed();
        };
    }

    /** A dispute holds nobody in what it is about. */
    private static TermsState ended(TermsState.Disputed before, Step step, Side by) {
        return new TermsState.Disputed(
                before.terms(),
                before.since(),
                before.by(),
                before.until(),
                new TermsState.Ended(before.terms(), before.since(), by, step.at()));
    }

    private static TermsState settled(TermsState.Disputed before) {
        return before.ended() == null ? new TermsState.Agreed(before.terms(), before.since()) : before.ended();
    }

    private static Checked<TermsState> stale() {
        return Refusal.of(Reason.STALE, "these terms have ended already");
    }

    private static Checked<TermsState> agreed() {
        return Refusal.of(Reason.STALE, "it is agreed: nothing is proffered any more");
    }

    static Checked<TermsState> early() {
        return Refusal.of(Reason.NOT_YET, "its time is not over");
    }
}
