package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.Carried;
import org.byway.protocol.wire.Carries;
import org.byway.protocol.wire.Frame;

/**
 * Which communities are carried to whom. A node tells each neighbour how many links away each community is; what came
 * from that neighbour it only tells it holds. Records travel at most three links, since no more hops are told.
 */
final class Routes {
    /** Told for what came from the other side: held, not supplied. */
    static final int HELD_ONLY = LinkHalf.MOST_HOPS;

    private final Context context;
    private final Links links;
    private final Supplies supplies = new Supplies();
    /** By which all sessions were told last; null before that. */
    private Ways told;

    Routes(Context context, Links links) {
        this.context = context;
        this.links = links;
    }

    /** Tells every neighbour what has changed for it: nothing, where no way has and nothing of its session. */
    void announce(long now) {
        Ways ways = ways(now);
        boolean same = ways.equals(told);
        told = ways;
        for (Session session : context.sessions().values()) {
            if (session.greeted() && !(same && session.routed)) {
                session.routed = true;
                SortedMap<Bytes32, Integer> carried = forSession(session, ways);
                if (!carried.equals(session.ours) || !paused(carried, now).equals(session.pausedHere)) {
                    tell(session, carried, now);
                }
            }
        }
    }

    /** Likewise, where it has changed of which communities no more is taken. */
    void announcePauses(long now) {
        told = null;
        announce(now);
    }

    /** Tells one neighbour everything once more. */
    void announceAgain(Session session, long now) {
        tell(session, forSession(session, ways(now)), now);
    }

    /** A session has ended; the others are told what that changes for them. */
    void ended(Session session, long now) {
        supplies.gone(session);
        announce(now);
    }

    private Ways ways(long now) {
        return new Ways(context, links, supplies, now);
    }

    private void tell(Session session, SortedMap<Bytes32, Integer> told, long now) {
        session.ours = told;
        session.pausedHere = paused(told, now);
        Carries.Builder carries = Carries.newBuilder();
        told.forEach((community, hops) -> carries.addCommunities(Carried.newBuilder()
                .setCommunity(Context.bytes(community))
                .setHops(hops)
                .setPaused(session.pausedHere.contains(community))
                .setRecords(context.store().set(community, context.cutoff(now)).size())));
        context.send(session, Frame.newBuilder().setCarries(carries));
    }

    /** Those of which no more is taken for now. */
    private SortedSet<Bytes32> paused(SortedMap<Bytes32, Integer> told, long now) {
        SortedSet<Bytes32> paused = new TreeSet<>(told.keySet());
        paused.removeIf(community -> !context.reputes().isSlowed(community, now));
        return paused;
    }

    private SortedMap<Bytes32, Integer> forSession(Session session, Ways ways) {
        SortedMap<Bytes32, Integer> told = new TreeMap<>();
        told.put(session.community, HELD_ONLY);
        told.put(context.community(), 0);
        if (session.scope.transitHops() == 0) {
            return told;
        }
        for (Bytes32 community : ways.communities()) {
            if (told.size() == PeerLimits.CARRIED_COMMUNITIES) {
                break;
            }
            int hops = ways.hops(community, session);
            if (travels(hops, session) || session.theirs.containsKey(community)) {
                told.putIfAbsent(community, Math.min(hops, HELD_ONLY));
            }
        }
        return told;
    }

    private static boolean travels(int hops, Session session) {
        return hops <= session.scope.transitHops() && hops < HELD_ONLY;
    }

    /** Takes in what they tell, and tells the others what that changes; the communities that are new on this session. */
    List<Bytes32> told(Session session, Carries carries, long now) {
        List<Bytes32> fresh = new ArrayList<>();
        SortedMap<Bytes32, Session.Supply> supplied = new TreeMap<>();
        session.pausedThere.clear();
        for (Carried carried : carries.getCommunitiesList()) {
            Bytes32 community = Context.bytes32(carried.getCommunity());
            if (community == null || supplied.size() == PeerLimits.CARRIED_COMMUNITIES) {
                continue;
            }
            boolean between = community.equals(context.community()) || community.equals(session.community);
            int hops = Math.min(Math.max(carried.getHops(), community.equals(session.community) ? 0 : 1), HELD_ONLY);
            boolean transit = travels(hops, session) || session.ours.containsKey(community);
            if (between || (session.scope.transitHops() > 0 && transit)) {
                supplied.put(community, new Session.Supply(hops, carried.getRecords()));
                if (carried.getPaused()) {
                    session.pausedThere.add(community);
                }
                if (!session.theirs.containsKey(community)) {
                    fresh.add(community);
                }
            }
        }
        boolean changed = !Ways.same(session.theirs, supplied);
        supplies.told(session, supplied);
        if (changed) {
            session.routed = false;
            announce(now);
        }
        return fresh;
    }
}
