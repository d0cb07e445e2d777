/**
 * Snapshots of people's vaults at this node: {@link org.byway.server.vault.VaultKeeper} gives the files of {@link
 * org.byway.storage.file.VaultFiles} the one thread that may touch them.
 *
 * <p>Invariants: the HTTP interface never waits for a disk; no more waits for it than a named limit; the files are opened on
 * that thread, so that a node with many of them starts as soon as any.
 */
package org.byway.server.vault;
