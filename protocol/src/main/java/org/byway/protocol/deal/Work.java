package org.byway.protocol.deal;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Side;

/**
 * What was agreed, and all that is owed since then.
 *
 * @param agreement the digest that both have signed
 * @param owed what was agreed first, and what was added: places are counted from 1
 */
public record Work(Parties parties, Proposal proposal, Bytes32 agreement, List<Owed> owed, Course course) {
    /** By what that which is owed now came about. */
    public enum Course {
        AS_AGREED,
        CHANGED,
        CANCELLED,
        DECIDED
    }

    public Work {
        owed = List.copyOf(owed);
    }

    /** Null where nothing has that place. */
    public Owed at(int place) {
        return place >= 1 && place <= owed.size() ? owed.get(place - 1) : null;
    }

    boolean settled() {
        return owed.stream().allMatch(Owed::settled);
    }

    /** Whether nothing binds this side to go on: nothing was given to it, and either it gave nothing or was let down. */
    boolean mayLeave(Side side) {
        boolean got = owed.stream().anyMatch(each -> each.receiver() == side && each.begun());
        boolean gave = owed.stream().anyMatch(each -> each.giver() == side && each.begun());
        boolean letDown = owed.stream().anyMatch(each -> each.receiver() == side && each.end() == Owed.End.NOT_KEPT);
        return !got && (!gave || letDown);
    }

    /** A loan that its receiver now has is owed back. */
    Checked<Work> with(int place, Owed after, long at) {
        List<Owed> all = new ArrayList<>(owed);
        all.set(place - 1, after);
        Commitment back = after.settled() ? after.back() : null;
        if (back != null) {
            all.add(Owed.of(back, at));
        }
        return bounded(all, course);
    }

    Checked<Work> adding(List<Commitment> more, Course why, long at) {
        List<Owed> all = new ArrayList<>(owed);
        more.forEach(each -> all.add(Owed.of(each, at)));
        return bounded(all, why);
    }

    /** Nothing of what was owed is any more. */
    Work dropped(Course why) {
        List<Owed> all = new ArrayList<>();
        owed.forEach(each -> all.add(each.settled() ? each : each.ended(Owed.End.DROPPED)));
        return new Work(parties, proposal, agreement, all, why);
    }

    private Checked<Work> bounded(List<Owed> all, Course why) {
        return all.size() > StepLimits.MOST_OWED
                ? Refusal.of(Reason.OVER_BUDGET, "at most " + StepLimits.MOST_OWED + " things are owed in a deal")
                : new Checked.Ok<>(new Work(parties, proposal, agreement, all, why));
    }
}
