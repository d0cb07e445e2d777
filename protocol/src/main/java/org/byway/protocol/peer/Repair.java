package org.byway.protocol.peer;

import com.google.protobuf.ByteString;
import java.util.List;
import org.byway.protocol.admission.Identities;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.store.Store;
import org.byway.protocol.sync.Peeling;
import org.byway.protocol.sync.Reconciliation;
import org.byway.protocol.sync.Step;
import org.byway.protocol.sync.SyncSet;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Reconcile;
import org.byway.protocol.wire.Sketch;
import org.byway.protocol.wire.Stream;
import org.byway.protocol.wire.StreamEnd;
import org.byway.protocol.wire.Want;

/**
 * Makes two nodes' sets of a community equal: an empty node takes everything in order of arrival, others compare by set
 * reconciliation and then send each other just what is missing. Whoever dialled opens comparisons, and whoever is behind.
 */
final class Repair {
    /** A set that has fewer is told as a list, and all of the other set with it. */
    private static final int FEW = 32;

    private static final int MANY = 1_000;
    private static final long LAST_HOUR = Limits.NEVER / Limits.HOUR_MILLIS;

    private final Context context;
    private final Sender sender;
    private final SketchRoom sketches;
    private int rounds;

    Repair(Context context, Sender sender, SketchRoom sketches) {
        this.context = context;
        this.sender = sender;
        this.sketches = sketches;
    }

    /** From time to time: lets go of what has stood still, and on the side that dialled compares every shared community. */
    void compareAgain(Session session, long now) {
        session.comparisons++;
        session.opened.values().removeIf(comparison -> stoodStill(session, comparison));
        if (session.dialled != null) {
            compareAll(session, now);
        }
    }

    private static boolean stoodStill(Session session, Comparison comparison) {
        int moved = comparison instanceof Comparison.Streaming
                ? Math.max(comparison.movedAt(), session.recordsCameAt)
                : comparison.movedAt();
        return moved < session.comparisons - 1;
    }

    /** Compares every shared community now. */
    void compareAll(Session session, long now) {
        open(session, context.community(), now);
        open(session, session.community, now);
        session.theirs.keySet().forEach(community -> open(session, community, now));
        session.ours.keySet().forEach(community -> open(session, community, now));
    }

    /** They told what they hold: take it all where there is nothing here, compare where there is something on both sides. */
    void supplied(Session session, List<Bytes32> communities, long now) {
        for (Bytes32 community : communities) {
            long here = context.store().set(community, context.cutoff(now)).size();
            long there = session.theirs.get(community).records();
            if (nearlyEmpty(here, there)) {
                if (!streaming(community)) {
                    stream(session, community, there, now);
                }
            } else if (here > 0 && there > 0 && session.dialled != null) {
                open(session, community, now);
            }
        }
    }

    /** Who has just joined holds the papers of the other community, and nothing else of it. */
    private static boolean nearlyEmpty(long here, long there) {
        return here == 0 ? there > 0 : here < FEW && there >= MANY;
    }

    /** Whether somebody is sending everything already; the others are compared with once that is over. */
    private boolean streaming(Bytes32 community) {
        return context.sessions().values().stream()
                .anyMatch(each -> each.greeted() && each.opened.get(community) instanceof Comparison.Streaming);
    }

    private void stream(Session session, Bytes32 community, long records, long now) {
        Comparison streaming = new Comparison.Streaming(session.comparisons);
        boolean first = session.opened.isEmpty();
        if (session.opened.putIfAbsent(community, streaming) == null) {
            session.progress.begun(first, now);
            session.progress.toStream(records);
            context.send(
                    session, Frame.newBuilder().setStream(Stream.newBuilder().setCommunity(Context.bytes(community))));
        }
    }

    void open(Session session, Bytes32 community, long now) {
        boolean paused =
                session.pausedThere.contains(community) || context.reputes().isSlowed(community, now);
        if (!paused && !session.opened.containsKey(community)) {
            begin(session, community, context.cutoff(now) / Limits.HOUR_MILLIS, now);
        }
    }

    private void begin(Session session, Bytes32 community, long cutoffHour, long now) {
        SyncSet set = context.store().set(community, cutoffHour * Limits.HOUR_MILLIS);
        sketches.prepare(session, community, set.size(), now);
        Reconciliation ours = Reconciliation.initiator(set, org.byway.protocol.sync.Limits.NODE);
        Comparison.Running running = new Comparison.Running(++rounds, cutoffHour, ours, null, session.comparisons);
        session.progress.begun(session.opened.isEmpty(), now);
        session.opened.put(community, running);
        send(session, community, running, true, ours.initiate());
    }

