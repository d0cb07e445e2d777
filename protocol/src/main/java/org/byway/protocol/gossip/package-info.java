/**
 * Membership and broadcast: how what is new comes to all nodes that carry a community, by as few copies as the loss of nodes
 * allows. One pure state machine, with a view and a tree for each community.
 *
 * <pre>
 *   contacts, joins, failures ─► Membership ── Up, Down ──► Tree of the community
 *                                 active view: who is pushed to     eager: gets records
 *                                 passive view: who may take a      lazy:  gets their ids
 *                                 place that falls vacant
 *   what came, what was announced ───────────────────────► Broadcast ── Push, Announce, Graft, Prune
 * </pre>
 *
 * <p>{@link org.byway.protocol.gossip.Gossip} takes events and gives effects; records, sessions and clocks are its driver's. A driver
 * whose neighbours are given, as a node's are by the links of its community, tells {@code Up} and {@code Down} itself; one that may
 * choose lets the views choose.
 *
 * <p>Invariants: who is in the active view of one side comes to be, or ceases to be, in that of the other; a node is eager or lazy and
 * never both; whoever is in the tree hears of every record, as itself or by its id, unless it was the one who brought it; what was announced
 * and does not come is asked of one announcer after the other, once each. What is remembered is bounded by
 * {@link org.byway.protocol.gossip.GossipLimits}, and what is forgotten costs a comparison of sets and no record.
 *
 * <p>Sources: J. Leitão, J. Pereira, L. Rodrigues, "HyParView", DSN 2007, and "Epidemic Broadcast Trees" (Plumtree), SRDS 2007.
 * Otherwise than there: ids are announced and asked for many at a time, since catalogues come so; a copy counts against whoever pushed it
 * only where the first one was pushed too, since what repair brings says nothing of the tree; and below
 * {@link org.byway.protocol.gossip.GossipLimits#MESH} known nodes all are neighbours of all.
 */
package org.byway.protocol.gossip;
