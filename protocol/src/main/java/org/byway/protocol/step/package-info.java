/**
 * What two sides say to each other one step at a time, and what it leads to: the ground of deals, tabs, terms and payments.
 *
 * <p>A {@link org.byway.protocol.step.Step} is what one side says, signed by it and naming the step before it by digest. Steps form a
 * {@link org.byway.protocol.step.StepTree}, of which one path counts, chosen alike by whoever holds the same steps. What each step
 * does is a {@link org.byway.protocol.step.Course}: one function from a state and a step to the next state or a refusal.
 *
 * <p>Invariants: the same steps lead to the same state, in whatever order and however often they come; what both sides have built
 * on is not undone by what either says later; no step applies that its author may not say, nor in another thing, or between others,
 * than that for which it was signed.
 */
package org.byway.protocol.step;
