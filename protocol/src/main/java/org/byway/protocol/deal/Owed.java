package org.byway.protocol.deal;

import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Confirm;
import org.byway.protocol.wire.Progress;
import org.byway.protocol.wire.Side;

/**
 * What one side owes the other, and how far it has come.
 *
 * @param tracking what the giver said last
 * @param given how much the giver says to have given: pieces, minor units or minutes
 * @param confirmed how much the receiver says to have got
 * @param since when it was agreed, or was last said to be given
 */
public record Owed(Commitment what, Progress.Tracking tracking, long given, long confirmed, long since, End end) {
    /** Why nothing more is owed. */
    public enum End {
        /** It still is, or the receiver has all. */
        OPEN,
        /** The receiver wants the rest no more. */
        FORGIVEN,
        /** It was said to be given, and the receiver said nothing. */
        UNANSWERED,
        /** Its time is over, and its receiver waits no more. */
        NOT_KEPT,
        /** The deal was cancelled, or a mediator put something else in its place. */
        DROPPED
    }

    static Owed of(Commitment what, long at) {
        return new Owed(what, Progress.Tracking.NOTHING, 0, 0, at, End.OPEN);
    }

    public Side giver() {
        return what.getBy();
    }

    public Side receiver() {
        return Parties.across(what.getBy());
    }

    /** How much it is in all: pieces, minor units or minutes. */
    public long whole() {
        return switch (what.getWhatCase()) {
            case THING -> what.getThing().getQuantity();
            case MONEY -> what.getMoney().getMinorUnits();
            case HOURS -> what.getHours().getMinutes();
            case WHAT_NOT_SET -> throw new IllegalStateException("a commitment says what is given");
        };
    }

    public boolean settled() {
        return end != End.OPEN || confirmed == whole();
    }

    /** Whether something of it has left the giver's hands. */
    public boolean begun() {
        boolean moving = switch (tracking) {
            case PICKED_UP, UNDER_WAY, OUT_FOR_DELIVERY, DONE -> true;
            case NOTHING, PACKED, FAILED, UNRECOGNIZED -> false;
        };
        return moving || given > 0 || confirmed > 0;
    }

    /** Whether it waits for the receiver's word. */
    public boolean said() {
        return given > confirmed;
    }

    /** What its receiver confirms that names no amount: all that was said to be given, or else all that is left. */
    public long awaited() {
        return said() ? given - confirmed : whole() - confirmed;
    }

    /** Up to when it waits, milliseconds. */
    public long until() {
        if (said()) {
            return since + StepLimits.CONFIRM_MILLIS;
        }
        return what.getDue() == 0 ? since + StepLimits.DUE_MILLIS : what.getDue();
    }

    Checked<Owed> progress(Progress said, long at) {
        if (said.getTracking() == Progress.Tracking.DONE) {
            long amount = said.getAmount() == 0 ? whole() - given : said.getAmount();
            return amount < 1 || amount > whole() - given
                    ? Refusal.of(Reason.STALE, "no more than what is left can be given")
                    : new Checked.Ok<>(new Owed(what, said.getTracking(), given + amount, confirmed, at, end));
        }
        boolean onward = said.getTracking() == Progress.Tracking.FAILED
                ? tracking != Progress.Tracking.FAILED
                : tracking == Progress.Tracking.FAILED
                        || tracking == Progress.Tracking.DONE
                        || said.getTracking().compareTo(tracking) > 0;
        return onward && given < whole()
                ? new Checked.Ok<>(new Owed(what, said.getTracking(), given, confirmed, since, end))
                : Refusal.of(Reason.STALE, "it is further already");
    }

    Checked<Owed> confirm(Confirm said, long at) {
        long amount = said.getAmount() == 0 ? awaited() : said.getAmount();
        if (amount < 1 || amount > whole() - confirmed) {
            return Refusal.of(Reason.STALE, "no more than what is left can be confirmed");
        }
        long all = confirmed + amount;
        return new Checked.Ok<>(
                new Owed(what, Progress.Tracking.DONE, Math.max(given, all), all, said() ? since : at, end));
    }

    Owed ended(End why) {
        return new Owed(what, tracking, given, confirmed, since, why);
    }

    /** What a loan that was got is to bring back; null where nothing is. */
    Commitment back() {
        long got = end == End.UNANSWERED ? given : confirmed;
        if (what.getReturnBy() == 0 || got == 0 || end == End.DROPPED) {
            return null;
        }
        Commitment.Builder back =
                what.toBuilder().setBy(receiver()).setDue(what.getReturnBy()).clearReturnBy();
        switch (what.getWhatCase()) {
            case THING -> back.getThingBuilder().setQuantity(got);
            case MONEY -> back.getMoneyBuilder().setMinorUnits(got);
            case HOURS -> back.getHoursBuilder().setMinutes(got);
            case WHAT_NOT_SET -> throw new IllegalStateException("a commitment says what is given");
        }
        return back.build();
    }
}
