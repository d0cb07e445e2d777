/**
 * Bytes that people leave at a node in files of their own: what is named by its digest, and what goes with it.
 *
 * <p>{@link org.byway.storage.file.VaultFiles} keeps the snapshots of vaults, each place with its chunks; {@link
 * org.byway.storage.file.BlobFiles} keeps blobs, and who has left them. Both rest on {@link
 * org.byway.storage.file.DurableFolder}, where a file is there whole or not at all.
 *
 * <p>Invariants: a file is written apart, synced, moved to its name and its folder synced before anything is answered; so
 * neither a kill nor a power cut leaves half of one, and what was answered for stays. Names are digests or numbers, never
 * words of a stranger. What is read is held against its digest again. The counts that the quotas go by are made from the
 * files at the start. A disk or a quota that is full refuses what is new and changes nothing. For one thread at a time.
 *
 * <p>Source: SPEC.md, chapters "Vault snapshots" and "Blobs"; POSIX.1-2017, rename and fsync.
 */
package org.byway.storage.file;
