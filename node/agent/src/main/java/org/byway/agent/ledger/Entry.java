package org.byway.agent.ledger;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;

/**
 * One sealed record, as the ledger tells of it.
 *
 * @param keySequence 0: the author is a bare key; n: the identity's n-th key has sealed it
 * @param persona the index of the key that sealed it; null: the steward's
 * @param previous null in revision 0
 * @param expires milliseconds
 * @param row the digest of the imported row that it came of, or null
 */
public record Entry(
        Bytes32 id,
        Kind kind,
        Bytes32 author,
        int keySequence,
        Bytes32 persona,
        Bytes32 lineage,
        int revision,
        Bytes32 previous,
        long expires,
        Bytes32 row) {

    /** What it is a revision of. */
    public Line line() {
        return new Line(author, lineage);
    }

    /** One thing that somebody says: a lineage is told apart by its author too, as those of key events must be. */
    public record Line(Bytes32 author, Bytes32 lineage) {}

    /** Whether the lineage still says something at that time. */
    public boolean stands(long nowMillis) {
        return kind != Kind.WITHDRAWAL && expires > nowMillis;
    }
}
