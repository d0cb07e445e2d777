package org.byway.protocol.terms;

import org.byway.protocol.step.Parties;
import org.byway.protocol.wire.Side;

/** How terms stand. Each state holds only what it needs. The opener is the first party. */
public sealed interface TermsState {
    /** Before its first step. */
    record Unopened() implements TermsState {}

    /** Waits for the second party. */
    record Proffered(Tabled terms) implements TermsState {}

    /** The second party has chosen another text, and waits for the first. */
    record Countered(Tabled terms) implements TermsState {}

    record Declined(Tabled terms, Side by) implements TermsState {}

    record Withdrawn(Tabled terms, Side by) implements TermsState {}

    /** Nobody answered in time. */
    record Lapsed(Tabled terms) implements TermsState {}

    /** Both have signed. */
    sealed interface Bound extends TermsState {
        /** When the second of the two signed, by its clock. */
        long since();
    }

    record Agreed(Tabled terms, long since) implements Bound {}

    /** @param by who ended it; null where its time was over */
    record Ended(Tabled terms, long since, Side by, long at) implements Bound {}

    /**
     * One side says that the other does not keep to it; what was signed stays signed.
     *
     * @param ended how it had ended, or null where it binds still
     */
    record Disputed(Tabled terms, long since, Side by, long until, Ended ended) implements Bound {}

    /** Null before the first step. */
    default Tabled terms() {
        return null;
    }

    /** Null before the first step. */
    default Parties parties() {
        return terms() == null ? null : terms().parties();
    }

    /** Whether both are bound by it now. */
    default boolean binds() {
        return this instanceof Agreed || (this instanceof Disputed disputed && disputed.ended() == null);
    }

    /** As SPEC.md writes it. */
    default String word() {
        return switch (this) {
            case Unopened unopened -> "unopened";
            case Proffered proffered -> "proffered";
            case Countered countered -> "countered";
            case Declined declined -> "declined";
            case Withdrawn withdrawn -> "withdrawn";
            case Lapsed lapsed -> "lapsed";
            case Agreed agreed -> "agreed";
            case Ended ended -> "ended";
            case Disputed disputed -> "disputed";
        };
    }
}
