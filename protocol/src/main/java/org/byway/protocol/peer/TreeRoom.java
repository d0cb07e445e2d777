package org.byway.protocol.peer;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.community.LinkScope;
import org.byway.protocol.gossip.Gossip;
import org.byway.protocol.gossip.GossipEffect;
import org.byway.protocol.gossip.GossipEvent;
import org.byway.protocol.gossip.GossipLimits;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Ack;
import org.byway.protocol.wire.Announce;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Graft;
import org.byway.protocol.wire.Prune;
import org.byway.protocol.wire.Want;

/**
 * Joins the trees of communities to the peer's sessions: what is on disk is sent on as records to some neighbours and as ids
 * to the others. Links say who the neighbours are, so there are no views here. Who does not know of trees gets records.
 */
final class TreeRoom {
    /** By this a node tells in its greeting that it takes ids in place of records. */
    static final String FEATURE = "trees";
    /** As many records are given at once to who asks; more are queued. */
    private static final int GIVEN_AT_ONCE = 64;
    /** Stands for a node whose session is over. */
    private static final Bytes32 GONE = Bytes32.ZERO;

    private final Context context;
    private final Sender sender;
    private final Gossip gossip;
    private final SortedMap<Bytes32, Session> neighbours = new TreeMap<>();
    private long marked;

    TreeRoom(Context context, Bytes32 self, Sender sender) {
        this.context = context;
        this.sender = sender;
        gossip = new Gossip(self, context.store()::knows, context.random());
    }

    void greeted(Session session) {
        if (session.features.trees()) {
            Session before = neighbours.put(session.node, session);
            if (before != null) {
                session.trees.addAll(before.trees);
            }
        }
    }

    void closed(Session session, long now) {
        if (neighbours.remove(session.node, session)) {
            session.trees.forEach(community -> perform(new GossipEvent.Down(community, session.node), now));
        }
    }

    private boolean isNeighbour(Session session) {
        return neighbours.get(session.node) == session;
    }

    /** A session is in the tree of a community from when both carry it. */
    private boolean joins(Session session, Bytes32 community, long now) {
        boolean shared = isNeighbour(session) && session.shares(community, context.community());
        if (shared && session.trees.add(community)) {
            perform(new GossipEvent.Up(community, session.node), now);
        }
        return shared;
    }

    /** Sends on what is on disk now to everybody who shares its community, except to whom it came from. */
    void forward(List<Intake.Arrival> arrivals, long now) {
        SortedMap<Long, Outgoing> outgoing = new TreeMap<>();
        for (int first = 0, next = 0; first < arrivals.size(); first = next) {
            while (next < arrivals.size() && arrivals.get(first).cameWith(arrivals.get(next))) {
                next++;
            }
            collect(arrivals.subList(first, next), outgoing, now);
        }
        outgoing.forEach((id, each) -> send(context.sessions().get(id), each, now));
    }

    private void collect(List<Intake.Arrival> run, SortedMap<Long, Outgoing> outgoing, long now) {
        Bytes32 community = run.get(0).record().envelope().home();
        GossipEvent.Came came = new GossipEvent.Came(
                community,
                bringer(run.get(0).session()),
                run.get(0).hops(),
                run.stream().map(arrival -> arrival.record().id()).toList());
        List<Session> takers = takers(run);
        takers.forEach(session -> joins(session, community, now));
        Set<Bytes32> told = new HashSet<>();
        for (GossipEffect effect : gossip.handle(now, came)) {
            switch (effect) {
                case GossipEffect.Announce announce -> told.add(announce.to());
                case GossipEffect.Push push -> {} // is what everybody gets who is not told
                default -> perform(effect, now);
            }
        }
        for (Session session : takers) {
            List<SignedRecord> lacking = sender.lacking(session, run);
            if (!lacking.isEmpty()) {
                Outgoing to = outgoing.computeIfAbsent(session.id, id -> new Outgoing());
                if (isNeighbour(session) && told.contains(session.node)) {
                    to.announce(community, came.next(), lacking);
                } else {
                    to.push(came.next(), lacking);
                }
            }
        }
    }

