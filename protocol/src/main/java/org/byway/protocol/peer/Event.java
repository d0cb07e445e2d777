package org.byway.protocol.peer;

import java.util.List;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.blob.BlobEvent;
import org.byway.protocol.community.Address;
import org.byway.protocol.mail.CarriedMail;
import org.byway.protocol.mail.MailEvent;
import org.byway.protocol.reach.Reaching;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.wire.Frame;

/** What happens to a peer. Sessions are numbered by the driver, each once; their frames come in the order sent. */
public sealed interface Event {
    /** Once, before everything else. */
    record Started() implements Event {}

    /** A channel to a node that proved this key is open. The address is the one dialled, or null where they dialled. */
    record Opened(long session, Bytes32 node, Address dialled) implements Event {}

    /** Once for each Opened, whoever closed it. */
    record Closed(long session, String reason) implements Event {}

    record DialFailed(Address address, String reason) implements Event {}

    /** A Hello whose papers are in order. */
    record Greeted(long session, Papers papers) implements Event {}

    /** What comes over a session that has greeted. */
    sealed interface Heard extends Event {
        long session();
    }

    /** A frame other than Hello, Records and Letters. */
    record Received(long session, Frame frame) implements Heard {}

    /**
     * A Records frame whose bundle is valid; in the order of its session.
     *
     * @param hops over how many sessions the records came; 0 where they were asked for
     */
    record Delivered(long session, long number, int hops, List<Judged> records) implements Heard {}

    /** A frame of letters whose form and marks hold; in the order of its session. */
    record Lettered(long session, List<CarriedMail> letters) implements Heard {}

    /** A frame that no honest peer sends. */
    record Rejected(long session, Refusal refusal) implements Event {}

    /** Whether the channel takes more bytes at the moment. */
    record Writable(long session, boolean writable) implements Event {}

    /** Valid records without postmarks, each post under a ticket of the driver's. */
    record Posted(List<Post> posts) implements Event {}

    record Committed(Store.Group group) implements Event {}

    record CommitFailed(Store.Group group, StoreFault fault) implements Event {}

    record Fired(Timer timer) implements Event {}

    /** What somebody asks of the post office, and what became of its commits. */
    record Mail(MailEvent event) implements Event {}

    /** What became of the work of the exchange of blobs. */
    record Blob(BlobEvent event) implements Event {}

    /** A person wants this address to be dialled, or no longer. */
    record AddressAdded(Address address) implements Event {}

    record AddressRemoved(Address address) implements Event {}

    /** From now on this node looks for others of itself; once, after it has started. */
    record Looking(Reaching reaching) implements Event {}

    /** A node of that key showed itself in the local network. */
    record AddressFound(Address address) implements Event {}

    /** What somebody posts. */
    record Post(long ticket, List<Judged> records, Poster by) {
        /** By somebody of whom nothing is known. */
        public Post(long ticket, List<Judged> records) {
            this(ticket, records, Poster.STRANGER);
        }
    }

    /**
     * Who posts.
     *
     * @param member the key by which the request was signed; null where it was not
     * @param mayPost whether it need be no member: the node's own host, or whoever has spent a token on it
     */
    record Poster(Bytes32 member, boolean mayPost) {
        public static final Poster STRANGER = new Poster(null, false);
        public static final Poster HOST = new Poster(null, true);
        public static final Poster BEARER = new Poster(null, true);
    }
}
