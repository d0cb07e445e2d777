package org.byway.protocol.mail;

import java.util.Locale;

/** What became of a letter at one of the nodes where it is to wait. Kept by their place in this order, which stays. */
public enum LetterState {
    /** On its way: that node has not answered yet. */
    QUEUED,
    /** On that node's disk, or it was fetched from there already. */
    AT_MAILBOX,
    /** That node does not take it. */
    REFUSED,
    /** That node did not answer as long as the letter could wait. */
    EXPIRED;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As the HTTP interface writes it. */
    public String word() {
        return word;
    }
}
