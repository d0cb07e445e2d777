package org.byway.protocol.letter;

import org.byway.protocol.record.Bytes32;

/** A letter that was opened: who wrote it, by a signature that holds, and what. */
public record OpenedLetter(Bytes32 sender, Text text) {
    /** Room is left for sender, relationship, number and signature. */
    public static final int MAX_BODY_BYTES = Padding.MAX_TEXT_BYTES - 160;

    /**
     * @param relationship the same for all letters between two, in both directions
     * @param number counts from 1 in each direction, so that a gap shows
     */
    public record Text(Bytes32 relationship, long number, byte[] body) {}

    /** Tells of the text only its size: private words never reach a log. */
    @Override
    public String toString() {
        return "OpenedLetter[" + sender + ", number " + text.number() + ", " + text.body().length + " bytes]";
    }
}
