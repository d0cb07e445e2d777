/**
 * One node's part in the protocol, as a pure state machine: greeting, carrying, forwarding and repair.
 *
 * <pre>
 *   frames → Inbound (verify, any core) → Peer.handle(now, event) → effects → driver
 *                                            │  Greeting   who are you, by which link?
 *                                            │  Routes     which communities go over which session?
 *                                            │  Pace       who may go on now, and who waits for their budget?
 *                                            │  Intake     decide, stage, commit, then acknowledge and send on
 *                                            │  TreeRoom   along which sessions do records go on, and along which their ids?
 *                                            │  Repair     stream to an empty node, compare with the others
 *                                            │  Sender     windows; nothing is buffered for the slow
 *                                            │  MailRoom, BlobRoom  letters and blobs, each a machine of its own
 *                                            │  Outreach   who is dialled: by links, by hand, by what was heard
 *                                            │  Dialler    when again
 * </pre>
 *
 * <p>Invariants: nothing is acknowledged, answered or sent on before it is on disk; every wait has a limit in
 * {@link org.byway.protocol.peer.PeerLimits}; what a session could not take is found again by comparing sets, so losing
 * any frame or any session only costs time. Source: SPEC.md, chapter "Sessions".
 */
package org.byway.protocol.peer;
