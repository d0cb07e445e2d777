package org.byway.protocol.terms;

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
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Proffer;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TermsStep;
import org.byway.protocol.wire.TermsText;

/** How terms come to be agreed, and end. Its table is in SPEC.md, chapter "Terms". */
public final class TermsCourse implements Course<TermsState> {
    public static final TermsCourse TERMS = new TermsCourse();

    /** Within its time who proffered is bound; once that is over nobody is; of two answers of one side, in doubt nothing changes. */
    private static final List<TermsStep.WhatCase> ORDER = List.of(
            TermsStep.WhatCase.DISPUTE,
            TermsStep.WhatCase.END,
            TermsStep.WhatCase.LAPSE,
            TermsStep.WhatCase.ACCEPT,
            TermsStep.WhatCase.DECLINE,
            TermsStep.WhatCase.WITHDRAW,
            TermsStep.WhatCase.CHOOSE,
            TermsStep.WhatCase.PROFFER);

    private TermsCourse() {}

    /** What steps of one matter lead to. */
    public static StepTree<TermsState> of(Collection<Step> steps) {
        return StepTree.of(TERMS, steps);
    }

    @Override
    public boolean has(DealStep said) {
        return said.hasTerms();
    }

    @Override
    public TermsState unopened() {
        return new TermsState.Unopened();
    }

    @Override
    public Parties parties(TermsState state) {
        return state.parties();
    }

    @Override
    public String word(TermsState state) {
        return state.word();
    }

    @Override
    public int mostSteps() {
        return StepLimits.MOST_STEPS;
    }

    @Override
    public int precedence(Step step) {
        return ORDER.indexOf(step.said().getTerms().getWhatCase());
    }

    /** Nobody is held by what somebody else said at the same time: an end counts from any branch in which the same was agreed. */
    @Override
    public boolean beside(TermsState there, TermsState here, Step step) {
        return step.said().getTerms().hasEnd()
                && there instanceof TermsState.Bound
                && here instanceof TermsState.Bound
                && there.terms().equals(here.terms());
    }

    @Override
    public Checked<TermsState> next(TermsState before, Step step) {
        if (!step.said().hasTerms()) {
            return Refusal.of(Reason.BAD_CONTENT, "it is no step of terms");
        }
        if (before instanceof TermsState.Unopened) {
            return opened(step);
        }
        Parties parties = before.parties();
        Side by = parties.side(step.author());
        if (!step.said().getDeal().equals(parties.deal())) {
            return Refusal.of(Reason.BAD_CONTENT, "it is a step of other terms");
        }
        if (by == null || !parties.key(Parties.across(by)).equals(step.to())) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "it is not said by one of these two to the other");
        }
        return switch (before) {
            case TermsState.Proffered proffered -> answered(proffered.terms(), Side.OPENER, step, by);
            case TermsState.Countered countered -> answered(countered.terms(), Side.OTHER, step, by);
            case TermsState.Agreed agreed -> Binding.next(agreed, step, by);
            case TermsState.Ended ended -> Binding.next(ended, step, by);
            case TermsState.Disputed disputed -> Binding.next(disputed, step, by);
            case TermsState.Declined over -> over();
            case TermsState.Withdrawn over -> over();
            case TermsState.Lapsed over -> over();
            case TermsState.Unopened unopened -> opened(step);
        };
    }

    private static Checked<TermsState> over() {
        return Refusal.of(Reason.STALE, "this is over: proffer terms anew");
    }

    private static Checked<TermsState> opened(Step step) {
        if (!step.said().getTerms().hasProffer() || step.after() != null) {
            return Refusal.of(Reason.STALE, "terms begin with a proffer");
        }
        Proffer proffer = step.said().getTerms().getProffer();
        if (proffer.getUntil() <= step.at() || proffer.getUntil() - step.at() > StepLimits.QUOTE_MILLIS) {
            return Refusal.of(Reason.BAD_TIME, "a proffer holds for a while, at most a year");
        }
        Parties parties = new Parties(step.said().getDeal(), step.author(), step.to());
        Tabled terms = new Tabled(parties, proffer, proffer.getText(), proffer.getUntil());
        return signs(step, terms) ? new Checked.Ok<>(new TermsState.Proffered(terms)) : other();
    }

    private static boolean signs(Step step, Tabled terms) {
        return Step.bytes32(step.said().getTerms().getAgreement()).equals(terms.digest());
    }

    private static Checked<TermsState> other() {
        return Refusal.of(Reason.BAD_DIGEST, "it signs another agreement than what these terms make");
    }

    /** @param asker who has signed already, and waits */
    private static Checked<TermsState> answered(Tabled terms, Side asker, Step step, Side by) {
        boolean asks = by == asker;
        return switch (step.said().getTerms().getWhatCase()) {
            case CHOOSE -> asker == Side.OTHER ? once() : asks ? waits() : chosen(terms, step);
            case ACCEPT -> asks ? waits() : accepted(terms, step);
            case DECLINE -> asks ? waits() : new Checked.Ok<>(new TermsState.Declined(terms, by));
            case WITHDRAW ->
                asks
                        ? new Checked.Ok<>(new TermsState.Withdrawn(terms, by))
                        : Refusal.of(Reason.NOT_YOURS, "who has asked withdraws it");
            case LAPSE -> over(terms.until(), step) ? new Checked.Ok<>(new TermsState.Lapsed(terms)) : Binding.early();
            case END, DISPUTE -> Refusal.of(Reason.STALE, "nothing is agreed yet");
            case PROFFER, WHAT_NOT_SET -> Refusal.of(Reason.STALE, "terms are proffered once: open others");
        };
    }

    private static Checked<TermsState> waits() {
        return Refusal.of(Reason.NOT_YOURS, "the other side is to answer");
    }

    private static Checked<TermsState> once() {
        return Refusal.of(Reason.OVER_BUDGET, "another text is chosen once at most: only yes or no is left");
    }

    /** Whether that moment is over for both, however their clocks differ. */
    static boolean over(long until, Step step) {
        return step.at() >= until + StepLimits.GRACE_MILLIS;
    }

    private static Checked<TermsState> chosen(Tabled before, Step step) {
        TermsText text = step.said().getTerms().getChoose();
        if (text.getRoster().isEmpty()
                || !text.getRoster().equals(before.text().getRoster())
                || text.equals(before.text())) {
            return Refusal.of(Reason.BAD_CONTENT, "only another text of the same roster can be chosen instead");
        }
        if (over(before.until(), step)) {
            return expired();
        }
        long until = Math.max(before.until(), step.at() + StepLimits.ANSWER_MILLIS);
        Tabled terms = new Tabled(before.parties(), before.proffer(), text, until);
        return signs(step, terms) ? new Checked.Ok<>(new TermsState.Countered(terms)) : other();
    }

    private static Checked<TermsState> accepted(Tabled terms, Step step) {
        if (over(terms.until(), step)) {
            return expired();
        }
        return signs(step, terms) ? new Checked.Ok<>(new TermsState.Agreed(terms, step.at())) : other();
    }

    private static Checked<TermsState> expired() {
        return Refusal.of(Reason.EXPIRED, "these terms could be accepted until then and no longer");
    }
}
