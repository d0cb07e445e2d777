package org.byway.protocol.peer;

import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;

/** A session or an address that is being dialled, for people. Node and community are null until they are known. */
public record Neighbour(Bytes32 node, Bytes32 community, Address address, State state, String reason) {
    public enum State {
        LINKED,
        GREETING,
        DIALLING,
        WAITING
    }
}
