package org.byway.protocol.store;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.store.Store.Query;

/** Which records a list holds and which a rotation takes away, the same for every store. */
public final class Listing {
    private Listing() {}

    /** Whether an author has signed it, other than as a key event, with a key of a lower key sequence. */
    public static boolean signedBefore(Envelope envelope, Bytes32 author, int keySequence) {
        return envelope.author().equals(author) && envelope.keySequence() < keySequence && !envelope.is(Kind.KEY_EVENT);
    }

    /** Whether the record belongs on a page, wherever its cursor stands. Kind 0 is all but withdrawals. */
    public static boolean wants(Query query, Envelope envelope) {
        return envelope.expires() > query.now()
                && (query.kind() == 0 ? !envelope.is(Kind.WITHDRAWAL) : query.kind() == envelope.kind())
                && (query.author() == null || query.author().equals(envelope.author()))
                && (query.community() == null || query.community().equals(envelope.home()));
    }
}
