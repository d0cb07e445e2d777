package org.byway.agent.letter;

import org.byway.protocol.wire.LetterBody;

/**
 * One letter of a tie.
 *
 * @param own whether it was written here
 * @param slot the sender's device
 * @param at milliseconds: when it was written here, or fetched
 * @param delivery how far it has come; null for letters of the other side
 * @param trouble why no node takes it, a code; null where nothing is wrong
 * @param seen whether a person has seen it; true for one's own
 */
public record Piece(
        boolean own,
        int slot,
        long number,
        LetterBody body,
        long at,
        DeliveryState delivery,
        String trouble,
        boolean seen) {}
