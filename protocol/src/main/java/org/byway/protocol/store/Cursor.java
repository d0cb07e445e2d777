package org.byway.protocol.store;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Behind which record a list goes on: newest first, so what follows was created earlier, or then with a lower id. */
public record Cursor(long created, Bytes32 id) implements Comparable<Cursor> {
    private static final int MOST_DIGITS = 15;

    public static Cursor of(Envelope envelope) {
        return new Cursor(envelope.created(), envelope.id());
    }

    /** The text that people and programs hand back: milliseconds, a hyphen, the id. */
    public String text() {
        return created + "-" + id.hex();
    }

    public static Checked<Cursor> parse(String text) {
        int hyphen = text.indexOf('-');
        if (hyphen < 1
                || hyphen > MOST_DIGITS
                || !text.substring(0, hyphen).chars().allMatch(Cursor::digit)) {
            return Refusal.of(Reason.MALFORMED, "not a cursor of an earlier page");
        }
        return switch (Bytes32.parse(text.substring(hyphen + 1))) {
            case Checked.Ok<Bytes32>(Bytes32 id) ->
                new Checked.Ok<>(new Cursor(Long.parseLong(text, 0, hyphen, 10), id));
            case Checked.Refused<Bytes32> refused -> refused.as();
        };
    }

    private static boolean digit(int character) {
        return character >= '0' && character <= '9';
    }

    /** Newest first. */
    @Override
    public int compareTo(Cursor other) {
        int order = Long.compare(other.created, created);
        return order == 0 ? other.id.compareTo(id) : order;
    }
}
