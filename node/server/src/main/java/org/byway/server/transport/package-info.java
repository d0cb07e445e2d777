/**
 * Connections between nodes: TLS 1.3 in which both sides prove their node keys, and frames over it.
 *
 * <pre>
 *   listen → Gate → Tls + Handshake → SessionHandler → TransportEvents
 *   dial   ───────→       │                │  FrameReader, Unread   what comes in
 *                     PeerCheck            │  Outbox, Pressure      what goes out
 *                                          │  Patience              when it is enough
 * </pre>
 *
 * <p>Invariants: nobody is a session before its key is proved, and a dialled node is the one that was named; a length is
 * judged before memory is set aside; whatever is held for a peer, and for all peers together, has a limit ({@link
 * org.byway.server.transport.Limits}) and a time ({@link org.byway.server.transport.Timing}); a peer that is over either is
 * slowed, then dropped with a reason, and no other session notices. Frames of one session stay in order.
 *
 * <p>Source: SPEC.md, chapter "Transport"; the binding of keys follows the TLS handshake of libp2p; TLS 1.3 is RFC 8446.
 */
package org.byway.server.transport;
