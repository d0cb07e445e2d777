package org.byway.agent.letter;

import java.util.Collection;

/** People who have a name here, as vCard 4.0 (RFC 6350), for any address book. */
public final class Cards {
    private Cards() {}

    /** A card for each of those that have a name. */
    public static String of(Collection<Tie> ties) {
        StringBuilder out = new StringBuilder();
        ties.stream().filter(tie -> !tie.name().isEmpty()).forEach(tie -> card(out, tie));
        return out.toString();
    }

    private static void card(StringBuilder out, Tie tie) {
        Calendar.line(out, "BEGIN:VCARD");
        Calendar.line(out, "VERSION:4.0");
        Calendar.line(out, "UID;VALUE=text:" + tie.relationship().hex());
        Calendar.line(out, "FN:" + Calendar.text(tie.name()));
        if (tie.about() != null) {
            Calendar.line(
                    out,
                    "NOTE:" + Calendar.text("Met over the record " + tie.about().hex()));
        }
        Calendar.line(out, "REV:" + Calendar.time(tie.since()));
        Calendar.line(out, "END:VCARD");
    }
}
