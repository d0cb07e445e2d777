package org.byway.protocol.step;

import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.DealStep;

/**
 * How something between two sides goes on: a deal, a tab, terms or a payment. Pure: the same steps lead everywhere to the same state.
 *
 * @param <S> its states
 */
public interface Course<S> {
    /** Whether a step is one of this course. */
    boolean has(DealStep said);

    /** Of each side in one matter; what it says after that is not heard. */
    int mostSteps();

    /** Before the first step. */
    S unopened();

    /** From a state and what one side says to the next state, or to a refusal. */
    Checked<S> next(S before, Step step);

    /** Null before the first step. */
    Parties parties(S state);

    /** As SPEC.md writes a state. */
    String word(S state);

    /** Of two steps behind the same one, neither or both of which both sides have built on, the lower one counts. */
    int precedence(Step step);

    /** Whether a step leaves open what waits for an answer: then what stands behind it counts at a fork as if it stood in its place too. */
    default boolean leavesOpen(Step step) {
        return false;
    }

    /**
     * Whether a step of a branch that does not count is about what stands so here too, and may count where it applies.
     *
     * @param there the state in which it was said
     * @param here the state to which the counting branch leads
     */
    boolean beside(S there, S here, Step step);
}
