package org.byway.agent.ledger;

import org.byway.protocol.record.Bytes32;

/**
 * Somebody under whom records are sealed.
 *
 * @param name the name used here; empty for the home's usual persona, null for a one-time persona
 * @param index finds the key in the keyring
 * @param author the public key, or the identity
 * @param keySequence 0 for a bare key, else the number of the identity's key in force
 */
public record Persona(String name, Bytes32 index, Bytes32 author, int keySequence) {
    /** Somebody with a bare key. */
    public Persona(String name, Bytes32 index, Bytes32 author) {
        this(name, index, author, 0);
    }
}
