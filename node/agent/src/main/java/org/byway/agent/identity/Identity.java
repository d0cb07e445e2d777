package org.byway.agent.identity;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.record.Bytes32;

/**
 * A name whose key can be changed.
 *
 * @param index finds its keys in the keyring
 * @param name the name used here; empty for the home's usual one
 * @param state what its key events have led to
 * @param events the contents of its key events, from the inception on
 */
public record Identity(Bytes32 index, String name, KeyState state, List<byte[]> events) {
    public Identity {
        events = List.copyOf(events);
    }

    /** The author of what is said under it. */
    public Bytes32 id() {
        return state.identity();
    }

    public int keySequence() {
        return state.keySequence();
    }

    public boolean hasEnded() {
        return state instanceof KeyState.Revoked;
    }

    Identity named(String anew) {
        return new Identity(index, anew, state, events);
    }

    Identity after(KeyState next, byte[] event) {
        List<byte[]> all = new ArrayList<>(events);
        all.add(event);
        return new Identity(index, name, next, all);
    }
}
