package org.byway.protocol.peer;

import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;

/**
 * A session or an address that is being dialled, for people. Node and community are null until they are known.
 *
 * @param aheadMillis by how much its clock is ahead of ours, as it last told; null until it has
 */
public record Neighbour(
        Bytes32 node, Bytes32 community, Address address, State state, String reason, Long aheadMillis) {
    public enum State {
        LINKED,
        GREETING,
        DIALLING,
        WAITING
    }
}
