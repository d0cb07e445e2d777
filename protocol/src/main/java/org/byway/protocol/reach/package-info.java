/**
 * Where nodes can be reached, and which of them this one dials of itself.
 *
 * <p>{@link org.byway.protocol.reach.Whereabouts} tells of a host what sort of address it is, by its text alone;
 * {@link org.byway.protocol.reach.AddressBook} keeps what was heard and draws the few that are dialled.
 *
 * <p>Invariants: only a node that a Charter in force names, of one's own community or of one that a link stands with, is
 * dialled by what came from others; an address counts only where that node itself said it; what leads into a local network
 * counts only where the host allows that or it was found there. Drawn by chance, over distinct networks first, so that no
 * neighbour can fill all places. Source: the address manager and the anchors of Bitcoin Core; Heilman et al., "Eclipse
 * Attacks on Bitcoin's Peer-to-Peer Network", USENIX Security 2015.
 */
package org.byway.protocol.reach;
