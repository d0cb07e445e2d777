package org.byway.protocol.market;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Behind which rank a search goes on, and how far it had to reach: what people and programs hand back as a cursor. */
public record Continuation(Reach reach, Rank after) {
    private static final Pattern TEXT = Pattern.compile("([0-2])\\.(-?[0-9]{1,16})\\.([0-9]{1,15})\\.([0-9a-f]{64})");

    /** The number of the reach, the worth, milliseconds and the id, with points between them. */
    public String text() {
        return reach.ordinal() + "." + after.worth() + "." + after.created() + "."
                + after.id().hex();
    }

    public static Checked<Continuation> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Refusal.of(Reason.MALFORMED, "not a cursor of an earlier page");
        }
        Rank after =
                new Rank(Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)), Bytes32.ofHex(parts.group(4)));
        return new Checked.Ok<>(new Continuation(Reach.values()[Integer.parseInt(parts.group(1))], after));
    }
}
