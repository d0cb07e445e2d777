package org.byway.agent.letter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.byway.protocol.wire.Appointment;

/** Appointments as iCalendar (RFC 5545), for any calendar. */
public final class Calendar {
    private static final int LINE_BYTES = 75;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Calendar() {}

    /** One calendar; made at that time, in milliseconds. */
    public static String of(List<Appointments.Standing> appointments, long now) {
        StringBuilder out = new StringBuilder();
        line(out, "BEGIN:VCALENDAR");
        line(out, "VERSION:2.0");
        line(out, "PRODID:-//Byway//Byway//EN");
        appointments.forEach(each -> event(out, each.said(), now));
        line(out, "END:VCALENDAR");
        return out.toString();
    }

    private static void event(StringBuilder out, Appointment said, long now) {
        line(out, "BEGIN:VEVENT");
        line(out, "UID:" + HexFormat.of().formatHex(said.getId().toByteArray()) + "@byway");
        line(out, "DTSTAMP:" + time(now));
        line(out, "DTSTART:" + time(said.getFrom()));
        if (said.getUntil() != 0) {
            line(out, "DTEND:" + time(said.getUntil()));
        }
        line(out, "SUMMARY:" + text(said.getTitle()));
        if (!said.getPlace().isEmpty()) {
            line(out, "LOCATION:" + text(said.getPlace()));
        }
        line(out, "STATUS:" + status(said.getState()));
        line(out, "END:VEVENT");
    }

    private static String status(Appointment.State state) {
        return switch (state) {
            case PROPOSED, UNRECOGNIZED -> "TENTATIVE";
            case AGREED -> "CONFIRMED";
            case DECLINED, CANCELLED -> "CANCELLED";
        };
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    static String text(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    /** Folded where it is longer than a line may be, never within a character. */
    static void line(StringBuilder out, String line) {
        int bytes = 0;
        for (int at = 0; at < line.length(); ) {
            int c = line.codePointAt(at);
            int size = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > LINE_BYTES) {
                out.append("\r\n ");
                bytes = 1;
            }
            out.appendCodePoint(c);
            bytes += size;
            at += Character.charCount(c);
        }
        out.append("\r\n");
    }
}