    /** Over which sessions anything of these kinds goes: of thousands it may be a few, and the others cost nothing. */
    private List<Session> takers(List<Intake.Arrival> run) {
        int[] kinds = run.stream()
                .mapToInt(arrival -> arrival.record().envelope().kind())
                .distinct()
                .toArray();
        boolean always = Arrays.stream(kinds).anyMatch(LinkScope::isAlwaysCarried);
        List<Session> takers = new ArrayList<>();
        for (Session session : context.sessions().values()) {
            if (session.greeted() && (always || session.scope.carriesAny(kinds))) {
                takers.add(session);
            }
        }
        return takers;
    }

    private Bytes32 bringer(long id) {
        Session session = context.sessions().get(id);
        return id == 0 ? null : session == null ? GONE : session.node;
    }

    private void send(Session session, Outgoing outgoing, long now) {
        outgoing.records.forEach((hops, records) -> sender.forward(session, records, hops));
        if (!outgoing.announced.isEmpty()) {
            tellSoon(session, now);
        }
        outgoing.announced.forEach(session.telling::add);
    }

    private void tellSoon(Session session, long now) {
        if (!session.telling.due) {
            session.telling.due = true;
            context.timer(now + GossipLimits.GATHERED_MILLIS, new Timer.Tell(session.id));
        }
    }

    /** What came in one frame is on disk. */
    void took(Session session, long number, long bytes, long now) {
        if (session.telling.took(number, bytes)) {
            acknowledge(session);
        } else {
            tellSoon(session, now);
        }
    }

    private void acknowledge(Session session) {
        session.telling
                .taken()
                .forEach(number -> context.send(
                        session, Frame.newBuilder().setAck(Ack.newBuilder().setNumber(number))));
    }

    /** Acknowledges and announces what was gathered. */
    void tell(Session session) {
        if (session != null && session.greeted()) {
            session.telling.due = false;
            acknowledge(session);
            session.telling.ids().forEach(each -> announce(session, each));
        }
    }

    private void announce(Session session, Outgoing.Ids each) {
        if (!session.writable) {
            session.behind.add(each.community());
            return;
        }
        for (int first = 0; first < each.ids().size(); first += GossipLimits.IDS) {
            int next = Math.min(each.ids().size(), first + GossipLimits.IDS);
            Announce.Builder announce = Announce.newBuilder()
                    .setCommunity(Context.bytes(each.community()))
                    .setHops(each.hops())
                    .addAllIds(bytes(each.ids().subList(first, next)));
            context.send(session, Frame.newBuilder().setAnnounce(announce));
        }
    }

    /** A frame of records came. */
    void came(Session session, List<Judged> records, long now) {
        if (gossip.isOwed(session.node)) {
            perform(
                    new GossipEvent.Brought(
                            session.node, records.stream().map(Judged::id).toList()),
                    now);
        }
    }

    /** What became of the records of one frame: where most of it was here already, somebody else brings it sooner. */
    void brought(Session session, Taking taking, long now) {
        if (!taking.refused.isEmpty()) {
            perform(new GossipEvent.Refused(taking.refused), now);
        }
        if (taking.hops > 0) {
            taking.doubled.forEach((community, ids) -> {
                if (ids.size() > taking.fresh.getOrDefault(community, 0)) {
                    perform(new GossipEvent.Doubled(community, session.node, ids), now);
                }
            });
        }
    }

    /** An Announce, Graft or Prune; of a community that is not the session's it says nothing. */
    void heard(Session session, Frame frame, long now) {
        switch (frame.getBodyCase()) {
            case ANNOUNCE -> {
                Bytes32 community = Context.bytes32(frame.getAnnounce().getCommunity());
                if (community != null && joins(session, community, now)) {
                    int hops = Inbound.hops(frame.getAnnounce().getHops());
                    List<Bytes32> ids = ids(frame.getAnnounce().getIdsList());
                    session.telling.heard(ids);
                    perform(new GossipEvent.Announced(community, session.node, hops, ids), now);
                }
            }
            case GRAFT -> {
                Bytes32 community = Context.bytes32(frame.getGraft().getCommunity());
                if (community != null && joins(session, community, now)) {
                    List<Bytes32> ids = ids(frame.getGraft().getIdsList());
                    perform(new GossipEvent.Grafted(community, session.node, ids), now);
                }
            }
            case PRUNE -> {
                Bytes32 community = Context.bytes32(frame.getPrune().getCommunity());
                if (community != null && joins(session, community, now)) {
                    perform(new GossipEvent.Pruned(community, session.node), now);
                }
            }
            default -> throw new AssertionError("no frame of trees: " + frame.getBodyCase());
        }
    }

