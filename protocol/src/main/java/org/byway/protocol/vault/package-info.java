/**
 * Snapshots of a person's vault, as they lie at nodes that can read nothing of them.
 *
 * <p>A {@link org.byway.protocol.vault.SignedSnapshot} names the chunks that it needs, so that a node can let go of the
 * others, and is signed by the key of the place where it lies:
 *
 * <pre>{@code
 * SignedSnapshot next = SignedSnapshot.sign(place, new SignedSnapshot.Said(2, first.digest(), chunks, sealed)).orThrow();
 * SignedSnapshot.read(bytes, place.publicKey(), signatures);    // what a node does, and an agent that restores
 * }</pre>
 *
 * <p>Invariants: a snapshot has one encoding, so that its digest, which the next one names, is of what it says; nothing is
 * taken that the place's key did not sign; sizes are checked before anything is kept.
 *
 * <p>Source: SPEC.md, chapter "Vault snapshots".
 */
package org.byway.protocol.vault;
