package org.byway.protocol.admission;

import org.byway.protocol.identity.KeyState;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;

/** Where the key events of an identity stand: the n-th one in a lineage of its own, which its number names. */
public final class Identities {
    private Identities() {}

    /** The lineage of an identity's n-th key event: the reserved horizon, then the number. */
    public static Bytes32 lineage(int keySequence) {
        return new Bytes32(Limits.NEVER, 0, 0, keySequence);
    }

    /** What an identity's n-th key event led to; null where that one is not held. */
    static KeyState state(Store store, Bytes32 identity, int keySequence) {
        Store.Head head = store.head(identity, lineage(keySequence));
        SignedRecord event = head == null ? null : store.get(head.id());
        return event == null || event.content() == null
                ? null
                : KeyState.held(identity, keySequence, event.content()).orThrow();
    }
}
