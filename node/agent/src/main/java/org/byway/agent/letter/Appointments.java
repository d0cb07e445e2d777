package org.byway.agent.letter;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Appointment;

/** The appointments of a tie: what both sides have said about each, in the order in which it was said. */
public final class Appointments {
    private Appointments() {}

    /**
     * An appointment as it stands.
     *
     * @param said what was proposed last, with its state now
     * @param own whether we proposed it
     */
    public record Standing(Appointment said, boolean own) {}

    /** All of a tie, the one proposed first before the others. */
    public static List<Standing> of(Tie tie) {
        Map<ByteString, Standing> all = new LinkedHashMap<>();
        for (Piece piece : tie.pieces()) {
            if (piece.body().hasAppointment()) {
                Appointment said = piece.body().getAppointment();
                Checked<Standing> next = next(all.get(said.getId()), said, piece.own());
                if (next instanceof Checked.Ok<Standing>(Standing standing)) {
                    all.put(said.getId(), standing);
                }
            }
        }
        return new ArrayList<>(all.values());
    }

    /** What an appointment becomes when one side says something about it; before is null for a new one. */
    public static Checked<Standing> next(Standing before, Appointment said, boolean own) {
        return switch (said.getState()) {
            case PROPOSED -> proposed(before, said, own);
            case AGREED, DECLINED -> answered(before, said, own);
            case CANCELLED ->
                before == null || over(before)
                        ? refused("there is no such appointment to cancel")
                        : new Checked.Ok<>(with(before, said.getState()));
            case UNRECOGNIZED -> refused("this is said by a later version");
        };
    }

    /** A proposal begins one, or moves one that stands: the other side is to agree anew. */
    private static Checked<Standing> proposed(Standing before, Appointment said, boolean own) {
        if (said.getTitle().isBlank() || said.getFrom() == 0) {
            return refused("an appointment has a title and a time");
        }
        return before != null && over(before)
                ? refused("it was declined or cancelled: propose another")
                : new Checked.Ok<>(new Standing(said, own));
    }

    private static Checked<Standing> answered(Standing before, Appointment said, boolean own) {
        if (before == null || before.said().getState() != Appointment.State.PROPOSED) {
            return refused("nothing is proposed that waits for an answer");
        }
        return before.own() == own
                ? refused("the other side is to answer")
                : new Checked.Ok<>(with(before, said.getState()));
    }

    private static boolean over(Standing standing) {
        return standing.said().getState() == Appointment.State.DECLINED
                || standing.said().getState() == Appointment.State.CANCELLED;
    }

    private static Standing with(Standing before, Appointment.State state) {
        return new Standing(before.said().toBuilder().setState(state).build(), before.own());
    }

    private static Checked<Standing> refused(String why) {
        return Refusal.of(Reason.BAD_CONTENT, why);
    }
}
