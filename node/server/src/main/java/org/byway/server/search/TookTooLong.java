package org.byway.server.search;

/** A search was given up. */
final class TookTooLong extends Exception {
    private static final long serialVersionUID = 1;

    TookTooLong() {
        super(null, null, false, false);
    }
}
