/**
 * The store on disk: LMDB under the port {@link org.byway.protocol.store.Store}.
 *
 * <pre>
 *  owner's thread                                     committing thread
 *  put, lose, expire ──► StagedGroup ── take ───────► commit: a small group in the journal, one synced write
 *        │                                               later, or at once for a large one: one LMDB transaction, synced
 *        │ rows                                          append entries     log       number → entry
 *        ▼                                               trees              trees, tree_names, tree_uses
 *  active tail ── freeze when full ──► frozen tail ────► a slice of it      ids, lineages, sync, authors,
 *        │                                │               merged in          lists, expiries: packed blocks
 *        └──── reads ◄── snapshot ◄───────┴── committed ◄─ state            meta
 * </pre>
 *
 * <p>The log is the truth. Its entries are numbered and appended, so they cost what a file does. Everything else that is
 * looked up is an index: rows of one width that a {@link org.byway.storage.Ledger} derives from the entries alone. Rows
 * are gathered in memory, sorted, and merged in contiguous slices into blocks of a page, a slice with each group in
 * proportion to what it brings. What was not merged when the process ended is read again from the log
 * ({@link org.byway.storage.Recovery}), from the place up to which the indexes follow it.
 *
 * <p>Small groups are durable in a {@link org.byway.storage.Journal} first, and wait in a {@link org.byway.storage.Backlog}
 * for LMDB; the owner reads them as it reads what is under way (docs/adr/0006-a-journal-ahead-of-lmdb.md).
 *
 * <p>What holds at every moment:
 * <ul>
 *   <li>A row is added at most once and taken away at most once, for it ends with the number of its entry.
 *   <li>What the owner reads is the snapshot's blocks, plus the rows of the frozen tail behind the place to which that
 *       snapshot merged it, plus the active tail. Sums of ids over any range are the same by every way of adding them.
 *   <li>An entry that was replaced or has expired stays whole until its rows are gone from the blocks; only then it is
 *       cut down to what must be remembered, or deleted, in the order of the entries that caused it.
 *   <li>A group is committed whole or not at all; a fault leaves the disk and the group as they were, to be tried again.
 *   <li>LMDB holds all groups up to one, and the journal all those behind it that were acknowledged.
 *   <li>LMDB syncs every commit, and never writes through the map: a full disk is an error and not a signal.
 * </ul>
 *
 * <p>What stands behind "durable": the tests kill the process (kill -9, which keeps what the system holds in memory) and cut
 * the power. The latter is worked out from the files before and after each commit: any part of the changed pages may be on
 * disk until they are synced, all of them after, and then the old or the new meta page; and any part of an entry of the
 * journal. Each such image must open, hold what was acknowledged and nothing else, and can be written on. That both are
 * written and synced in this order is watched in the system calls. It is not shown, and taken for granted, that a disk
 * keeps what it was told to sync, writes a sector of 512 bytes
 * whole or not at all, and leaves the others alone, and that a file system keeps a folder's entries once the folder is synced.
 *
 * <p>Sources: LMDB's own documentation; O'Neil and others, "The Log-Structured Merge-Tree" (1996), of which this is one
 * level in memory and one on disk; RFC 6962 for the trees. Why it is so: docs/adr/0003-deferred-packed-indexes.md.
 */
package org.byway.storage;
