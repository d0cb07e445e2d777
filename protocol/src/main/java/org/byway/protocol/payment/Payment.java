package org.byway.protocol.payment;

import org.byway.protocol.wire.PaySaid;

/**
 * One payment by a signal.
 *
 * @param said what the payer said; null while it is set aside
 * @param amount minor units
 * @param until of what is set aside: up to when; else 0
 * @param at milliseconds, when it was said or set aside first
 */
public record Payment(How how, PaySaid said, long amount, long until, long at) {
    /** How far it is. */
    public enum How {
        ASIDE,
        SAID,
        CONFIRMED,
        REFUNDED
    }

    Payment now(How after) {
        return new Payment(after, said, amount, until, at);
    }

    boolean open() {
        return how == How.ASIDE || how == How.SAID;
    }
}
