package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.blob.BlobEffect;
import org.byway.protocol.blob.BlobEvent;
import org.byway.protocol.blob.BlobExchange;
import org.byway.protocol.blob.Named;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Frame;

/** Joins the exchange of blobs to the peer's sessions, records, clock and timers. */
final class BlobRoom {
    /** By this a node tells in its greeting that it gives blobs. */
    static final String FEATURE = "blobs";
    /** What a fault costs, in records brought in vain. */
    private static final int FAULT_RECORDS = 1_000;

    private final Context context;
    private final BlobExchange exchange;
    private final List<Named> arrived = new ArrayList<>();

    BlobRoom(Context context) {
        this.context = context;
        exchange = new BlobExchange(context.store(), this::shares, context.random());
    }

    private boolean shares(long id, Bytes32 community) {
        Session session = context.sessions().get(id);
        return session != null && session.greeted() && session.shares(community, context.community());
    }

    BlobExchange exchange() {
        return exchange;
    }

    void greeted(Session session, long now) {
        if (session.features.blobs()) {
            handle(new BlobEvent.Opened(session.id, session.node, session.writable), now);
        }
    }

    /** An offer is on disk. */
    void written(SignedRecord offer) {
        arrived.addAll(Named.by(offer));
    }

    /** Deals with what has come to disk. */
    void settle(long now) {
        if (!arrived.isEmpty()) {
            List<Named> named = List.copyOf(arrived);
            arrived.clear();
            handle(new BlobEvent.Arrived(named), now);
        }
    }

    void handle(BlobEvent event, long now) {
        for (BlobEffect effect : exchange.handle(now, event)) {
            switch (effect) {
                case BlobEffect.Send(long id, Frame frame) -> {
                    Session session = context.sessions().get(id);
                    if (session != null && session.greeted()) {
                        context.out().add(new Effect.Send(id, frame));
                    }
                }
                case BlobEffect.Drop(long id, Refusal why) -> {
                    Session session = context.sessions().get(id);
                    if (session != null) {
                        context.drop(session, why);
                    }
                }
                case BlobEffect.Blame(long id, String what) -> {
                    Session session = context.sessions().get(id);
                    if (session != null) {
                        session.refused += FAULT_RECORDS;
                        context.note(Effect.Level.WARNING, session.node + " is at fault: " + what);
                    }
                }
                case BlobEffect.SetTimer(long at, var timer) -> context.timer(at, new Timer.Blob(timer));
                case BlobEffect.Work work -> context.out().add(new Effect.Blob(work));
            }
        }
    }
}
