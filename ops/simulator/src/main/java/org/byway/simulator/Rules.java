package org.byway.simulator;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.peer.Effect;
import org.byway.protocol.peer.Event;
import org.byway.protocol.peer.Inbound;
import org.byway.protocol.peer.PeerLimits;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Receipt;
import org.byway.protocol.wire.Want;

/** What must hold whenever one host says or keeps something. Nothing is asked of a host that is not honest. */
final class Rules {
    /** Deliveries of one record to one host that change nothing: so many free, and so many per minute of each session. */
    private static final int FREE_REPEATS = 12;

    private static final double REPEATS_PER_MINUTE = 3;
    /** Looks at records for one that came, and for an event that brings none. */
    private static final int LOOKS_PER_RECORD = 8;

    private static final int LOOKS = 4_096;
    /** A charter or an identity frees all that waited for it. */
    private static final int POOLED = PeerLimits.POOLED_RECORDS;

    private static final int WINDOW_BYTES = PeerLimits.WINDOW_BYTES + Limits.BUNDLE_BYTES;

    private final Host host;
    private final Cluster cluster;
    private final Verification verification;
    private final SortedMap<Bytes32, Integer> repeats = new TreeMap<>();
    private int sessions;

    Rules(Host host, Cluster cluster) {
        this.host = host;
        this.cluster = cluster;
        this.verification = new Verification(cluster.signatures());
    }

    private void check(boolean good, Supplier<String> otherwise) {
        if (!good && host.isHonest()) {
            throw new Violation(otherwise.get());
        }
    }

    /** Before a record is put: it is valid, has entered somewhere, and may come as far as this. */
    void entering(SignedRecord record) {
        Envelope envelope = record.envelope();
        boolean vouches = envelope.is(Kind.CHARTER) || envelope.is(Kind.KEY_EVENT);
        boolean valid = cluster.isValid(record.id())
                || verification.bundle(Bundles.write(List.of(record))) instanceof Checked.Ok<List<SignedRecord>>;
        check(valid, () -> host.name() + " keeps " + envelope + ", which is not valid");
        check(vouches || record.postmark() != null, () -> host.name() + " keeps " + envelope + " without a postmark");
        boolean near = cluster.reaches(envelope.home(), host) || envelope.is(Kind.WITHDRAWAL);
        check(vouches || near, () -> host.name() + " keeps " + envelope + ", which may not come so far");
    }

    void received(Channel.End end, Event event) {
        boolean honest = end.other().host.isHonest();
        check(
                !honest || !(event instanceof Event.Rejected),
                () -> host.name() + " was sent a frame that is not valid: " + event);
        if (event instanceof Event.Delivered(long session, long number, int hops, List<Judged> records)) {
            end.arrived.put(number, records.stream().map(Judged::id).toList());
            records.forEach(record -> cluster.valid(record.id()));
            records.forEach(record -> cluster.copies().count(hops, host.live().settled(record.id())));
            if (honest) {
                records.forEach(judged -> count(judged.record()));
            }
        } else if (event instanceof Event.Received(long session, Frame frame) && frame.hasAck()) {
            end.unacknowledged.remove(frame.getAck().getNumber());
        } else if (event instanceof Event.Greeted) {
            sessions++;
        }
    }

    /** What was left aside, since nothing can be written or something else is wanted first, is promised nothing. */
    void judged(Channel.End end, Event event) {
        if (event instanceof Event.Delivered(long session, long number, int hops, List<Judged> records)) {
            end.arrived.computeIfPresent(
                    number,
                    (same, ids) -> ids.stream().filter(host.live()::settled).toList());
        }
    }

    private void count(SignedRecord record) {
        if (host.live().settled(record.id())) {
            int count = repeats.merge(record.id(), 1, Integer::sum);
            double minutes = cluster.minutes() * cluster.shape().edges().size();
            check(
                    count <= FREE_REPEATS + 2 * sessions + REPEATS_PER_MINUTE * minutes,
                    () -> host.name() + " is sent " + record.envelope() + " again and again");
        }
    }

    void sending(Channel.End end, Frame frame) {
        boolean greeting = frame.hasHello() || frame.hasBye();
        Host other = end.other().host;
        check(
                greeting || cluster.shape().linked(host.number(), other.number()),
                () -> host.name() + " speaks to " + other.name() + " without a link");
        check(frame.getSerializedSize() <= Inbound.FRAME_BYTES, () -> host.name() + " sends too long a frame");
        switch (frame.getBodyCase()) {
            case RECORDS -> forwarding(end, frame);
            case ACK -> acknowledging(end, frame.getAck().getNumber());
            case WANT -> wanting(frame.getWant());
            default -> {}
        }
    }

