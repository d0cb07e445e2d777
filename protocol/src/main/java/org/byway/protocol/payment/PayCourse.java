package org.byway.protocol.payment;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
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
import org.byway.protocol.wire.PayAccept;
import org.byway.protocol.wire.PayRail;
import org.byway.protocol.wire.PaySaid;
import org.byway.protocol.wire.PaySetAside;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.PayStep;
import org.byway.protocol.wire.Side;

/** How a payment signal goes on. Its table is in SPEC.md, chapter "Payment signals". */
public final class PayCourse implements Course<PayState> {
    public static final PayCourse PAY = new PayCourse();

    /** What the payee has goes first, then what the payer says that it has given, then what binds, then what ends. */
    private static final List<PayStep.WhatCase> ORDER = List.of(
            PayStep.WhatCase.CONFIRM,
            PayStep.WhatCase.REFUND,
            PayStep.WhatCase.SAID,
            PayStep.WhatCase.SET_ASIDE,
            PayStep.WhatCase.FORGIVE,
            PayStep.WhatCase.LAPSE,
            PayStep.WhatCase.ACCEPT,
            PayStep.WhatCase.END,
            PayStep.WhatCase.DECLINE,
            PayStep.WhatCase.WITHDRAW,
            PayStep.WhatCase.SIGNAL);

    private PayCourse() {}

    /** What steps of a payment signal lead to. */
    public static StepTree<PayState> of(Collection<Step> steps) {
        return StepTree.of(PAY, steps);
    }

    @Override
    public boolean has(DealStep said) {
        return said.hasPay();
    }

    @Override
    public int mostSteps() {
        return StepLimits.MOST_PAY_STEPS;
    }

    @Override
    public PayState unopened() {
        return new PayState.Unopened();
    }

    @Override
    public Parties parties(PayState state) {
        return state.parties();
    }

    @Override
    public String word(PayState state) {
        return state.word();
    }

    @Override
    public int precedence(Step step) {
        return ORDER.indexOf(step.said().getPay().getWhatCase());
    }

    /** Payments are one after the other: what another branch says of them is said anew. */
    @Override
    public boolean beside(PayState there, PayState here, Step step) {
        return false;
    }

