package org.byway.protocol.store;

/** The disk or the map is full, or broken. The message is for people and names a remedy where there is one. */
public final class StoreFault extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean full;

    public StoreFault(String message, boolean full, Throwable cause) {
        super(message, cause);
        this.full = full;
    }

    /** Whether it is space that is wanting, so that trying again later makes sense. */
    public boolean full() {
        return full;
    }
}
