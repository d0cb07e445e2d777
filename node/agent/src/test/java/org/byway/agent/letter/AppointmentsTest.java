package org.byway.agent.letter;

import static org.byway.protocol.wire.Appointment.State.AGREED;
import static org.byway.protocol.wire.Appointment.State.CANCELLED;
import static org.byway.protocol.wire.Appointment.State.DECLINED;
import static org.byway.protocol.wire.Appointment.State.PROPOSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.Appointment;
import org.junit.jupiter.api.Test;

/** One proposes a time and a place, the other agrees; either may move it or call it off. */
class AppointmentsTest {
    private static final long TEN = 1_795_170_000_000L;
    private static final Appointment MEETING = Appointment.newBuilder()
            .setId(ByteString.copyFrom(new byte[16]))
            .setTitle("Handing over; bicycle, red")
            .setPlace("Market square")
            .setFrom(TEN)
            .build();

    private static Appointment said(Appointment.State state) {
        return Appointment.newBuilder().setId(MEETING.getId()).setState(state).build();
    }

    private static Checked<Appointments.Standing> next(Appointments.Standing before, Appointment said, boolean own) {
        return Appointments.next(before, said, own);
    }

    @Test
    void theOtherSideAgrees() {
        Appointments.Standing proposed = next(null, MEETING, true).orThrow();
        assertInstanceOf(Checked.Refused.class, next(proposed, said(AGREED), true), "nobody agrees with himself");
        Appointments.Standing agreed = next(proposed, said(AGREED), false).orThrow();
        assertEquals(AGREED, agreed.said().getState());
        assertEquals("Market square", agreed.said().getPlace());
    }

    @Test
    void whoMovesItAsksAnew() {
        Appointments.Standing agreed =
                next(next(null, MEETING, true).orThrow(), said(AGREED), false).orThrow();
        Appointments.Standing moved = next(
                        agreed, MEETING.toBuilder().setFrom(TEN + 1).build(), false)
                .orThrow();
        assertEquals(PROPOSED, moved.said().getState());
        assertInstanceOf(Checked.Refused.class, next(moved, said(AGREED), false));
        assertEquals(AGREED, next(moved, said(AGREED), true).orThrow().said().getState());
    }

    @Test
    void whatIsOverStaysOver() {
        Appointments.Standing proposed = next(null, MEETING, true).orThrow();
        for (Appointment.State end : List.of(DECLINED, CANCELLED)) {
            Appointments.Standing over = next(proposed, said(end), false).orThrow();
            assertInstanceOf(Checked.Refused.class, next(over, said(AGREED), false));
            assertInstanceOf(Checked.Refused.class, next(over, MEETING, true));
            assertInstanceOf(Checked.Refused.class, next(over, said(CANCELLED), true));
        }
        assertInstanceOf(Checked.Refused.class, next(null, said(AGREED), false));
        assertInstanceOf(Checked.Refused.class, next(null, said(CANCELLED), false));
        assertInstanceOf(Checked.Refused.class, next(null, said(PROPOSED), true), "without a title and a time");
    }

    @Test
    void anyCalendarReadsIt() {
        Appointment longer = MEETING.toBuilder().setPlace("Straße ".repeat(30)).build();
        String text = Calendar.of(List.of(new Appointments.Standing(longer, true)), TEN);
        assertTrue(text.contains("SUMMARY:Handing over\\; bicycle\\, red\r\n"), text);
        assertTrue(text.contains("DTSTART:20261120T102000Z\r\n"), text);
        assertTrue(text.contains("STATUS:TENTATIVE\r\n"), text);
        for (String line : text.split("\r\n")) {
            assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line);
        }
        assertTrue(text.replace("\r\n ", "").contains("LOCATION:" + "Straße ".repeat(30) + "\r\n"));
    }
}
