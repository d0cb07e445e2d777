package org.byway.protocol.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Statement;
import org.byway.protocol.seal.Tree;

/** Makes records for stores, which check no signature: theirs are noise. The same seed makes the same records. */
public final class SampleRecords {
    /** A whole UTC hour in 2026. */
    public static final long START = 1_772_000_000L / 3600 * Limits.HOUR_MILLIS;

    private final Random random;

    public SampleRecords(long seed) {
        random = new Random(seed);
    }

    public Bytes32 key() {
        return new Bytes32(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    public Bytes32 lineage(long horizon) {
        return Lineage.of(horizon, bytes(Lineage.RANDOM_BYTES));
    }

    /** A first revision in a new lineage that ends when it expires. */
    public SignedRecord offer(Bytes32 author, Bytes32 community, long created, long expires) {
        return record(author, community, Kind.OFFER, lineage(expires), null, created, expires);
    }

    public SignedRecord offer(Bytes32 community) {
        return offer(key(), community, START, START + 48 * Limits.HOUR_MILLIS);
    }

    /** A later revision of the record. */
    public SignedRecord revision(SignedRecord of, long created, long expires) {
        Envelope before = of.envelope();
        return record(before.author(), before.community(), Kind.OFFER, before.lineage(), before, created, expires);
    }

    public SignedRecord withdrawal(SignedRecord of) {
        Envelope before = of.envelope();
        return record(
                before.author(),
                before.community(),
                Kind.WITHDRAWAL,
                before.lineage(),
                before,
                before.created() + 1000,
                before.horizon());
    }

    public SignedRecord charter() {
        return record(key(), null, Kind.CHARTER, lineage(Limits.NEVER), null, START, Limits.NEVER);
    }

    public SignedRecord record(
            Bytes32 author,
            Bytes32 community,
            Kind kind,
            Bytes32 lineage,
            Envelope before,
            long created,
            long expires) {
        byte[] content = bytes(kind == Kind.WITHDRAWAL ? 0 : 20);
        Envelope.Place place = new Envelope.Place(author, 0, community, lineage, before);
        Envelope envelope =
                Envelope.write(place, kind, created, expires, content).orThrow();
        return sealed(List.of(envelope), List.of(content)).get(0);
    }

    /** The same records, sealed and postmarked together instead of one by one. */
    public List<SignedRecord> together(List<SignedRecord> records) {
        return sealed(
                records.stream().map(SignedRecord::envelope).toList(),
                records.stream().map(SignedRecord::content).toList());
    }

    private List<SignedRecord> sealed(List<Envelope> envelopes, List<byte[]> contents) {
        Envelope first = envelopes.get(0);
        Tree tree = Tree.whole(envelopes.stream().map(Envelope::id).toArray(Bytes32[]::new));
        Signed seal = new Signed(new Statement.Seal(first.author(), first.author()), bytes(64), tree);
        Statement entry = new Statement.Postmark(first.home(), first.home(), key(), first.created());
        Signed postmark = first.community() == null ? null : new Signed(entry, bytes(64), tree);
        List<SignedRecord> records = new ArrayList<>();
        for (int i = 0; i < envelopes.size(); i++) {
            records.add(
                    new SignedRecord(envelopes.get(i), contents.get(i), seal, i, postmark, postmark == null ? 0 : i));
        }
        return records;
    }

    /** The records at these places, as a bundle of just them would bring them: with a view of their trees, no more. */
    public static List<SignedRecord> only(List<SignedRecord> together, int... places) {
        SignedRecord first = together.get(0);
        Signed seal = first.seal().with(first.seal().tree().only(places));
        Signed postmark = first.postmark().with(first.postmark().tree().only(places));
        List<SignedRecord> view = new ArrayList<>();
        for (int place : places) {
            SignedRecord record = together.get(place);
            view.add(new SignedRecord(record.envelope(), record.content(), seal, place, postmark, place));
        }
        return view;
    }
}
