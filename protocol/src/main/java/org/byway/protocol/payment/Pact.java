package org.byway.protocol.payment;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.step.Parties;
import org.byway.protocol.wire.PayAccept;
import org.byway.protocol.wire.PaySignal;

/**
 * What was signalled and accepted, and every payment by it: they are counted from 1.
 */
public record Pact(Parties parties, PaySignal signal, PayAccept accept, List<Payment> payments) {
    public Pact {
        payments = List.copyOf(payments);
    }

    /** The payment that waits for something; null where none does. */
    public Payment open() {
        Payment last = payments.isEmpty() ? null : payments.get(payments.size() - 1);
        return last != null && last.open() ? last : null;
    }

    /** All that the payee has. */
    public long confirmed() {
        return payments.stream()
                .filter(each -> each.how() == Payment.How.CONFIRMED)
                .mapToLong(Payment::amount)
                .sum();
    }

    Pact adding(Payment payment) {
        List<Payment> all = new ArrayList<>(payments);
        all.add(payment);
        return new Pact(parties, signal, accept, all);
    }

    Pact with(int number, Payment payment) {
        List<Payment> all = new ArrayList<>(payments);
        all.set(number - 1, payment);
        return new Pact(parties, signal, accept, all);
    }

    /** As it stands by the payments. */
    PayState state() {
        Payment last = payments.isEmpty() ? null : payments.get(payments.size() - 1);
        if (last == null) {
            return new PayState.Accepted(this);
        }
        boolean once = signal.getWhen() == PaySignal.When.ONCE;
        return switch (last.how()) {
            case ASIDE -> new PayState.Escrowed(this);
            case SAID -> new PayState.Said(this);
            case CONFIRMED -> once ? new PayState.Settled(this) : new PayState.Accepted(this);
            case REFUNDED -> once ? new PayState.Refunded(this) : new PayState.Accepted(this);
        };
    }
}
