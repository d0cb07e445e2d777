package org.byway.protocol.admission;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.store.Store.Head;

/**
 * Which of two records of one (author, lineage) stands: the higher key sequence, then a withdrawal, then the higher
 * revision, then the lower id. The same everywhere and in any order of arrival.
 */
public record Precedence(int keySequence, boolean withdrawn, int revision, Bytes32 id)
        implements Comparable<Precedence> {

    public static Precedence of(Envelope envelope) {
        return new Precedence(envelope.keySequence(), envelope.is(Kind.WITHDRAWAL), envelope.revision(), envelope.id());
    }

    public static Precedence of(Head head) {
        return new Precedence(head.keySequence(), head.withdrawn(), head.revision(), head.id());
    }

    /** Greater is what stands. Between two withdrawals, as between two records, the revision decides. */
    @Override
    public int compareTo(Precedence other) {
        int order = Integer.compare(keySequence, other.keySequence);
        if (order == 0) {
            order = Boolean.compare(withdrawn, other.withdrawn);
        }
        if (order == 0) {
            order = Integer.compare(revision, other.revision);
        }
        return order == 0 ? other.id.compareTo(id) : order;
    }
}
