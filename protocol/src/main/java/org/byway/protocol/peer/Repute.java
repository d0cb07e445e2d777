package org.byway.protocol.peer;

import org.byway.protocol.record.Bytes32;

/**
 * How another community stands with this node, for people.
 *
 * @param left how many records it may bring now
 * @param until when it is heard again where it is {@link State#SHUNNED}, milliseconds; 0 otherwise
 * @param reason what it did last, or why it is slowed; null where there is nothing to say
 */
public record Repute(Bytes32 community, State state, long left, long until, String reason) {
    public enum State {
        OPEN,
        /** No more of its records are taken until its allowance has filled up again. */
        SLOWED,
        /** Its nodes are not spoken with. */
        SHUNNED
    }
}
