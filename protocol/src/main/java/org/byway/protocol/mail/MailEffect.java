package org.byway.protocol.mail;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Frame;

/** What a post office wants done, in this order. */
public sealed interface MailEffect {
    record Send(long session, Frame frame) implements MailEffect {}

    /** Something came over that session that no honest node sends. */
    record Drop(long session, Refusal why) implements MailEffect {}

    /** Commit the group on another thread; answered by Committed or CommitFailed. */
    record Commit(MailStore.Group group) implements MailEffect {}

    /** All that the answer says is on disk. */
    record Answer(long ticket, Checked<MailReply> said) implements MailEffect {}

    /** As the peer's own timers: to fire once as much time has passed; never cancelled. */
    record SetTimer(long at, MailTimer timer) implements MailEffect {}

    /** There is a letter in that mailbox that was not there before. */
    record Arrived(Bytes16 tag) implements MailEffect {}

    /** No node is waited for any more of those to which that letter goes. */
    record Settled(Bytes32 letter) implements MailEffect {}

    /** Something that the host may want to know. */
    record Note(String text) implements MailEffect {}
}
