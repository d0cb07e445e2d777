package org.byway.protocol.tab;

import java.util.Collection;
import java.util.List;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.Course;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabComplete;
import org.byway.protocol.wire.TabOpen;
import org.byway.protocol.wire.TabPropose;
import org.byway.protocol.wire.TabRelease;
import org.byway.protocol.wire.TabSetAside;
import org.byway.protocol.wire.TabStep;

/** How a tab goes on. Its table is in SPEC.md, chapter "Tabs". */
public final class TabCourse implements Course<TabState> {
    public static final TabCourse TAB = new TabCourse();

    /**
     * What both have signed goes before what one side says; what makes less owed, or lets less be, before what makes more.
     */
    private static final List<TabStep.WhatCase> ORDER = List.of(
            TabStep.WhatCase.COMPLETE,
            TabStep.WhatCase.RELEASE,
            TabStep.WhatCase.REFUND,
            TabStep.WhatCase.WIND_DOWN,
            TabStep.WhatCase.LIMIT,
            TabStep.WhatCase.CLOSE,
            TabStep.WhatCase.VOID,
            TabStep.WhatCase.PROPOSE,
            TabStep.WhatCase.JOIN,
            TabStep.WhatCase.DECLINE,
            TabStep.WhatCase.WITHDRAW,
            TabStep.WhatCase.OPEN);

    private TabCourse() {}

    /** What steps of a tab lead to. */
    public static StepTree<TabState> of(Collection<Step> steps) {
        return StepTree.of(TAB, steps);
    }

    @Override
    public boolean has(DealStep said) {
        return said.hasTab();
    }

    @Override
    public int mostSteps() {
        return StepLimits.MOST_TAB_STEPS;
    }

    @Override
    public TabState unopened() {
        return new TabState.Unopened();
    }

    @Override
    public Parties parties(TabState state) {
        return state.parties();
    }

    @Override
    public String word(TabState state) {
        return state.word();
    }

    @Override
    public int precedence(Step step) {
        return ORDER.indexOf(step.said().getTab().getWhatCase());
    }

    /** What one side says alone does not keep the other's signature from what it was given for. */
    @Override
    public boolean leavesOpen(Step step) {
        return switch (step.said().getTab().getWhatCase()) {
            case RELEASE, REFUND, LIMIT, WIND_DOWN -> true;
            default -> false;
        };
    }

    /** What one side may say by itself counts from any branch; so does the other's signature to what still waits for it. */
    @Override
    public boolean beside(TabState there, TabState here, Step step) {
        return switch (step.said().getTab().getWhatCase()) {
            case RELEASE -> same(there, here, step.said().getTab().getRelease().getEntry());
            case REFUND -> same(there, here, step.said().getTab().getRefund().getEntry());
            case LIMIT, WIND_DOWN -> true;
            case COMPLETE ->
                there instanceof TabState.Pending signed
                        && here instanceof TabState.Pending waits
                        && signed.digest().equals(waits.digest());
            default -> false;
        };
    }

    private static boolean same(TabState there, TabState here, long entry) {
        TabSetAside what = there.ledger().aside().get(entry);
        return here.ledger() != null
                && what != null
                && what.equals(here.ledger().aside().get(entry));
    }

