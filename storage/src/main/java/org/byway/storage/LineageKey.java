package org.byway.storage;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;

/** First half of SHA-256(author, lineage). */
record LineageKey(long high, long low) {
    static LineageKey of(Bytes32 author, Bytes32 lineage, Sha256 sha) {
        byte[] both = new byte[2 * Bytes32.SIZE];
        author.write(both, 0);
        lineage.write(both, Bytes32.SIZE);
        Bytes32 hash = sha.hash(both);
        return new LineageKey(hash.a(), hash.b());
    }
}
