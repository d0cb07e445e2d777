package org.byway.agent.ledger;

import org.byway.protocol.record.Bytes32;

/**
 * Somebody under whom records are sealed.
 *
 * @param name the name used here; empty for the home's usual persona, null for a one-time persona
 * @param index finds the key in the keyring
 * @param author the public key
 */
public record Persona(String name, Bytes32 index, Bytes32 author) {}
