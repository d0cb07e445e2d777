package org.byway.agent.catalogue;

/** Leaves the reading of one row; never leaves this package. */
final class RowRefused extends Exception {
    private static final long serialVersionUID = 1;

    RowRefused(String reason) {
        super(reason, null, false, false);
    }
}
