package org.byway.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Waiting;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Receipt;

/** What was posted from here, with the signed word of the node that took it. Used by one thread at a time. */
public final class Marked {
    private static final int MOST_EARLIER = 8;

    private final Ledger ledger;
    private final InstantSource clock;
    /** The bundle that was read last: records of one import stand together. */
    private Waiting last;

    private List<SignedRecord> lastRecords = List.of();

    Marked(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Offers and intents that still stand and were answered for, the last first. */
    public List<Entry> standing() throws IOException {
        ledger.refresh();
        Set<Bytes32> waiting = new HashSet<>();
        for (Waiting bundle : ledger.waiting()) {
            bundle.entries().forEach(entry -> waiting.add(entry.id()));
        }
        List<Entry> standing = new ArrayList<>(ledger.standing(clock.millis())
                .filter(entry -> entry.kind() == Kind.OFFER || entry.kind() == Kind.INTENT)
                .filter(entry -> !waiting.contains(entry.id()))
                .toList());
        Collections.reverse(standing);
        return standing;
    }

    /** The record with its postmark, both checked; empty where no word was kept, or what was kept does not hold. */
    public Optional<SignedRecord> record(Bytes32 id) throws IOException {
        Waiting bundle = ledger.holding(id);
        if (bundle == null) {
            return Optional.empty();
        }
        if (last == null || last.at() != bundle.at()) {
            lastRecords = read(bundle);
            last = bundle;
        }
        return lastRecords.stream()
                .filter(record -> record.id().equals(id) && record.postmark() != null)
                .findFirst();
    }

    private List<SignedRecord> read(Waiting bundle) throws IOException {
        Bundle marked;
        try {
            marked = Bundle.parseFrom(ledger.bytes(bundle)).toBuilder()
                    .addAllPostmarks(Receipt.parseFrom(ledger.postmarks(bundle)).getPostmarksList())
                    .build();
        } catch (InvalidProtocolBufferException e) {
            return List.of();
        }
        return new Verification(new StrictEd25519()).bundle(marked)
                        instanceof Checked.Ok<List<SignedRecord>>(List<SignedRecord> records)
                ? records
                : List.of();
    }

    /** Ids of the revisions before, the last first, as far back as is worth asking. */
    List<Bytes32> earlier(Entry entry) {
        List<Bytes32> earlier = new ArrayList<>();
        Bytes32 before = entry.previous();
        while (before != null && earlier.size() < MOST_EARLIER) {
            earlier.add(before);
            before = ledger.entry(before).map(Entry::previous).orElse(null);
        }
        return earlier;
    }
}
