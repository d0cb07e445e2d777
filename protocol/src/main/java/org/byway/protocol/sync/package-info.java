/**
 * Set reconciliation: two nodes learn which ids the other lacks, in a few messages whose size follows the differences
 * and not the sets.
 *
 * <p>Each side keeps its items in order of (second, id). A {@link org.byway.protocol.sync.Range} of that order is
 * compared by a fingerprint of the sum and number of its ids; where fingerprints differ it is split into sixteen
 * parts of equal count, and short ranges are listed. The initiator learns the differences; the responder keeps
 * nothing between messages.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Messages are those of Negentropy Protocol V1, byte for byte as its public reference writes them, but for the
 *       rare one named in {@link org.byway.protocol.sync.Reconciliation}, where the reference would end too early.
 *   <li>The ranges of a message cover the whole order once, in ascending order; what is not mentioned at the end is
 *       equal or of no interest.
 *   <li>Whatever bytes arrive, the answer is a step or a refusal; work and memory follow the sizes in
 *       {@link org.byway.protocol.sync.Limits}, never a number that a peer wrote.
 *   <li>A set is asked for aggregates, ranks and bounded lists only, so a store that keeps aggregates per block never
 *       scans it.
 * </ul>
 *
 * <p>Source: Negentropy Protocol V1 (github.com/hoytech/negentropy, docs/negentropy-protocol-v1.md); A. Meyer,
 * "Range-Based Set Reconciliation", SRDS 2023 (arXiv 2212.13567).
 */
package org.byway.protocol.sync;
