/**
 * Snapshots of a vault: taken, left at nodes or in a file, and made into a home again (SPEC.md, chapter "Vault snapshots").
 *
 * <p>The files of a vault are sealed and only grow, so a snapshot is their bytes at one moment, cut into chunks; a later one needs
 * few new chunks. Its manifest, which tells which chunk stands where and holds the data key, is sealed by the vault's key, and the
 * snapshot is signed by the place's key: both come of the recovery words.
 *
 * <p>Invariants: a number is written down in the vault before its snapshot leaves, and never used twice; where a node has a snapshot
 * with a higher number, another home of the same person goes on there, and nothing is left over it. A restore makes a home whole or not
 * at all, and never where there is one. What a restored home had said before is not changed by it, since newer may have been said since.
 */
package org.byway.agent.snapshot;
