/**
 * Blind signatures: a signer signs what it cannot see, so that it does not know a signature again when it is shown.
 *
 * <p>{@link org.byway.protocol.blind.BlindSignature} has the steps of who wants one: prepare, blind, finish, verify. {@link
 * org.byway.protocol.blind.RsaSigningKey} signs what was blinded, {@link org.byway.protocol.blind.RsaPublicKey} is what both
 * know, {@link org.byway.protocol.blind.Variant} says which of the RFC's four ways is meant.
 *
 * <p>Invariants: chance comes in, from a cryptographic source; what the signer sees is spread alike over all numbers whatever is signed;
 * the secret power is taken of a number that was multiplied by chance, so that its time tells nothing, and what a fault has made wrong
 * leaves no signer; keys from outside have 2,048 to 4,096 bits.
 *
 * <p>Sources: RFC 9474 (RSA blind signatures), RFC 8017 (EMSA-PSS), FIPS 186-5, A.1.3 (how keys are made).
 */
package org.byway.protocol.blind;
