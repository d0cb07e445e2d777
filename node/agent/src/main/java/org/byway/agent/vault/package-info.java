/**
 * What an agent keeps, encrypted on the person's disk (SPEC.md, chapter "Vaults").
 *
 * <p>A small header holds the data key, wrapped by a key file or by what Argon2id makes of a passphrase, and the entropy of the
 * recovery words, sealed by the data key. {@link org.byway.agent.vault.SealedBinder} seals the ledger and the
 * {@link org.byway.agent.vault.Vault}, an append-only log of typed entries: AES-256-GCM frames, each bound to its file and place.
 *
 * <p>Invariants: what was appended is durable on return, and after a crash it is whole or not there; a byte that was altered is
 * noticed when it is read, nothing is overwritten then, and a torn end is cut only by who has the turn to write; the header is
 * replaced whole. What cannot be noticed here is an older state of all files together: that shows at the nodes, before anything is signed.
 *
 * <p>Sources: NIST SP 800-38D (AES-GCM), RFC 9106 (Argon2).
 */
package org.byway.agent.vault;
