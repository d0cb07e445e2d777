package org.byway.agent.letter;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.NodeKept;

/** A node at HOST:PORT where letters to this person wait. */
public record KnownNode(Bytes32 node, String address) {
    NodeKept kept(boolean wanted) {
        return NodeKept.newBuilder()
                .setNode(Tie.bytes(node))
                .setAddress(address)
                .setGone(!wanted)
                .build();
    }
}