    /** Nobody keeps the others waiting: what one event lets a host look at has a limit. */
    void worked(Event event, long looks) {
        long records = switch (event) {
            case Event.Started() -> Long.MAX_VALUE / LOOKS_PER_RECORD;
            case Event.Delivered delivered -> POOLED + delivered.records().size();
            case Event.Greeted greeted -> POOLED + greeted.papers().links().size();
            case Event.Posted posted ->
                posted.posts().stream().mapToInt(post -> post.records().size()).sum();
            default -> LOOKS / LOOKS_PER_RECORD;
        };
        check(
                looks <= LOOKS_PER_RECORD * records,
                () -> host.name() + " looks at " + looks + " records for " + Told.of(event));
    }

    private void forwarding(Channel.End end, Frame frame) {
        Bundle bundle = frame.getRecords().getBundle();
        end.unacknowledged.put(frame.getRecords().getNumber(), bundle.getSerializedSize());
        long window =
                end.unacknowledged.values().stream().mapToLong(bytes -> bytes).sum();
        check(window <= WINDOW_BYTES, () -> host.name() + " has " + window + " bytes unacknowledged in one session");
        for (var item : bundle.getRecordsList()) {
            Envelope envelope = Envelope.parse(item.getEnvelope().toByteArray()).orThrow();
            check(
                    host.durable().settled(envelope.id()),
                    () -> host.name() + " sends " + envelope + ", which is not on disk");
            boolean vouches = envelope.is(Kind.CHARTER) || envelope.is(Kind.KEY_EVENT) || envelope.is(Kind.WITHDRAWAL);
            check(
                    vouches || cluster.reaches(envelope.home(), end.other().host),
                    () -> host.name() + " sends " + envelope + " to "
                            + end.other().host.name() + ", too far");
        }
    }

    private void acknowledging(Channel.End end, long number) {
        List<Bytes32> ids = end.arrived.get(number);
        check(ids != null, () -> host.name() + " acknowledges a frame that did not arrive");
        for (Bytes32 id : ids) {
            check(
                    host.durable().settled(id) || !host.live().settled(id),
                    () -> host.name() + " acknowledges " + id + ", which is not on disk");
        }
    }

    private void wanting(Want want) {
        check(want.getIdsCount() <= PeerLimits.WANTED_IDS, () -> host.name() + " asks for too much at once");
        want.getIdsList().forEach(bytes -> {
            Bytes32 id = Bytes32.of(bytes.toByteArray());
            check(!host.live().settled(id), () -> host.name() + " fetches " + id + " again, which it had judged");
        });
    }

    void answering(Effect.Answer answer) {
        List<SignedRecord> posted = cluster.people().posted(answer.ticket());
        Receipt receipt = answer.receipt();
        boolean[] refused = new boolean[posted.size()];
        receipt.getRefusedList().forEach(each -> refused[each.getRecord()] = true);
        Bundle bundle = Bundles.write(posted).toBuilder()
                .addAllPostmarks(receipt.getPostmarksList())
                .build();
        List<SignedRecord> postmarked = verification.bundle(bundle).orThrow();
        for (int i = 0; i < refused.length; i++) {
            SignedRecord record = postmarked.get(i);
            check(
                    refused[i] == (record.postmark() == null),
                    () -> host.name() + " neither postmarks nor refuses " + record.envelope());
            check(
                    refused[i] || host.durable().settled(record.id()),
                    () -> host.name() + " answers for " + record.envelope() + ", which is not on disk");
        }
    }

    void arrived(List<SignedRecord> records) {
        for (SignedRecord record : records) {
            check(
                    host.durable().settled(record.id()),
                    () -> host.name() + " reports " + record.envelope() + ", which is not on disk");
        }
    }

    /** Among honest hosts nobody is dropped for what was said, unless a frame was lost or repeated on the way. */
    void noted(Effect.Note note) {
        boolean garbled = cluster.has(Fault.SILENT_LOSS) || cluster.has(Fault.DUPLICATES);
        boolean deserved = cluster.hosts().stream()
                .anyMatch(other -> !other.isHonest()
                        && note.text().contains(other.key().publicKey().hex()));
        check(
                garbled || deserved || !note.text().startsWith("dropping"),
                () -> host.name() + " drops an honest node: " + note.text());
    }
}
