/**
 * Payment signals between two sides (Emancipay): an offer to pay as much, when, however and for whatever its author likes, and what came of it.
 *
 * <p>{@link org.byway.protocol.payment.PayCourse} is the one function from a {@link org.byway.protocol.payment.PayState} and a step to the
 * next state or a refusal. The opener pays.
 *
 * <p>Invariants: the payer alone says that it pays, and the payee alone that it has it; one payment is open at a time; no payment is
 * outside of what was signalled; what is paid outside is only said until it is confirmed.
 *
 * <p>Source: EmanciPay of ProjectVRM.
 */
package org.byway.protocol.payment;