    private void send(Session session, Bytes32 community, Comparison.Running running, boolean opening, byte[] message) {
        context.send(
                session,
                Frame.newBuilder()
                        .setReconcile(Reconcile.newBuilder()
                                .setCommunity(Context.bytes(community))
                                .setRound(running.round())
                                .setCutoffHour(running.cutoffHour())
                                .setOpening(opening)
                                .setMessage(ByteString.copyFrom(message))));
    }

    /** Null, or why the message could not come from an honest peer. */
    Refusal reconcile(Session session, Reconcile frame, long now) {
        Bytes32 community = Context.bytes32(frame.getCommunity());
        if (community == null || !session.shares(community, context.community())) {
            return null;
        }
        if (context.reputes().isSlowed(community, now)) {
            // Whoever compares has not heard yet that no more is taken.
            session.opened.remove(community);
            return null;
        }
        return frame.getOpening() ? answer(session, community, frame, now) : goOn(session, community, frame, now);
    }

    private Refusal answer(Session session, Bytes32 community, Reconcile frame, long now) {
        if (frame.getMessage().isEmpty()) {
            session.answered.remove(community);
            return null;
        }
        long least = context.cutoff(now) / Limits.HOUR_MILLIS;
        if (frame.getCutoffHour() < least || context.ahead(frame.getCutoffHour(), now)) {
            Comparison.Running again = new Comparison.Running(frame.getRound(), least, null, null, 0);
            send(session, community, again, false, new byte[0]);
            return null;
        }
        Comparison known = session.answered.get(community);
        Comparison.Running running = known instanceof Comparison.Running open && open.round() == frame.getRound()
                ? open
                : responder(session, community, frame, now);
        session.answered.put(community, running);
        return switch (running.reconciliation().step(frame.getMessage().toByteArray())) {
            case Checked.Refused<Step>(Refusal refusal) -> refusal;
            case Checked.Ok<Step>(Step step) -> {
                send(session, community, running, false, step.reply());
                yield null;
            }
        };
    }

    private Comparison.Running responder(Session session, Bytes32 community, Reconcile frame, long now) {
        long cutoffHour = Math.min(frame.getCutoffHour(), LAST_HOUR);
        SyncSet set = context.store().set(community, cutoffHour * Limits.HOUR_MILLIS);
        sketches.prepare(session, community, set.size(), now);
        Reconciliation theirs = Reconciliation.responder(set, org.byway.protocol.sync.Limits.NODE);
        return new Comparison.Running(frame.getRound(), frame.getCutoffHour(), theirs, null, 0);
    }

    private Refusal goOn(Session session, Bytes32 community, Reconcile frame, long now) {
        if (!(session.opened.get(community) instanceof Comparison.Running running)
                || running.round() != frame.getRound()) {
            return null;
        }
        if (context.ahead(frame.getCutoffHour(), now)) {
            session.opened.remove(community);
            return null;
        }
        if (frame.getMessage().isEmpty()) {
            session.opened.remove(community);
            if (frame.getCutoffHour() > running.cutoffHour()) {
                begin(session, community, Math.min(frame.getCutoffHour(), LAST_HOUR), now);
            }
            return null;
        }
        return switch (running.reconciliation().step(frame.getMessage().toByteArray())) {
            case Checked.Refused<Step>(Refusal refusal) -> refusal;
            case Checked.Ok<Step>(Step step) -> {
                found(session, community, running, step, now);
                yield null;
            }
        };
    }

    private void found(Session session, Bytes32 community, Comparison.Running running, Step step, long now) {
        for (Bytes32 id : step.have()) {
            enqueue(session, id);
        }
        want(session, step.need());
        session.progress.differ(step.have().size() + step.need().size());
        if (step.done()) {
            session.progress.compared(now);
            session.opened.remove(community);
            send(session, community, running, true, new byte[0]);
        } else if (!sketches.ask(session, community, running, step.reply())) {
            session.opened.put(community, running.holding(step.reply(), session.comparisons));
        }
        pump(session, now);
    }