    @Override
    public Checked<PayState> next(PayState before, Step step) {
        if (before instanceof PayState.Unopened) {
            return opened(step);
        }
        Parties parties = before.parties();
        Side by = parties.side(step.author());
        if (!step.said().getDeal().equals(parties.deal())) {
            return Refusal.of(Reason.BAD_CONTENT, "it is a step of another payment signal");
        }
        if (by == null || !parties.key(Parties.across(by)).equals(step.to())) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "it is not said by one side to the other");
        }
        PayStep.WhatCase what = step.said().getPay().getWhatCase();
        boolean payer = by == Side.OPENER;
        if (payers(what) && !payer || payees(what) && payer) {
            return Refusal.of(Reason.NOT_YOURS, payer ? "the payee says so" : "the payer says so");
        }
        return switch (before) {
            case PayState.Offered offered -> answered(offered, step);
            case PayState.Accepted accepted -> paid(accepted.pact(), step);
            case PayState.Escrowed escrowed -> aside(escrowed.pact(), step, payer);
            case PayState.Said said -> said(said.pact(), step);
            case PayState.Settled settled -> givenBack(settled.pact(), step);
            case PayState.Unopened unopened -> opened(step);
            case PayState.Declined over -> over();
            case PayState.Withdrawn over -> over();
            case PayState.Lapsed over -> over();
            case PayState.Refunded over -> over();
            case PayState.Forgiven over -> over();
            case PayState.Ended over -> over();
        };
    }

    private static boolean payers(PayStep.WhatCase what) {
        return what == PayStep.WhatCase.SET_ASIDE || what == PayStep.WhatCase.SAID || what == PayStep.WhatCase.WITHDRAW;
    }

    private static boolean payees(PayStep.WhatCase what) {
        return what == PayStep.WhatCase.ACCEPT
                || what == PayStep.WhatCase.DECLINE
                || what == PayStep.WhatCase.CONFIRM
                || what == PayStep.WhatCase.FORGIVE;
    }

    private static Checked<PayState> over() {
        return Refusal.of(Reason.STALE, "this is over: signal anew");
    }

    private static Checked<PayState> stale(String why) {
        return Refusal.of(Reason.STALE, why);
    }

    private static Checked<PayState> opened(Step step) {
        PaySignal signal = step.said().getPay().getSignal();
        if (!step.said().getPay().hasSignal() || step.after() != null) {
            return stale("it begins with a signal");
        }
        if (signal.getUntil() <= step.at() || signal.getUntil() - step.at() > StepLimits.QUOTE_MILLIS) {
            return Refusal.of(Reason.BAD_TIME, "it may be accepted for a while, at most a year");
        }
        return new Checked.Ok<>(
                new PayState.Offered(new Parties(step.said().getDeal(), step.author(), step.to()), signal));
    }

    private static boolean over(long until, Step step) {
        return step.at() >= until + StepLimits.GRACE_MILLIS;
    }

    private static Checked<PayState> answered(PayState.Offered before, Step step) {
        PayStep said = step.said().getPay();
        boolean over = over(before.signal().getUntil(), step);
        return switch (said.getWhatCase()) {
            case ACCEPT ->
                over
                        ? Refusal.of(Reason.EXPIRED, "it could be accepted until then and no longer")
                        : accepted(before, said);
            case DECLINE -> new Checked.Ok<>(new PayState.Declined(before.parties(), before.signal()));
            case WITHDRAW -> new Checked.Ok<>(new PayState.Withdrawn(before.parties(), before.signal()));
            case LAPSE ->
                over
                        ? new Checked.Ok<>(new PayState.Lapsed(before.parties(), before.signal()))
                        : Refusal.of(Reason.NOT_YET, "its time is not over");
            case SIGNAL, SET_ASIDE, SAID, CONFIRM, REFUND, FORGIVE, END, WHAT_NOT_SET ->
                stale("it is not accepted yet");
        };
    }

    private static Checked<PayState> accepted(PayState.Offered before, PayStep said) {
        PayAccept accept = said.getAccept();
        List<String> offered = before.signal().getRailsList();
        boolean among = accept.getRailsList().stream().allMatch(each -> offered.contains(each.getRail()));
        return among
                ? new Checked.Ok<>(
                        new PayState.Accepted(new Pact(before.parties(), before.signal(), accept, List.of())))
                : Refusal.of(Reason.BAD_CONTENT, "the payer would not pay so");
    }

    private static Checked<PayState> paid(Pact pact, Step step) {
        PayStep said = step.said().getPay();
        return switch (said.getWhatCase()) {
            case SET_ASIDE -> setAside(pact, said.getSetAside(), step);
            case SAID ->
                said.getSaid().getAside() == 0 ? pays(pact, said.getSaid(), step) : stale("nothing is set aside");
            case FORGIVE -> new Checked.Ok<>(new PayState.Forgiven(pact));
            case END -> new Checked.Ok<>(new PayState.Ended(pact));
            case REFUND -> refunded(pact, said.getRefund().getPayment(), step);
            case SIGNAL, ACCEPT, DECLINE, WITHDRAW, LAPSE, CONFIRM, WHAT_NOT_SET -> stale("a payment is awaited");
        };
    }

    private static Checked<PayState> setAside(Pact pact, PaySetAside aside, Step step) {
        if (aside.getUntil() <= step.at() || aside.getUntil() - step.at() > StepLimits.ASIDE_MILLIS) {
            return Refusal.of(Reason.BAD_TIME, "what is set aside is so for a while, at most a year");
        }
        Refusal fault = fault(pact, aside.getAmount(), 1, step);
        return fault == null
                ? new Checked.Ok<>(pact.adding(
                                new Payment(Payment.How.ASIDE, null, aside.getAmount(), aside.getUntil(), step.at()))
                        .state())
                : new Checked.Refused<>(fault);
    }

    private static Checked<PayState> pays(Pact pact, PaySaid said, Step step) {
        if (!rails(pact).contains(said.getRail())) {
            return Refusal.of(Reason.BAD_CONTENT, "the payee does not take it so");
        }
        boolean perUse = pact.signal().getWhen() == PaySignal.When.PER_USE;
        if (perUse == (said.getUses() == 0)) {
            return Refusal.of(Reason.BAD_CONTENT, "a payment per use says for how many, and no other does");
        }
        Refusal fault = fault(pact, said.getAmount(), Math.max(1, said.getUses()), step);
        return fault == null
                ? new Checked.Ok<>(pact.adding(new Payment(Payment.How.SAID, said, said.getAmount(), 0, step.at()))
                        .state())
                : new Checked.Refused<>(fault);
    }

    private static List<String> rails(Pact pact) {
        return pact.accept().getRailsList().stream().map(PayRail::getRail).toList();
    }

    /** What is outside of the signal; null where nothing is. */
    private static Refusal fault(Pact pact, long amount, long uses, Step step) {
        PaySignal signal = pact.signal();
        if (pact.payments().size() >= StepLimits.MOST_PAYMENTS) {
            return new Refusal(Reason.OVER_BUDGET, "at most " + StepLimits.MOST_PAYMENTS + " payments: signal anew");
        }
        boolean less = amount / uses < signal.getLeast();
        boolean more = signal.getMost() > 0 && (amount + uses - 1) / uses > signal.getMost();
        if (less || more) {
            return new Refusal(Reason.BAD_CONTENT, "it is not an amount that was signalled");
        }
        boolean again = signal.getWhen() == PaySignal.When.MONTHLY
                && pact.payments().stream()
                        .anyMatch(each -> each.how() != Payment.How.REFUNDED
                                && month(each.at()).equals(month(step.at())));
        return again ? new Refusal(Reason.NOT_YET, "this month is paid") : null;
    }

    private static YearMonth month(long at) {
        return YearMonth.from(Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC));
    }

    private static Checked<PayState> aside(Pact pact, Step step, boolean payer) {
        PayStep said = step.said().getPay();
        int number = pact.payments().size();
        Payment open = pact.open();
        return switch (said.getWhatCase()) {
            case SAID -> {
                boolean same = said.getSaid().getAside() == number
                        && said.getSaid().getAmount() == open.amount()
                        && said.getSaid().getRail().equals("tab");
                if (!same) {
                    yield Refusal.of(Reason.BAD_CONTENT, "it releases another amount than what is set aside");
                }
                yield new Checked.Ok<>(
                        pact.with(number, new Payment(Payment.How.SAID, said.getSaid(), open.amount(), 0, open.at()))
                                .state());
            }
            case REFUND -> {
                if (said.getRefund().getPayment() != number) {
                    yield stale("another payment is open");
                }
                if (payer && !over(open.until(), step)) {
                    yield Refusal.of(Reason.NOT_YET, "its time is not over: only the payee gives it back before");
                }
                yield new Checked.Ok<>(
                        pact.with(number, open.now(Payment.How.REFUNDED)).state());
            }
            case SIGNAL, ACCEPT, DECLINE, WITHDRAW, LAPSE, SET_ASIDE, CONFIRM, FORGIVE, END, WHAT_NOT_SET ->
                stale("something is set aside: it is released or given back first");
        };
    }

    private static Checked<PayState> said(Pact pact, Step step) {
        PayStep said = step.said().getPay();
        int number = pact.payments().size();
        return switch (said.getWhatCase()) {
            case CONFIRM ->
                said.getConfirm().getPayment() == number
                        ? new Checked.Ok<>(pact.with(number, pact.open().now(Payment.How.CONFIRMED))
                                .state())
                        : stale("another payment is open");
            case REFUND -> refunded(pact, said.getRefund().getPayment(), step);
            case FORGIVE -> new Checked.Ok<>(new PayState.Forgiven(pact));
            case SIGNAL, ACCEPT, DECLINE, WITHDRAW, LAPSE, SET_ASIDE, SAID, END, WHAT_NOT_SET ->
                stale("a payment waits for the payee's word first");
        };
    }

    private static Checked<PayState> givenBack(Pact pact, Step step) {
        return step.said().getPay().hasRefund()
                ? refunded(pact, step.said().getPay().getRefund().getPayment(), step)
                : over();
    }

    /** The payee gives back what it has, or was said to. */
    private static Checked<PayState> refunded(Pact pact, long number, Step step) {
        if (pact.parties().side(step.author()) != Side.OTHER) {
            return Refusal.of(Reason.NOT_YOURS, "the payee gives it back");
        }
        if (number > pact.payments().size()) {
            return stale("there is no such payment");
        }
        Payment payment = pact.payments().get((int) number - 1);
        if (payment.how() == Payment.How.REFUNDED) {
            return stale("it was given back");
        }
        Pact after = pact.with((int) number, payment.now(Payment.How.REFUNDED));
        return new Checked.Ok<>(after.state());
    }
}
