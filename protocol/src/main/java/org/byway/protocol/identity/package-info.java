/**
 * Keys: who signed.
 *
 * <p>The signature rule. Ed25519 libraries differ on malformed keys and signatures, and nodes that differ on one
 * record never have equal sets again. Here a signature is good only if
 *
 * <ul>
 *   <li>the key A is the canonical encoding of a point of the prime-order group that is not the identity;
 *   <li>S is below the group's order;
 *   <li>R is the canonical encoding of a point of the prime-order group that is not the identity;
 *   <li>[S]B = R + [SHA-512(R || A || message)]A, without multiplying by the cofactor.
 * </ul>
 *
 * A provider that recomputes R from A, S and the message and compares bytes needs no check of R but for the identity,
 * since what it recomputes from such an A is canonical and in the group. Every implementation of {@link
 * org.byway.protocol.identity.SignatureCheck} passes the same cases.
 *
 * <p>Where keys come from and what they are called. A person's keys come of {@link
 * org.byway.protocol.identity.RecoveryWords} and, by number, of an {@link org.byway.protocol.identity.ExtendedKey}. A bare
 * key is called by its {@link org.byway.protocol.identity.DidKey}, the keys of one relationship by a {@link
 * org.byway.protocol.identity.DidPeer}.
 *
 * <p>Invariants: a verdict depends on nothing but key, message and signature, so what is remembered of a key never
 * changes one; secrets and randomness come in as bytes, can be wiped, and have no text; nothing here
 * reads a clock.
 *
 * <p>Sources: RFC 8032, section 5.1; Chalkias, Garillot and Nikolaenko, "Taming the many EdDSAs" (2020), whose cases
 * are rebuilt in the tests; the did:key method and Multibase of the W3C CCG; the
 * did:peer method of the DIF, numalgo 4; BIP39, whose English list is {@code english.txt}; SLIP-0010.
 */
package org.byway.protocol.identity;
