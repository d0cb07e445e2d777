package org.byway.protocol.mail;

import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.wire.LettersTaken;

/** What happens to a post office. Sessions are those in which both sides have greeted. */
public sealed interface MailEvent {
    /** Once, before everything else. */
    record Started() implements MailEvent {}

    record Opened(long session, Bytes32 node, boolean writable) implements MailEvent {}

    record Closed(long session) implements MailEvent {}

    /** Whether the session takes more bytes at the moment. */
    record Writable(long session, boolean writable) implements MailEvent {}

    /** A frame of letters whose form and marks were checked. */
    record Carried(long session, List<CarriedMail> letters) implements MailEvent {}

    record Taken(long session, LettersTaken frame) implements MailEvent {}

    /** Somebody asks, under a ticket of the driver's. */
    record Asked(long ticket, MailRequest request) implements MailEvent {}

    record Committed(MailStore.Group group) implements MailEvent {}

    record CommitFailed(MailStore.Group group, StoreFault fault) implements MailEvent {}

    record Fired(MailTimer timer) implements MailEvent {}
}
