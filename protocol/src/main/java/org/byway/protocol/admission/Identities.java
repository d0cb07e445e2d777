package org.byway.protocol.admission;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;

/** Where the key events of an identity stand: the n-th one in a lineage of its own, which its number names. */
public final class Identities {
    private Identities() {}

    /** The lineage of an identity's n-th key event: the reserved horizon, then the number. */
    public static Bytes32 lineage(int keySequence) {
        return new Bytes32(Limits.NEVER, 0, 0, keySequence);
    }
}
