package org.byway.agent.letter;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.StockCounted;

/** What deals take of one's own offers, as it was counted. Used by one thread at a time. */
public final class StockBook {
    private final Map<ByteString, StockCounted> deals = new HashMap<>();
    private final Map<ByteString, StockCounted> records = new HashMap<>();

    void take(StockCounted counted) {
        deals.put(counted.getRelationship().concat(counted.getDeal()), counted);
        records.put(counted.getRecord(), counted);
    }

    /** How much was counted for a deal. */
    public long counted(Tie tie, ByteString deal) {
        StockCounted counted = deals.get(Tie.bytes(tie.relationship()).concat(deal));
        return counted == null ? 0 : counted.getQuantity();
    }

    /** What the revision after this one is to say is left; empty where nothing was counted while it stood. */
    public Optional<Long> left(Bytes32 record) {
        return Optional.ofNullable(records.get(Tie.bytes(record))).map(StockCounted::getLeft);
    }
}