    @Override
    public Checked<TabState> next(TabState before, Step step) {
        TabStep said = step.said().getTab();
        if (before instanceof TabState.Unopened) {
            return opened(step);
        }
        Parties parties = before.parties();
        Side by = parties.side(step.author());
        if (!step.said().getDeal().equals(parties.deal())) {
            return Refusal.of(Reason.BAD_CONTENT, "it is a step of another tab");
        }
        if (by == null || !parties.key(Parties.across(by)).equals(step.to())) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "it is not said by one side of this tab to the other");
        }
        return switch (before) {
            case TabState.Asked asked -> joined(asked, step, by);
            case TabState.Open open -> proposed(open, said, step, by);
            case TabState.Pending pending -> completed(pending, said, step, by);
            case TabState.Unopened unopened -> opened(step);
            case TabState.Declined over -> over();
            case TabState.Withdrawn over -> over();
            case TabState.Closed over -> over();
        };
    }

    private static Checked<TabState> over() {
        return Refusal.of(Reason.STALE, "this tab is over: open another");
    }

    private static Checked<TabState> opened(Step step) {
        TabOpen open = step.said().getTab().getOpen();
        if (!step.said().getTab().hasOpen() || step.after() != null) {
            return Refusal.of(Reason.STALE, "a tab begins by being opened");
        }
        if (!within(open.getUntil(), step.at(), StepLimits.QUOTE_MILLIS)) {
            return Refusal.of(Reason.BAD_TIME, "it may be joined for a while, at most a year");
        }
        return new Checked.Ok<>(new TabState.Asked(new Parties(step.said().getDeal(), step.author(), step.to()), open));
    }

    private static boolean within(long until, long at, long most) {
        return until > at && until - at <= most;
    }

    /** Whether that moment is over for both, however their clocks differ. */
    private static boolean over(long until, Step step) {
        return step.at() >= until + StepLimits.GRACE_MILLIS;
    }

    private static Checked<TabState> joined(TabState.Asked before, Step step, Side by) {
        boolean opener = by == Side.OPENER;
        return switch (step.said().getTab().getWhatCase()) {
            case JOIN -> opener ? waits() : joined(before, step);
            case DECLINE -> opener ? waits() : new Checked.Ok<>(new TabState.Declined(before.parties(), before.open()));
            case WITHDRAW ->
                opener
                        ? new Checked.Ok<>(new TabState.Withdrawn(before.parties(), before.open()))
                        : Refusal.of(Reason.NOT_YOURS, "who opened it withdraws it");
            case OPEN, PROPOSE, COMPLETE, VOID, LIMIT, RELEASE, REFUND, WIND_DOWN, CLOSE, WHAT_NOT_SET ->
                Refusal.of(Reason.STALE, "the other side has not joined yet");
        };
    }

    private static Checked<TabState> waits() {
        return Refusal.of(Reason.NOT_YOURS, "the other side is to answer");
    }

    private static Checked<TabState> joined(TabState.Asked before, Step step) {
        if (over(before.open().getUntil(), step)) {
            return Refusal.of(Reason.EXPIRED, "it could be joined until then and no longer");
        }
        TabLedger.Limits limits = new TabLedger.Limits(
                step.said().getTab().getJoin().getLimit(), before.open().getLimit());
        return new Checked.Ok<>(new TabState.Open(
                TabLedger.opened(before.parties(), before.open().getUnit(), limits)));
    }

    private static Checked<TabState> proposed(TabState.Open before, TabStep said, Step step, Side by) {
        return switch (said.getWhatCase()) {
            case PROPOSE -> proposed(before.ledger(), said.getPropose(), step, by);
            case CLOSE ->
                before.ledger().balance() == 0 && before.ledger().aside().isEmpty()
                        ? new Checked.Ok<>(new TabState.Closed(before.ledger()))
                        : Refusal.of(Reason.STALE, "something is owed or set aside");
            case LIMIT, RELEASE, REFUND, WIND_DOWN -> alone(before, said, step, by);
            case COMPLETE, VOID -> Refusal.of(Reason.STALE, "nothing is proposed");
            case OPEN, JOIN, DECLINE, WITHDRAW, WHAT_NOT_SET -> Refusal.of(Reason.STALE, "this tab is open");
        };
    }

    private static Checked<TabState> proposed(TabLedger ledger, TabPropose propose, Step step, Side by) {
        if (!within(propose.getUntil(), step.at(), StepLimits.QUOTE_MILLIS)) {
            return Refusal.of(Reason.BAD_TIME, "it may be completed for a while, at most a year");
        }
        Refusal fault = TabEntries.fault(ledger, propose.getEntry(), by, step.at());
        return fault == null
                ? new Checked.Ok<>(new TabState.Pending(
                        ledger, propose.getEntry(), TabEntries.digest(propose.getEntry()), by, propose.getUntil()))
                : new Checked.Refused<>(fault);
    }

    private static Checked<TabState> completed(TabState.Pending before, TabStep said, Step step, Side by) {
        return switch (said.getWhatCase()) {
            case COMPLETE -> completed(before, said.getComplete(), step, by);
            case VOID -> new Checked.Ok<>(new TabState.Open(before.ledger()));
            case LIMIT, RELEASE, REFUND, WIND_DOWN -> alone(before, said, step, by);
            case PROPOSE, CLOSE -> Refusal.of(Reason.STALE, "something else is proposed first");
            case OPEN, JOIN, DECLINE, WITHDRAW, WHAT_NOT_SET -> Refusal.of(Reason.STALE, "this tab is open");
        };
    }

    private static Checked<TabState> completed(TabState.Pending before, TabComplete complete, Step step, Side by) {
        if (by == before.by()) {
            return waits();
        }
        if (!Step.bytes32(complete.getEntry()).equals(before.digest())) {
            return Refusal.of(Reason.BAD_DIGEST, "it signs another entry than what is proposed");
        }
        return over(before.until(), step)
                ? Refusal.of(Reason.EXPIRED, "it could be completed until then and no longer")
                : new Checked.Ok<>(new TabState.Open(before.ledger().with(before.entry())));
    }

    /** What one side may say by itself. */
    private static Checked<TabState> alone(TabState before, TabStep said, Step step, Side by) {
        TabLedger ledger = before.ledger();
        return switch (said.getWhatCase()) {
            case LIMIT ->
                new Checked.Ok<>(before.with(ledger.limited(by, said.getLimit().getLimit())));
            case WIND_DOWN ->
                new Checked.Ok<>(
                        before.with(ledger.windingDown(said.getWindDown().getWhy())));
            case RELEASE -> released(before, said.getRelease(), step);
            case REFUND -> refunded(before, said.getRefund().getEntry(), step, by);
            default -> over();
        };
    }

    private static Checked<TabState> released(TabState before, TabRelease release, Step step) {
        TabSetAside aside = before.ledger().aside().get(release.getEntry());
        if (aside == null) {
            return Refusal.of(Reason.STALE, "nothing is set aside by that entry");
        }
        if (!Sha256.of(release.getPreimage().toByteArray()).equals(Step.bytes32(aside.getHash()))) {
            return Refusal.of(Reason.BAD_DIGEST, "what was set aside is released by something else");
        }
        long moves = TabEntries.toOpener(aside.getBy(), aside.getAmount());
        return step.at() < aside.getUntil()
                ? new Checked.Ok<>(before.with(before.ledger().without(release.getEntry(), moves)))
                : Refusal.of(Reason.EXPIRED, "it could be released until then and no longer");
    }

    private static Checked<TabState> refunded(TabState before, long entry, Step step, Side by) {
        TabSetAside aside = before.ledger().aside().get(entry);
        if (aside == null) {
            return Refusal.of(Reason.STALE, "nothing is set aside by that entry");
        }
        return aside.getBy() != by || over(aside.getUntil(), step)
                ? new Checked.Ok<>(before.with(before.ledger().without(entry, 0)))
                : Refusal.of(Reason.NOT_YET, "its time is not over: only who would get it gives it back before");
    }
}
