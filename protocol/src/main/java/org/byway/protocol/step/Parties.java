package org.byway.protocol.step;

import com.google.protobuf.ByteString;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.Agreement;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Side;

/**
 * The two sides of a deal, by the keys under which they know each other.
 *
 * @param deal its id, 16 bytes
 */
public record Parties(ByteString deal, Bytes32 opener, Bytes32 other) {
    /** Null where the key is of neither. */
    public Side side(Bytes32 key) {
        if (key.equals(opener)) {
            return Side.OPENER;
        }
        return key.equals(other) ? Side.OTHER : null;
    }

    public Bytes32 key(Side side) {
        return side == Side.OPENER ? opener : other;
    }

    /** Across from which a side stands. */
    public static Side across(Side side) {
        return side == Side.OPENER ? Side.OTHER : Side.OPENER;
    }

    /** What both sign where this is accepted. */
    public Agreement agreement(Proposal proposal) {
        return Agreement.newBuilder()
                .setDeal(deal)
                .setOpener(Step.bytes(opener))
                .setOther(Step.bytes(other))
                .setProposal(proposal)
                .build();
    }

    /** By which both sign it. */
    public Bytes32 digest(Proposal proposal) {
        return Step.digest(agreement(proposal));
    }
}
