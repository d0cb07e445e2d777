package org.byway.protocol.interest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * Up to where somebody was told: the id of an event.
 *
 * <p>As text, {@code ENTRY-CHECK} or {@code ENTRY-CHECK-INTEREST}: decimal numbers, and the first 8 hexadecimal digits of
 * the id that the entry is about, by which the store is known again.
 *
 * @param entry of the store's log; 0 before the first
 * @param check zeros where the entry is about none
 * @param interest the last that was told of this entry, in the order of their numbers; {@link #ALL} of them
 */
public record Position(long entry, String check, long interest) implements Comparable<Position> {
    public static final long ALL = Long.MAX_VALUE;
    public static final String NO_CHECK = "00000000";
    public static final Position START = new Position(0, NO_CHECK, ALL);

    private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,14})-([0-9a-f]{8})(?:-([1-9][0-9]{0,14}))?");

    public Position {
        if (entry < 0 || interest < 0) {
            throw new IllegalArgumentException("a position is not below 0: " + entry + ", " + interest);
        }
    }

    /** Behind all that is to be said of the entry; the id that it is about may be null. */
    public static Position behind(long entry, Bytes32 id) {
        return new Position(entry, check(id), ALL);
    }

    /** Behind what is to be said of the entry to that interest. */
    public Position at(long number) {
        return new Position(entry, check, number);
    }

    /** Of the id that an entry is about, or null. */
    public static String check(Bytes32 id) {
        return id == null ? NO_CHECK : id.hex().substring(0, NO_CHECK.length());
    }

    public boolean whole() {
        return interest == ALL;
    }

    public static Checked<Position> parse(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.matches()) {
            return Refusal.of(Reason.MALFORMED, "not the id of an event: it is as in 1234-0badcafe or 1234-0badcafe-5");
        }
        long interest = found.group(3) == null ? ALL : Long.parseLong(found.group(3));
        return new Checked.Ok<>(new Position(Long.parseLong(found.group(1)), found.group(2), interest));
    }

    public String text() {
        String whole = entry + "-" + check;
        return whole() ? whole : whole + "-" + interest;
    }

    /** By entry, then by interest. */
    @Override
    public int compareTo(Position other) {
        int order = Long.compare(entry, other.entry);
        return order == 0 ? Long.compare(interest, other.interest) : order;
    }
}
