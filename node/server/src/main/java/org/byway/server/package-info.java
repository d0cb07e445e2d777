/**
 * A community's node: the shell around {@link org.byway.protocol.peer.Peer}.
 *
 * <pre>
 *   I/O threads ── frames ──▶ verifying threads ── events ──▶ owner thread ── groups ──▶ committing thread
 *   (transport)               (read, hash, verify)            (Peer, Store)              (LMDB, synced)
 *        ▲                                                       │    ▲                       │
 *        └──────────────────────── effects ──────────────────────┘    └────── committed ──────┘
 * </pre>
 *
 * <p>One thread owns the state. Nothing is acknowledged, answered or sent on before it is on disk. Whatever breaks the loop
 * ends the node: what was acknowledged is there at the next start.
 */
package org.byway.server;