    private static List<Bytes32> ids(List<ByteString> said) {
        return said.stream()
                .limit(GossipLimits.IDS)
                .map(Context::bytes32)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<ByteString> bytes(List<Bytes32> ids) {
        return ids.stream().map(Context::bytes).toList();
    }

    void look(long now) {
        if (Math.abs(now - marked) >= PeerLimits.MARK_MILLIS) {
            marked = now;
            neighbours.values().forEach(Session::mark);
        }
        gossip.look(now).forEach(effect -> perform(effect, now));
    }

    private void perform(GossipEvent event, long now) {
        gossip.handle(now, event).forEach(effect -> perform(effect, now));
    }

    private void perform(GossipEffect effect, long now) {
        switch (effect) {
            case GossipEffect.Push(Bytes32 community, Bytes32 to, int hops, List<Bytes32> ids) ->
                give(neighbours.get(to), hops, ids, now);
            case GossipEffect.Graft(Bytes32 community, Bytes32 to, List<Bytes32> ids) ->
                say(
                        to,
                        Frame.newBuilder()
                                .setGraft(Graft.newBuilder()
                                        .setCommunity(Context.bytes(community))
                                        .addAllIds(bytes(ids))));
            case GossipEffect.Prune(Bytes32 community, Bytes32 to) ->
                say(to, Frame.newBuilder().setPrune(Prune.newBuilder().setCommunity(Context.bytes(community))));
            case GossipEffect.Want(Bytes32 community, Bytes32 to, List<Bytes32> ids) ->
                say(to, Frame.newBuilder().setWant(Want.newBuilder().addAllIds(bytes(ids))));
            case GossipEffect.Behind(Bytes32 community, Bytes32 node) -> {
                Session session = neighbours.get(node);
                session.behind.add(community);
                context.turn(session, now);
            }
            case GossipEffect.Blame(Bytes32 node, int records) -> {
                Session session = neighbours.get(node);
                if (session != null) {
                    session.refused += records;
                }
            }
            case GossipEffect.Unkept(Bytes32 node) -> unkept(neighbours.get(node));
            case GossipEffect.Look(long at) -> context.timer(at, new Timer.Look());
            case GossipEffect.Announce announce -> throw new AssertionError("is told when records came: " + announce);
            case GossipEffect.Say say -> throw noView(say);
            case GossipEffect.Up up -> throw noView(up);
            case GossipEffect.Down down -> throw noView(down);
            case GossipEffect.Alone alone -> throw noView(alone);
        }
    }

    /** Who is just slow to read has not heard yet what it is asked for. */
    private void unkept(Session session) {
        if (session != null && session.greeted() && session.keepsUp()) {
            context.drop(session, new Refusal(Reason.OVER_BUDGET, "it announces what it does not give"));
        }
    }

    private static AssertionError noView(GossipEffect effect) {
        return new AssertionError("neighbours are given here: " + effect);
    }

    private void say(Bytes32 to, Frame.Builder frame) {
        Session session = neighbours.get(to);
        if (session != null && session.greeted()) {
            context.send(session, frame);
        }
    }

    /** Somebody asks for records that were announced. */
    private void give(Session session, int hops, List<Bytes32> ids, long now) {
        if (session == null || !session.greeted()) {
            return;
        }
        if (ids.size() > GIVEN_AT_ONCE || !session.room()) {
            ids.stream()
                    .limit(Math.max(0, PeerLimits.QUEUED_IDS - session.queue.size()))
                    .forEach(session.queue::add);
            context.turn(session, now);
            return;
        }
        List<SignedRecord> records = new ArrayList<>();
        for (Bytes32 id : new LinkedHashSet<>(ids)) {
            SignedRecord record = sender.given(session, id);
            if (record != null) {
                records.add(record);
            }
        }
        sender.forward(session, records, hops);
    }
}