    /** The symbols that were asked for: with these the comparison is over, or it goes on by ranges. */
    void sketched(Session session, Sketch frame, long now) {
        Bytes32 community = Context.bytes32(frame.getCommunity());
        if (community == null
                || !(session.opened.get(community) instanceof Comparison.Asking asking)
                || asking.running().round() != frame.getRound()) {
            return;
        }
        Peeling told = sketches.told(community, asking, frame.getSymbols());
        if (told == null && sketches.askAgain(session, community, asking, frame.getSymbols())) {
            return;
        }
        if (told == null) {
            session.opened.put(community, asking.running().holding(asking.reply(), session.comparisons));
            pump(session, now);
        } else {
            found(session, community, asking.running(), new Step(told.have(), told.need(), null), now);
        }
    }

    private void want(Session session, List<Bytes32> need) {
        Want.Builder want = Want.newBuilder();
        for (Bytes32 id : need) {
            if (!context.store().knows(id)) {
                want.addIds(Context.bytes(id));
            }
            if (want.getIdsCount() == PeerLimits.WANTED_IDS) {
                context.send(session, Frame.newBuilder().setWant(want));
                want = Want.newBuilder();
            }
        }
        if (want.getIdsCount() > 0) {
            context.send(session, Frame.newBuilder().setWant(want));
        }
    }

    /** They ask for records by id, or for the key events of identities. What is too much is left to the next comparison. */
    void wanted(Session session, Want want, long now) {
        want.getIdsList().stream().limit(PeerLimits.WANTED_IDS).forEach(id -> {
            Bytes32 wanted = Context.bytes32(id);
            if (wanted != null) {
                enqueue(session, wanted);
            }
        });
        want.getAuthorsList().stream().limit(PeerLimits.WANTED_IDS).forEach(author -> {
            Bytes32 wanted = Context.bytes32(author);
            if (wanted != null) {
                enqueueEvents(session, wanted);
            }
        });
        pump(session, now);
    }

    /** The key events of an identity in their order, since each is judged by the one before it. */
    private void enqueueEvents(Session session, Bytes32 identity) {
        for (int number = 1; session.queue.size() < PeerLimits.QUEUED_IDS; number++) {
            Store.Head event = context.store().head(identity, Identities.lineage(number));
            if (event == null) {
                return;
            }
            enqueue(session, event.id());
        }
    }

    private static void enqueue(Session session, Bytes32 id) {
        if (session.queue.size() < PeerLimits.QUEUED_IDS) {
            session.queue.add(id);
        }
    }

    void streamWanted(Session session, Stream stream, long now) {
        Bytes32 community = Context.bytes32(stream.getCommunity());
        if (community != null && session.shares(community, context.community())) {
            session.streams.put(community, Math.max(0, stream.getAfter()));
            pump(session, now);
        }
    }

    /** The stream is over; what came in between, or got lost, is found by comparing with all who have some. */
    void streamEnded(Session session, StreamEnd end, long now) {
        Bytes32 community = Context.bytes32(end.getCommunity());
        if (community != null && session.opened.get(community) instanceof Comparison.Streaming) {
            session.opened.remove(community);
            suppliers(community).forEach(each -> open(each, community, now));
        }
    }

    /** A session is over; what it was to bring comes from the others. */
    void ended(Session session, long now) {
        session.opened.forEach((community, comparison) -> {
            if (comparison instanceof Comparison.Streaming) {
                suppliers(community).forEach(each -> supplied(each, List.of(community), now));
            }
        });
    }

    private List<Session> suppliers(Bytes32 community) {
        return context.sessions().values().stream()
                .filter(each -> each.greeted() && each.theirs.containsKey(community))
                .toList();
    }

    /**
     * There may be room again: send what waits, a slice at each turn of the session, go on with comparisons that were held
     * back, catch up.
     */
    void pump(Session session, long now) {
        if (session.turning) {
            return;
        }
        if (sender.pump(session)) {
            context.turn(session, now);
        }
        if (session.queue.size() <= PeerLimits.QUEUED_IDS / 2) {
            session.opened.replaceAll((community, comparison) -> {
                if (comparison instanceof Comparison.Running running && running.held() != null) {
                    send(session, community, running, true, running.held());
                    return running.holding(null, session.comparisons);
                }
                return comparison;
            });
        }
        boolean drained = session.queue.isEmpty() && session.streams.isEmpty();
        if (drained && !session.behind.isEmpty() && session.unacknowledgedBytes < PeerLimits.WINDOW_BYTES / 2) {
            List<Bytes32> late = List.copyOf(session.behind);
            session.behind.clear();
            late.forEach(community -> open(session, community, now));
        }
    }
}
