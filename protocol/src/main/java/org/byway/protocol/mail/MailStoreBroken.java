package org.byway.protocol.mail;

/** What was kept cannot be read: the disk, or what is on it, is broken, and the node must end. */
public final class MailStoreBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MailStoreBroken(String message, Throwable cause) {
        super(message, cause);
    }
}
