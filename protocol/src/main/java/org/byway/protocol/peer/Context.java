package org.byway.protocol.peer;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.byway.protocol.admission.Charters;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Succession;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Bye;
import org.byway.protocol.wire.Frame;

/** What the parts of one peer work on together. */
record Context(
        Charter founding,
        Charters charters,
        Store store,
        SortedMap<Long, Session> sessions,
        List<Effect> out,
        Reputes reputes,
        Clocks clocks,
        RandomGenerator random) {

    /** The Charter of this community that is in force. */
    Charter own() {
        Charter standing = charters.standing(community());
        return standing == null ? founding : standing;
    }

    /** In which name this node postmarks. */
    Charter naming() {
        Succession path = charters.of(community());
        return path == null ? founding : path.naming();
    }

    boolean isNamed(Bytes32 node) {
        return own().hasNode(node);
    }

    Bytes32 community() {
        return founding.community();
    }

    void send(Session session, Frame.Builder frame) {
        out.add(new Effect.Send(session.id, frame.build()));
    }

    void timer(long at, Timer timer) {
        out.add(new Effect.SetTimer(at, timer));
    }

    /** Work for one session is done in slices, so that it does not keep the others waiting: the next one comes after them. */
    void turn(Session session, long now) {
        if (!session.turning) {
            session.turning = true;
            timer(now, new Timer.Turn(session.id));
        }
    }

    void note(Effect.Level level, String text) {
        out.add(new Effect.Note(level, text));
    }

    /** Says why and closes; the session is forgotten when the driver reports it closed. */
    void close(Session session, Reason reason, String detail) {
        if (session.closing) {
            return;
        }
        Refusal why = new Refusal(reason, detail);
        send(
                session,
                Frame.newBuilder()
                        .setBye(Bye.newBuilder().setReason(reason.code()).setDetail(detail)));
        out.add(new Effect.Close(session.id, why));
        session.closing = true;
    }

    /** Closes a session on which something came that no honest node sends. */
    void drop(Session session, Refusal refusal) {
        if (!session.closing) {
            note(Effect.Level.WARNING, "dropping " + session.node + ": " + refusal);
            session.fault = refusal;
            close(session, refusal.reason(), refusal.detail());
        }
    }

    /** What a node was dropped for counts against its community, unless that is this one. How it greets harms nobody. */
    void blame(Session session, long now) {
        boolean harms = session.fault != null
                && (session.fault.reason().timeless() || session.fault.reason() == Reason.OVER_BUDGET);
        if (harms && session.community != null && !session.community.equals(community())) {
            reputes.struck(session.community, session.fault.toString(), now);
        }
    }

    /** The whole hour up to which ids have left the sets. */
    long cutoff(long now) {
        return Math.max(now - Math.floorMod(now, Limits.HOUR_MILLIS), store.expiredTo());
    }

    /** A cutoff from the future would leave out what is live, and cost a look at all of it. Its clock may just be off. */
    boolean ahead(long cutoffHour, long now) {
        return cutoffHour < 0 || cutoffHour > (now + Limits.EARLY_MILLIS) / Limits.HOUR_MILLIS;
    }

    static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }

    /** The 32 bytes, or null where there are not 32. */
    static Bytes32 bytes32(ByteString bytes) {
        return bytes.size() == Bytes32.SIZE ? Bytes32.of(bytes.toByteArray()) : null;
    }
}
