package org.byway.agent.pay;

import com.google.protobuf.ByteString;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.protocol.payment.PayCourse;
import org.byway.protocol.payment.PayState;
import org.byway.protocol.wire.PayAccept;
import org.byway.protocol.wire.PaySaid;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.Side;

/** What a person says of payment signals. */
public final class Pays {
    private Pays() {}

    /** A person's payment signals. */
    public static Matters<PayState> in(Correspondence letters) {
        return new Matters<>(letters, PayCourse.PAY);
    }

    public static Matters.Opening signal(PaySignal signal) {
        return (parties, step) -> step.getPayBuilder().setSignal(signal);
    }

    public static Saying<PayState> accept(PayAccept accept) {
        return (before, step) -> step.getPayBuilder().setAccept(accept);
    }

    /** No to a signal; from the payer, that it is taken back. */
    public static Saying<PayState> decline(Side me, String reason) {
        return (before, step) -> {
            if (me == Side.OPENER) {
                step.getPayBuilder().getWithdrawBuilder().setReason(reason);
            } else {
                step.getPayBuilder().getDeclineBuilder().setReason(reason);
            }
        };
    }

    public static Saying<PayState> setAside(long amount, ByteString entry, long until) {
        return (before, step) -> step.getPayBuilder()
                .getSetAsideBuilder()
                .setAmount(amount)
                .setEntry(entry)
                .setUntil(until);
    }

    public static Saying<PayState> paid(PaySaid said) {
        return (before, step) -> step.getPayBuilder().setSaid(said);
    }

    public static Saying<PayState> confirm(int payment) {
        return (before, step) -> step.getPayBuilder().getConfirmBuilder().setPayment(payment);
    }

    public static Saying<PayState> refund(int payment, String reason) {
        return (before, step) ->
                step.getPayBuilder().getRefundBuilder().setPayment(payment).setReason(reason);
    }

    public static Saying<PayState> forgive(String reason) {
        return (before, step) -> step.getPayBuilder().getForgiveBuilder().setReason(reason);
    }

    public static Saying<PayState> end(String reason) {
        return (before, step) -> step.getPayBuilder().getEndBuilder().setReason(reason);
    }
}
