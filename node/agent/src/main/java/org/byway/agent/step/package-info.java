/**
 * What a person does with others step by step, found in the letters of each tie: {@link org.byway.agent.step.Matters} of one {@link
 * org.byway.protocol.step.Course}, be it deals, tabs, terms or payments.
 *
 * <p>Invariants: nothing is kept here but letters; a step is said only where it applies behind all that has come when it is kept; what
 * one device has said reaches a person's others with the other side's next step.
 */
package org.byway.agent.step;
