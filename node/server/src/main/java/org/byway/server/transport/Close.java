package org.byway.server.transport;

/** Why a connection ended: a cause to count by, and a sentence that a person can read. */
public record Close(Cause cause, String detail) {
    @Override
    public String toString() {
        return cause.code() + ": " + detail;
    }
}
