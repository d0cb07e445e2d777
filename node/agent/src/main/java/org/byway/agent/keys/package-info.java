/**
 * A person's keys: the steward's, by which a community is founded and linked, and those of the names and one-time personas under
 * which the person offers and wants.
 *
 * <p>Persona keys come of one secret and an index of 32 random bytes each: HMAC-SHA256(secret, "byway/v1/persona" || 0 || index).
 * Indexes are random, never counted, so that a restore cannot repeat one, and they alone stand in the ledger.
 *
 * <p>{@link org.byway.agent.keys.PersonaSigner} lends a persona's signature to requests to a node, and never the key.
 *
 * <p>Invariants: secrets are in two files of mode 0600 (until the vault comes), reach no node and no log; a home whose secrets others
 * may read is refused.
 */
package org.byway.agent.keys;
