package org.byway.protocol.peer;

import java.util.List;
import org.byway.protocol.blob.BlobEffect;
import org.byway.protocol.community.Address;
import org.byway.protocol.mail.MailEffect;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Receipt;

/** What a peer wants done, in this order. */
public sealed interface Effect {
    /** @param packed whether the other side takes it packed, where it is worth while */
    record Send(long session, Frame frame, boolean packed) implements Effect {
        Send(long session, Frame frame) {
            this(session, frame, false);
        }
    }

    /** Send what was sent so far, then close; answered by Closed. */
    record Close(long session, Refusal why) implements Effect {}

    /**
     * One attempt to open a channel; answered by Opened or DialFailed.
     *
     * @param outsideOnly whether a name that leads into a local network is not followed
     */
    record Dial(Address address, boolean outsideOnly) implements Effect {}

    /** Keep these over restarts: with them sessions stood. */
    record Remember(List<Address> anchors) implements Effect {}

    /** Commit the group on another thread; answered by Committed or CommitFailed. */
    record Commit(Store.Group group) implements Effect {}

    /** The receipt for a post: all of it is on disk. */
    record Answer(long ticket, Receipt receipt) implements Effect {}

    /**
     * A post gets no receipt, for a reason of the node's own that will pass. Some of it may be on disk, now or later: who
     * posts the same bytes again is told.
     */
    record Decline(long ticket, Refusal why) implements Effect {}

    /**
     * The timer is to fire once as much time has passed as lies between now and then (milliseconds), however the clock
     * jumps meanwhile. It is never cancelled.
     */
    record SetTimer(long at, Timer timer) implements Effect {}

    /** These records are on disk now, in order of arrival. */
    record Arrived(List<SignedRecord> records) implements Effect {}

    /** From now on there is a session with that node in which both have greeted. */
    record Linked(Bytes32 node) implements Effect {}

    /** Of the post office: a commit, an answer, or that something has come about. */
    record Mail(MailEffect effect) implements Effect {}

    /** Of the exchange of blobs; answered by an event of the same. */
    record Blob(BlobEffect.Work work) implements Effect {}

    /** Something that the host may want to know. */
    record Note(Level level, String text) implements Effect {}

    enum Level {
        DETAIL,
        NOTICE,
        WARNING
    }
}
