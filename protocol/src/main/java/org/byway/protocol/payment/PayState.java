package org.byway.protocol.payment;

import org.byway.protocol.step.Parties;
import org.byway.protocol.wire.PaySignal;

/** How a payment signal stands. Each state holds only what it needs. */
public sealed interface PayState {
    /** Before its first step. */
    record Unopened() implements PayState {}

    /** Waits for the payee. */
    record Offered(Parties parties, PaySignal signal) implements PayState {}

    record Declined(Parties parties, PaySignal signal) implements PayState {}

    record Withdrawn(Parties parties, PaySignal signal) implements PayState {}

    /** Nobody accepted in time. */
    record Lapsed(Parties parties, PaySignal signal) implements PayState {}

    /** Something was accepted. */
    sealed interface Going extends PayState {
        Pact pact();
    }

    /** Waits for a payment. */
    record Accepted(Pact pact) implements Going {}

    /** Something is set aside for it. */
    record Escrowed(Pact pact) implements Going {}

    /** The payer said that it has paid; waits for the payee's word. */
    record Said(Pact pact) implements Going {}

    /** The payee has it. */
    record Settled(Pact pact) implements Going {}

    /** It was given back, or came free. */
    record Refunded(Pact pact) implements Going {}

    record Forgiven(Pact pact) implements Going {}

    /** Nothing more is paid by it. */
    record Ended(Pact pact) implements Going {}

    /** As SPEC.md writes it. */
    default String word() {
        return switch (this) {
            case Unopened unopened -> "unopened";
            case Offered offered -> "offered";
            case Declined declined -> "declined";
            case Withdrawn withdrawn -> "withdrawn";
            case Lapsed lapsed -> "lapsed";
            case Accepted accepted -> "accepted";
            case Escrowed escrowed -> "escrowed";
            case Said said -> "said";
            case Settled settled -> "settled";
            case Refunded refunded -> "refunded";
            case Forgiven forgiven -> "forgiven";
            case Ended ended -> "ended";
        };
    }

    /** Null before the first step. */
    default Parties parties() {
        return switch (this) {
            case Unopened unopened -> null;
            case Offered offered -> offered.parties();
            case Declined declined -> declined.parties();
            case Withdrawn withdrawn -> withdrawn.parties();
            case Lapsed lapsed -> lapsed.parties();
            case Going going -> going.pact().parties();
        };
    }

    /** Null before the first step. */
    default PaySignal signal() {
        return switch (this) {
            case Unopened unopened -> null;
            case Offered offered -> offered.signal();
            case Declined declined -> declined.signal();
            case Withdrawn withdrawn -> withdrawn.signal();
            case Lapsed lapsed -> lapsed.signal();
            case Going going -> going.pact().signal();
        };
    }
}
