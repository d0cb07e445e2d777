/**
 * Deals: what two sides agree to give each other, and how far it has come.
 *
 * <p>A {@link org.byway.protocol.deal.Step} is what one side says, signed by it and naming the step before it by digest. {@link
 * org.byway.protocol.deal.Lifecycle} is the one function from a {@link org.byway.protocol.deal.DealState} and a step to the next
 * state or a refusal. A {@link org.byway.protocol.deal.Deal} is what a set of steps leads to: they form a tree, of which one path
 * counts, chosen alike by whoever holds the same steps. {@link org.byway.protocol.deal.Awaited} says who is to do what until when.
 *
 * <p>Invariants: the same steps lead to the same state, in whatever order and however often they come; what both sides have built
 * on is not undone by what either says later; nobody is bound by what he did not sign; what waits has a last moment; no
 * step applies that its author may not say, and none in another deal, or between others, than that for which it was signed. There is
 * no buyer and no seller: each side gives and gets things, work or money, and where there is no money no byte speaks of any.
 *
 * <p>Sources: Valueflows (commitments and their fulfilment); the lifecycles of Beckn 2, ONDC, OpenBazaar and Bisq 2.
 */
package org.byway.protocol.deal;
