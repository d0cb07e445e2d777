/**
 * Deals: what two sides agree to give each other, and how far it has come.
 *
 * <p>{@link org.byway.protocol.deal.Lifecycle} is the one function from a {@link org.byway.protocol.deal.DealState} and a {@link
 * org.byway.protocol.step.Step} to the next state or a refusal. {@link org.byway.protocol.deal.Awaited} says who is to do what until when.
 *
 * <p>Invariants, beside those of {@link org.byway.protocol.step}: nobody is bound by what he did not sign; what waits has a last
 * moment. There is
 * no buyer and no seller: each side gives and gets things, work or money, and where there is no money no byte speaks of any.
 *
 * <p>Sources: Valueflows (commitments and their fulfilment); the lifecycles of Beckn 2, ONDC, OpenBazaar and Bisq 2.
 */
package org.byway.protocol.deal;
