package org.byway.protocol.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Frame;

/**
 * Keeps every node, and every community, within its budgets. What comes too fast waits until they allow it, so that who is
 * in a hurry is slowed and not cut; who goes on regardless is dropped. What asks for work is dealt with once a turn.
 */
final class Pace {
    private final Context context;
    private final Map<Bytes32, Budget> nodes = remembered();
    private final Map<Bytes32, Budget> communities = remembered();

    Pace(Context context) {
        this.context = context;
    }

    private static Map<Bytes32, Budget> remembered() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Bytes32, Budget> eldest) {
                return size() > PeerLimits.BUDGETS;
            }
        };
    }

    /** Budgets outlive sessions: nobody gets fresh ones by hanging up. */
    void greeted(Session session, long now) {
        session.budgets = List.of(
                nodes.computeIfAbsent(session.node, node -> new Budget(1, now)),
                communities.computeIfAbsent(
                        session.community, community -> new Budget(PeerLimits.COMMUNITY_SHARES, now)));
    }

    /** Whether it is to be dealt with at once; otherwise it waits, or was too much. */
    boolean admits(Session session, Event.Heard heard, long now) {
        if (isFree(session, heard)) {
            return true;
        }
        boolean inTurn = session.waiting.isEmpty() && !(session.turning && asksForWork(heard));
        if (inTurn && ready(session, now)) {
            charge(session, heard, now);
            return true;
        }
        keep(session, heard);
        if (!session.closing && !session.resuming) {
            context.turn(session, now);
        }
        return false;
    }

    /** What waited and may be dealt with now, or null. */
    Event.Heard next(Session session, long now) {
        if (session.waiting.isEmpty() || session.turning || session.closing || !ready(session, now)) {
            return null;
        }
        Event.Heard next = session.waiting.poll();
        session.waitingBytes -= Cost.of(next).bytes();
        charge(session, next, now);
        return next;
    }

    /** Goodbyes, and acknowledgements that were waited for: they only make things less. */
    private static boolean isFree(Session session, Event.Heard heard) {
        return heard instanceof Event.Received(long id, Frame frame)
                && (frame.hasBye()
                        || frame.hasAck()
                                && session.unacknowledged.containsKey(
                                        frame.getAck().getNumber()));
    }

    private static boolean asksForWork(Event.Heard heard) {
        return heard instanceof Event.Received(long id, Frame frame)
                && switch (frame.getBodyCase()) {
                    case CARRIES, WANT, GRAFT, STREAM, STREAM_END, RECONCILE, BLOB_WANT -> true;
                    default -> false;
                };
    }

    private boolean ready(Session session, long now) {
        long wait = 0;
        for (Budget budget : session.budgets) {
            budget.charge(Cost.ofRefused(session.refused));
            wait = Math.max(wait, budget.readyIn(now));
        }
        session.refused = 0;
        if (wait > 0 && !session.resuming) {
            session.resuming = true;
            context.timer(now + wait, new Timer.Resume(session.id));
        }
        return wait == 0;
    }

    private void charge(Session session, Event.Heard heard, long now) {
        Cost cost = Cost.of(heard);
        session.budgets.forEach(budget -> budget.charge(cost));
        if (asksForWork(heard)) {
            context.turn(session, now);
        }
    }

    private void keep(Session session, Event.Heard heard) {
        session.waiting.add(heard);
        session.waitingBytes += Cost.of(heard).bytes();
        if (session.waiting.size() > PeerLimits.WAITING_FRAMES || session.waitingBytes > PeerLimits.WAITING_BYTES) {
            session.waiting.clear();
            context.drop(session, new Refusal(Reason.OVER_BUDGET, "more was sent than this node takes from one other"));
        }
    }
}
