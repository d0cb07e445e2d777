package org.byway.protocol.deal;

import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.Parties;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Side;

/** How a deal stands. Each state holds only what it needs. */
public sealed interface DealState {
    /** Before its first step. */
    record Unopened() implements DealState {}

    /**
     * Waits for the other side's answer.
     *
     * @param round how many quotes there were, this one among them
     * @param agreement what both will have signed when it is accepted
     */
    record Quoted(Parties parties, int round, Proposal proposal, Bytes32 agreement, Side by) implements DealState {}

    record Declined(Parties parties, Proposal proposal, Side by) implements DealState {}

    record Withdrawn(Parties parties, Proposal proposal, Side by) implements DealState {}

    /** Nobody answered in time. */
    record Lapsed(Parties parties, Proposal proposal) implements DealState {}

    /** Both have signed, and something is owed. */
    sealed interface Standing extends DealState {
        Work work();

        /** The same with what is owed now. */
        Standing with(Work after);
    }

    record Agreed(Work work) implements Standing {
        @Override
        public Standing with(Work after) {
            return new Agreed(after);
        }
    }

    /** One side asks to end it, though something was given. */
    record Cancelling(Work work, Side by, List<Commitment> back, long until) implements Standing {
        public Cancelling {
            back = List.copyOf(back);
        }

        @Override
        public Standing with(Work after) {
            return new Cancelling(after, by, back, until);
        }
    }

    /** One side asks that something goes back. */
    record Returning(Work work, Side by, List<Commitment> back, long until) implements Standing {
        public Returning {
            back = List.copyOf(back);
        }

        @Override
        public Standing with(Work after) {
            return new Returning(after, by, back, until);
        }
    }

    /**
     * Waits for the mediator, or for the two to settle it.
     *
     * @param step what the mediator decides upon
     */
    record Disputed(Work work, Side by, Bytes32 step, long until) implements Standing {
        @Override
        public Standing with(Work after) {
            return new Disputed(after, by, step, until);
        }
    }

    /** Nothing is owed any more. */
    record Closed(Work work, long at) implements DealState {}

    record Cancelled(Work work, long at) implements DealState {}

    /** As SPEC.md writes it. */
    default String word() {
        return switch (this) {
            case Unopened unopened -> "unopened";
            case Quoted quoted -> "quoted";
            case Declined declined -> "declined";
            case Withdrawn withdrawn -> "withdrawn";
            case Lapsed lapsed -> "lapsed";
            case Agreed agreed -> "agreed";
            case Cancelling cancelling -> "cancelling";
            case Returning returning -> "returning";
            case Disputed disputed -> "disputed";
            case Closed closed -> "closed";
            case Cancelled cancelled -> "cancelled";
        };
    }

    /** Null before the first step. */
    default Parties parties() {
        return switch (this) {
            case Unopened unopened -> null;
            case Quoted quoted -> quoted.parties();
            case Declined declined -> declined.parties();
            case Withdrawn withdrawn -> withdrawn.parties();
            case Lapsed lapsed -> lapsed.parties();
            case Standing standing -> standing.work().parties();
            case Closed closed -> closed.work().parties();
            case Cancelled cancelled -> cancelled.work().parties();
        };
    }

    /** What was agreed, with all that is owed since; null where nothing was. */
    default Work agreed() {
        return switch (this) {
            case Standing standing -> standing.work();
            case Closed closed -> closed.work();
            case Cancelled cancelled -> cancelled.work();
            case Unopened unopened -> null;
            case Quoted quoted -> null;
            case Declined declined -> null;
            case Withdrawn withdrawn -> null;
            case Lapsed lapsed -> null;
        };
    }

    /** What was proposed last, or agreed; null before the first step. */
    default Proposal proposal() {
        return switch (this) {
            case Unopened unopened -> null;
            case Quoted quoted -> quoted.proposal();
            case Declined declined -> declined.proposal();
            case Withdrawn withdrawn -> withdrawn.proposal();
            case Lapsed lapsed -> lapsed.proposal();
            case Standing standing -> standing.work().proposal();
            case Closed closed -> closed.work().proposal();
            case Cancelled cancelled -> cancelled.work().proposal();
        };
    }
}
