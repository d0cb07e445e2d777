package org.byway.agent.letter;

import java.util.Locale;

/** How far a letter of one's own has come. */
public enum DeliveryState {
    /** Kept, and on its way where a node has taken it. */
    QUEUED,
    /** On the disk of a node that keeps the receiver's mailbox. */
    AT_MAILBOX,
    /** The receiver's agent has it. */
    DELIVERED,
    /** A person has seen it, and lets the sender know. */
    READ,
    /** No node takes it, for good. */
    REFUSED;

    /** Lower case, words joined by hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
