package org.byway.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Waiting;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Item;

/** Finds the bytes of what was said in the ledger's bundles, and remembers the last bundle: neighbours are asked for together. */
final class SaidBytes {
    private final Ledger ledger;
    private final Map<Bytes32, Item> last = new HashMap<>();
    private Waiting bundle;

    SaidBytes(Ledger ledger) {
        this.ledger = ledger;
    }

    byte[] content(Entry entry) throws IOException {
        return item(entry).getContent().toByteArray();
    }

    Envelope envelope(Entry entry) throws IOException {
        return Envelope.parse(item(entry).getEnvelope().toByteArray()).orThrow();
    }

    private Item item(Entry entry) throws IOException {
        Waiting holding = ledger.holding(entry.id());
        if (bundle == null || holding.at() != bundle.at()) {
            last.clear();
            bundle = holding;
            for (Item item : Bundle.parseFrom(ledger.bytes(holding)).getRecordsList()) {
                last.put(Sha256.of(item.getEnvelope().toByteArray()), item);
            }
        }
        Item found = last.get(entry.id());
        if (found == null) {
            throw new InvalidProtocolBufferException("the ledger's bundle does not hold " + entry.id());
        }
        return found;
    }
}
