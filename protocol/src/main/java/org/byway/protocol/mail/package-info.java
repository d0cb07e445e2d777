/**
 * Mail: how letters enter at a node, travel to the nodes of their mailboxes, wait there and are let go of; one pure state
 * machine beside that of records.
 *
 * <pre>
 *   agent ── Post ──► Spool ── mark, keep ──► Courier ── Letters ──► other nodes ─┐
 *                       │ a mailbox here         ▲ LettersTaken                   │ Relay passes on, and the answer back
 *                       ▼                        └────────────────────────────────┘
 *   agent ◄─ page ── Mailboxes ◄── Letters of other nodes
 * </pre>
 *
 * <p>{@link org.byway.protocol.mail.PostOffice} takes events and gives effects; {@link org.byway.protocol.mail.MailStore}
 * is the port to what keeps rows. Invariants: nothing is answered, sent on or shown before it is on disk; a letter is in the spool of the node where
 * it entered until each node of its mailboxes has answered or it has expired, so losing a frame, a session or a process
 * in between costs time and no letter; a letter is in a mailbox once, whatever came how often; an answer counts only if
 * it comes from where the letter was sent; of what strangers cause, all is bounded by {@link
 * org.byway.protocol.mail.MailLimits}. Source: SPEC.md, chapter "Letters".
 */
package org.byway.protocol.mail;
