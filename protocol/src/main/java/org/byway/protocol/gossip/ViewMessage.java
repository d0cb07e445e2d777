package org.byway.protocol.gossip;

import java.util.List;
import org.byway.protocol.record.Bytes32;

/** What two nodes say to each other of their views. */
public sealed interface ViewMessage {
    /** The sender is new and wants to be a neighbour. */
    record Join() implements ViewMessage {}

    /** That node is new; it is told on so many hops more. */
    record ForwardJoin(Bytes32 node, int hops) implements ViewMessage {}

    /** The sender wants to be a neighbour; urgently, where it has none. */
    record Ask(boolean urgent) implements ViewMessage {}

    /** The sender is a neighbour from now on. */
    record Accept() implements ViewMessage {}

    /** There is no place at the sender's. */
    record Decline() implements ViewMessage {}

    /** The sender is no neighbour any more. */
    record Leave() implements ViewMessage {}

    /** Some nodes that the origin knows, in exchange for some others; told on so many hops more. */
    record Shuffle(Bytes32 origin, int hops, List<Bytes32> nodes) implements ViewMessage {}

    record Shuffled(List<Bytes32> nodes) implements ViewMessage {}
}
