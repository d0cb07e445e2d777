package org.byway.agent.find;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;

/** Something in which all words stand, and where it is. */
public sealed interface Finding {
    /** When it was written, fetched or begun, milliseconds. */
    long at();

    /** The text in which they stand. */
    String text();

    /** A letter, or what it says of an appointment or of people. */
    record OfLetter(long at, String text, Bytes32 relationship, boolean own, int slot, long number)
            implements Finding {}

    /** Somebody who has a name here. */
    record OfContact(long at, String text, Bytes32 relationship) implements Finding {}

    /** An offer or an intent of one's own that stands. */
    record OfRecord(long at, String text, Kind kind, Bytes32 id) implements Finding {}
}
