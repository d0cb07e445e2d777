/**
 * A person's deals: what the letters of each tie lead to, and what the person says next.
 *
 * <p>{@link org.byway.agent.deal.Deals} finds the deals in the letters and writes steps as letters; {@link
 * org.byway.agent.deal.Wording} says what is given in words, and reads it; {@link org.byway.agent.deal.DealJson} tells a deal to
 * programs.
 *
 * <p>Invariants: nothing is kept of a deal but its letters; a step is made within the turn in which it is kept, behind what the
 * home knows in that moment, so that two commands of one home never answer the same twice; a step that would not apply is never written.
 */
package org.byway.agent.deal;
