package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.byway.protocol.community.LinkScope;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Records;
import org.byway.protocol.wire.StreamEnd;

/**
 * Sends records as far as each session's window goes. What has just arrived and finds no room is not kept for later: the
 * session is marked as behind, and a comparison finds it again.
 */
final class Sender {
    /** Packed by zstd (RFC 8878). */
    static final String PACKED_FEATURE = "zstd";

    private final Context context;

    Sender(Context context) {
        this.context = context;
    }

    /** Sends what has just arrived, or marks the session as behind. */
    void forward(Session session, List<SignedRecord> records, int hops) {
        for (List<SignedRecord> run : Bundles.split(records)) {
            if (session.room()) {
                send(session, run, hops);
            } else {
                run.forEach(record -> session.behind.add(record.envelope().home()));
            }
        }
    }

    /** What a session lacks of what arrived. Records that were postmarked together and are of one home are decided on once. */
    List<SignedRecord> lacking(Session session, List<Intake.Arrival> arrivals) {
        List<SignedRecord> records = new ArrayList<>();
        Signed postmark = null;
        Bytes32 home = null;
        boolean lacks = false;
        for (Intake.Arrival arrival : arrivals) {
            SignedRecord record = arrival.record();
            if (home == null
                    || record.postmark() != postmark
                    || !home.equals(record.envelope().home())) {
                postmark = record.postmark();
                home = record.envelope().home();
                lacks = lacks(session, record);
            }
            boolean carried = carries(session, record);
            if (lacks && carried && arrival.session() != session.id) {
                records.add(record);
            }
        }
        return records;
    }

    /** What entered at their community they have; a withdrawal of theirs may have entered elsewhere. */
    private boolean lacks(Session session, SignedRecord record) {
        boolean enteredThere = record.postmark() != null
                && record.postmarkStatement().community().equals(session.community)
                && !session.community.equals(context.community());
        return !enteredThere && session.shares(record.envelope().home(), context.community());
    }

    /** What goes over that session: of a community of which they take no more for now, just what goes over every link. */
    private static boolean carries(Session session, SignedRecord record) {
        int kind = record.envelope().kind();
        return session.scope.carries(kind, record.content())
                && (!session.pausedThere.contains(record.envelope().home()) || LinkScope.isAlwaysCarried(kind));
    }

    private void send(Session session, List<SignedRecord> run, int hops) {
        Bundle bundle = Bundles.write(run);
        long number = session.sent(bundle.getSerializedSize());
        Frame frame = Frame.newBuilder()
                .setRecords(
                        Records.newBuilder().setNumber(number).setBundle(bundle).setHops(hops))
                .build();
        context.out().add(new Effect.Send(session.id, frame, session.features.packed()));
    }

    /** Sends a slice of what was asked for, as far as the window goes; whether there is more that could be sent. */
    boolean pump(Session session) {
        if (session.room() && !session.queue.isEmpty()) {
            Bundles.split(queued(session)).forEach(run -> send(session, run, 0));
        } else if (session.room() && !session.streams.isEmpty()) {
            stream(session);
        }
        return session.room() && !(session.queue.isEmpty() && session.streams.isEmpty());
    }

    private List<SignedRecord> queued(Session session) {
        List<SignedRecord> records = new ArrayList<>();
        // Asked for twice, a record still stands in a bundle once.
        Set<Bytes32> once = new HashSet<>();
        int bytes = 0;
        int looks = 0;
        while (!session.queue.isEmpty() && bytes < PeerLimits.BULK_BYTES && looks++ < PeerLimits.BULK_RECORDS) {
            SignedRecord record = given(session, session.queue.poll());
            if (record != null && once.add(record.id())) {
                records.add(record);
                bytes += record.sizeBytes();
            }
        }
        return records;
    }

    /** The record of that id, or null where it is not on disk here or they may not have it. */
    SignedRecord given(Session session, Bytes32 id) {
        SignedRecord record = context.store().get(id);
        boolean given =
                record != null && context.store().written(id) && mayHave(session, record) && carries(session, record);
        return given ? record : null;
    }

    /** Charters and key events are for everybody who knows their name: without them nothing can be judged. */
    private boolean mayHave(Session session, SignedRecord record) {
        return session.shares(record.envelope().home(), context.community())
                || record.envelope().is(Kind.CHARTER)
                || record.envelope().is(Kind.KEY_EVENT);
    }

    private void stream(Session session) {
        Iterator<Map.Entry<Bytes32, Long>> first = session.streams.entrySet().iterator();
        Map.Entry<Bytes32, Long> stream = first.next();
        Store.Chunk chunk = context.store()
                .scan(stream.getKey(), stream.getValue(), PeerLimits.BULK_BYTES, PeerLimits.BULK_RECORDS);
        List<SignedRecord> carried = chunk.records().stream()
                .filter(record -> carries(session, record))
                .toList();
        Bundles.split(carried).forEach(run -> send(session, run, 0));
        if (chunk.done() || session.pausedThere.contains(stream.getKey())) {
            context.send(
                    session,
                    Frame.newBuilder()
                            .setStreamEnd(StreamEnd.newBuilder()
                                    .setCommunity(Context.bytes(stream.getKey()))
                                    .setNext(chunk.next())));
            first.remove();
        } else {
            stream.setValue(chunk.next());
        }
    }
}
