/**
 * A person's keys: the steward's, by which a community is founded and linked; those of identities, whose key can be changed; those of
 * one-time personas and of relationships; and those of the vault.
 *
 * <p>All come of the recovery words: BIP39's seed, a SLIP-0010 branch for each use, and within a branch HKDF-Expand with a label and
 * an index of 32 random bytes (SPEC.md 1.5). HKDF, since a SLIP-0010 step has 31 bits: an index would take nine of them, and gives
 * Ed25519 keys only. Indexes are random, never counted, so that a restore cannot repeat one, and they alone stand in ledger and vault.
 *
 * <p>{@link org.byway.agent.keys.PersonaSigner} lends a persona's signature to requests to a node, and never the key.
 *
 * <p>Invariants: secrets reach no node and no log; on disk there is only the words' entropy, sealed in the vault's header. A home
 * whose key file others may read is refused.
 */
package org.byway.agent.keys;
