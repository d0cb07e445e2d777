package org.byway.protocol.mail;

/** What a request that was not refused is answered, once all of it is on disk. */
public sealed interface MailReply {
    record Marked(Mark mark) implements MailReply {}

    record Kept(Mailbox mailbox) implements MailReply {}

    record Done() implements MailReply {}
}
