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
 * <p>Invariants: a verdict depends on nothing but key, message and signature, so what is remembered of a key never
 * changes one; secrets and randomness come in as bytes; nothing here reads a clock.
 *
 * <p>Sources: RFC 8032, section 5.1; Chalkias, Garillot and Nikolaenko, "Taming the many EdDSAs" (2020), whose cases
 * are rebuilt in the tests; the did:key method and Multibase of the W3C CCG.
 */
package org.byway.protocol.identity;
