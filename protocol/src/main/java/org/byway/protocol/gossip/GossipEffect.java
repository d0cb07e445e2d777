package org.byway.protocol.gossip;

import java.util.List;
import org.byway.protocol.record.Bytes32;

/** What one node's views and trees want done. */
public sealed interface GossipEffect {
    /** Of the views. A node that cannot be reached is reported as Failed. */
    record Say(Bytes32 community, Bytes32 to, ViewMessage message) implements GossipEffect {}

    /** The view has a neighbour more, or one less; the tree knows already. */
    record Up(Bytes32 community, Bytes32 node) implements GossipEffect {}

    record Down(Bytes32 community, Bytes32 node) implements GossipEffect {}

    /** Nobody is left who could be asked: it takes a contact from outside to enter again. */
    record Alone(Bytes32 community) implements GossipEffect {}

    /** Send these records; they will have come over so many sessions, or 0 where that is not known. */
    record Push(Bytes32 community, Bytes32 to, int hops, List<Bytes32> ids) implements GossipEffect {}

    /** Tell that these records are here. */
    record Announce(Bytes32 community, Bytes32 to, int hops, List<Bytes32> ids) implements GossipEffect {}

    /** Ask for these records, at most {@link GossipLimits#IDS}, and for all new ones to be pushed from now on. */
    record Graft(Bytes32 community, Bytes32 to, List<Bytes32> ids) implements GossipEffect {}

    /** Ask for these records, and leave the tree as it is. */
    record Want(Bytes32 community, Bytes32 to, List<Bytes32> ids) implements GossipEffect {}

    /** Ask for ids in place of records from now on. */
    record Prune(Bytes32 community, Bytes32 to) implements GossipEffect {}

    /** That node announced so many records, was asked for them, and did not bring them. */
    record Blame(Bytes32 node, int records) implements GossipEffect {}

    /** That node goes on announcing and gives nothing of what it is asked for. */
    record Unkept(Bytes32 node) implements GossipEffect {}

    /** That node announced more than can be remembered: sets are to be compared with it. */
    record Behind(Bytes32 community, Bytes32 node) implements GossipEffect {}

    /** {@link Gossip#look} is to be called then. */
    record Look(long at) implements GossipEffect {}
}
