/**
 * Faster providers for the signature rule of {@code org.byway.protocol.identity}.
 *
 * <p>Invariant: the verdicts are those of {@code StrictEd25519}, shown over the same cases; only the speed differs. A
 * platform without the native library runs on Bouncy Castle and says so.
 *
 * <p>Source: Amazon Corretto Crypto Provider (AWS-LC).
 */
package org.byway.server.crypto;
