/**
 * Keeps standing interests, and announces the records that fit them.
 *
 * <pre>
 *  commits ──► Announcer (a thread) ── a page of the log ──► InterestIndex, Match ──► each Audience that is at the front
 *                    │                                                          └──► one Audience that is behind
 *  interests ──► InterestFile (on disk before the answer)
 * </pre>
 *
 * <p>Events are not stored: they are read from the log again, from the position that a client names. So a client that
 * reads slowly costs no memory; it falls behind, and is told the rest from the log.
 *
 * <p>Invariants: one thread has all of the state, so an interest is matched with every record that was taken in after it;
 * nothing waits for it, it follows what is on disk already; what has been replaced, taken back or has expired meanwhile
 * is not announced.
 */
package org.byway.server.interest;
