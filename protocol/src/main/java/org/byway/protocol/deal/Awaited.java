package org.byway.protocol.deal;

import java.util.Optional;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.Side;

/**
 * Who is to do what, until when, and what then.
 *
 * @param place of what is owed, from 1; 0 where an answer is awaited
 * @param until milliseconds
 */
public record Awaited(Side who, What what, int place, long until) {
    /** What somebody is to do, and what may be said when the time is over. */
    public enum What {
        /** Accept, counter or decline; else it lapses. */
        ANSWER_QUOTE,
        /** Give what is due; else its receiver may wait no more, or dispute it. */
        GIVE,
        /** Say that it came; else its giver may have it counted as given. */
        CONFIRM,
        /** Agree that it ends, or not; else all stays as agreed. */
        ANSWER_CANCEL,
        /** Agree that something goes back, or not; else all stays as agreed. */
        ANSWER_RETURN,
        /** Settle it, or bring in the mediator's decision; else all stays as agreed. */
        SETTLE_DISPUTE
    }

    /** Whether a lapse may be said. */
    public boolean over(long nowMillis) {
        return nowMillis >= until + StepLimits.GRACE_MILLIS;
    }

    /** What is to happen next; empty where nothing is. */
    public static Optional<Awaited> of(DealState state) {
        return switch (state) {
            case DealState.Quoted quoted ->
                Optional.of(new Awaited(
                        Parties.across(quoted.by()),
                        What.ANSWER_QUOTE,
                        0,
                        quoted.proposal().getUntil()));
            case DealState.Agreed agreed -> next(agreed.work());
            case DealState.Cancelling asked ->
                Optional.of(new Awaited(Parties.across(asked.by()), What.ANSWER_CANCEL, 0, asked.until()));
            case DealState.Returning asked ->
                Optional.of(new Awaited(Parties.across(asked.by()), What.ANSWER_RETURN, 0, asked.until()));
            case DealState.Disputed disputed ->
                Optional.of(new Awaited(disputed.by(), What.SETTLE_DISPUTE, 0, disputed.until()));
            case DealState.Unopened none -> Optional.empty();
            case DealState.Declined none -> Optional.empty();
            case DealState.Withdrawn none -> Optional.empty();
            case DealState.Lapsed none -> Optional.empty();
            case DealState.Closed none -> Optional.empty();
            case DealState.Cancelled none -> Optional.empty();
        };
    }

    /** Of all that is owed, what is due first. */
    private static Optional<Awaited> next(Work work) {
        Optional<Awaited> first = Optional.empty();
        for (int place = 1; place <= work.owed().size(); place++) {
            Owed owed = work.at(place);
            if (!owed.settled()) {
                Awaited one = owed.said()
                        ? new Awaited(owed.receiver(), What.CONFIRM, place, owed.until())
                        : new Awaited(owed.giver(), What.GIVE, place, owed.until());
                first = first.isEmpty() || one.until() < first.get().until() ? Optional.of(one) : first;
            }
        }
        return first;
    }
}
