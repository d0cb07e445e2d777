/**
 * Who vouches for records: seals of authors, postmarks of communities, and the bundles in which both travel.
 *
 * <p>One Ed25519 signature covers a Merkle tree of one or many record ids (hashing of RFC 6962, section 2.1). Whole
 * batches travel with the signature alone; parts of them with the hashes of the largest subtrees left out.
 * {@link org.byway.protocol.seal.Verification} gives the first of the three verdicts, <em>valid(bytes)</em>: timeless.
 * Source: SPEC.md, chapters "Seals", "Postmarks" and "Bundles".
 */
package org.byway.protocol.seal;
