package org.byway.protocol.gossip;

import java.util.List;
import org.byway.protocol.record.Bytes32;

/** What happens to one node's views and trees. Whatever comes from a node that is no neighbour in that community is ignored. */
public sealed interface GossipEvent {
    /** From now on there is a view of that community, entered by somebody who is in; null where this node is the first. */
    record Entered(Bytes32 community, Bytes32 contact) implements GossipEvent {}

    record Heard(Bytes32 community, Bytes32 from, ViewMessage message) implements GossipEvent {}

    /** A node cannot be reached, or the session with it broke. */
    record Failed(Bytes32 community, Bytes32 node) implements GossipEvent {}

    /** Time for the view to do what it does from time to time. */
    record Turned(Bytes32 community) implements GossipEvent {}

    /** A neighbour by the driver's own choice, where there is no view. */
    record Up(Bytes32 community, Bytes32 node) implements GossipEvent {}

    record Down(Bytes32 community, Bytes32 node) implements GossipEvent {}

    /**
     * Records are here that were not here before.
     *
     * @param from who brought them; null where they were posted here
     * @param hops over how many sessions they came; 0 where that is not known, as with what repair brings
     */
    record Came(Bytes32 community, Bytes32 from, int hops, List<Bytes32> ids) implements GossipEvent {
        /** Whether a tree brought them, or they begin here. */
        boolean byTree() {
            return from == null || hops > 0;
        }

        /** With how many hops they go on: of what repair brought nobody after us knows. */
        public int next() {
            return byTree() ? Math.min(hops + 1, GossipLimits.HOPS) : 0;
        }
    }

    /** A neighbour brought these, whatever becomes of them. */
    record Brought(Bytes32 from, List<Bytes32> ids) implements GossipEvent {}

    /** Records were pushed here that were here already. */
    record Doubled(Bytes32 community, Bytes32 from, List<Bytes32> ids) implements GossipEvent {}

    /** Records were brought that do not enter here, or wait for something else: nobody need be asked for them. */
    record Refused(List<Bytes32> ids) implements GossipEvent {}

    /** A neighbour has records, and would have sent them with so many hops; 0 where repair brought them. */
    record Announced(Bytes32 community, Bytes32 from, int hops, List<Bytes32> ids) implements GossipEvent {}

    /** A neighbour wants these records, and all new ones to be pushed from now on. */
    record Grafted(Bytes32 community, Bytes32 from, List<Bytes32> ids) implements GossipEvent {}

    /** A neighbour wants ids in place of records from now on. */
    record Pruned(Bytes32 community, Bytes32 from) implements GossipEvent {}
}
