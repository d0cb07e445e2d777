/**
 * Blobs between nodes: how a node comes by the photos that live offers name, and gives them to others; one pure state machine
 * beside those of records and of mail.
 *
 * <pre>
 *   offers as they come, ─► Survey ── Look ──► what is not here ─► Wants ─► Fetches ── BlobWant ──► one node after the other
 *   and all, now and then                                                     ▲ BlobPart                     │
 *                                                    Keep, once it is whole ◄─┴──────────────────────────────┘
 *   other nodes ── BlobWant ──► Giver ── Read ──► BlobPart
 * </pre>
 *
 * <p>{@link org.byway.protocol.blob.BlobExchange} takes events and gives effects; files and pictures are its driver's. Invariants:
 * only what a live record names is asked for, by its digest and never by a place; what comes is hashed as it comes, and given
 * up at the first byte too many; a node that gave other bytes is not asked for that blob again; what is held in memory, wanted
 * and under way is bounded by {@link org.byway.protocol.blob.ExchangeLimits}, and no community's wants crowd out another's; losing
 * a frame, a session or a process costs time only, since what live records name is looked through again. Source: SPEC.md, chapter
 * "Blobs".
 */
package org.byway.protocol.blob;
