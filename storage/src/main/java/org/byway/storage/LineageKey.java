package org.byway.storage;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Sha256;

/** First half of SHA-256(author, lineage). */
record LineageKey(long high, long low) {

    /** Makes keys for one thread and remembers the last: a lineage is asked for, and then put. */
    static final class Maker {
        private final Sha256 sha = new Sha256();
        private final byte[] both = new byte[2 * Bytes32.SIZE];
        private Bytes32 author;
        private Bytes32 lineage;
        private LineageKey last;

        LineageKey of(Envelope envelope) {
            return of(envelope.author(), envelope.lineage());
        }

        LineageKey of(Bytes32 ofAuthor, Bytes32 ofLineage) {
            if (!ofLineage.equals(lineage) || !ofAuthor.equals(author)) {
                ofAuthor.write(both, 0);
                ofLineage.write(both, Bytes32.SIZE);
                Bytes32 hash = sha.hash(both);
                last = new LineageKey(hash.a(), hash.b());
                author = ofAuthor;
                lineage = ofLineage;
            }
            return last;
        }
    }
}
