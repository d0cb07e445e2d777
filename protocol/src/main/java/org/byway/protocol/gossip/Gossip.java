package org.byway.protocol.gossip;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.byway.protocol.record.Bytes32;

/** One node's views and trees, one of each for every community, as a state machine. */
public final class Gossip {
    private final Bytes32 self;
    private final RandomGenerator random;
    private final List<GossipEffect> out = new ArrayList<>();
    private final SortedMap<Bytes32, Membership> views = new TreeMap<>();
    private final Broadcast broadcast;

    /** @param known whether a record is here, or need not be: then nobody is asked for it */
    public Gossip(Bytes32 self, Predicate<Bytes32> known, RandomGenerator random) {
        this.self = self;
        this.random = random;
        broadcast = new Broadcast(known, out::add);
    }

    /** Takes one event at that time, in milliseconds, and returns what is to be done, in order. */
    public List<GossipEffect> handle(long now, GossipEvent event) {
        switch (event) {
            case GossipEvent.Entered(Bytes32 community, Bytes32 contact) -> {
                Membership view = views.computeIfAbsent(community, this::view);
                if (contact != null) {
                    view.join(contact);
                }
            }
            case GossipEvent.Heard(Bytes32 community, Bytes32 from, ViewMessage message) -> {
                if (views.containsKey(community)) {
                    views.get(community).heard(from, message);
                }
            }
            case GossipEvent.Failed(Bytes32 community, Bytes32 node) -> {
                if (views.containsKey(community)) {
                    views.get(community).failed(node);
                }
            }
            case GossipEvent.Turned(Bytes32 community) -> {
                if (views.containsKey(community)) {
                    views.get(community).turn();
                }
            }
            case GossipEvent.Up(Bytes32 community, Bytes32 node) -> broadcast.up(community, node);
            case GossipEvent.Down(Bytes32 community, Bytes32 node) -> broadcast.down(community, node);
            case GossipEvent.Came came -> broadcast.came(came);
            case GossipEvent.Brought(Bytes32 from, List<Bytes32> ids) -> broadcast.brought(from, ids);
            case GossipEvent.Doubled doubled -> broadcast.doubled(doubled);
            case GossipEvent.Refused(List<Bytes32> ids) -> broadcast.refused(ids);
            case GossipEvent.Announced announced -> broadcast.announced(announced, now);
            case GossipEvent.Grafted grafted -> broadcast.grafted(grafted);
            case GossipEvent.Pruned(Bytes32 community, Bytes32 from) -> broadcast.pruned(community, from);
        }
        return effects();
    }

    /** The time has come that a {@link GossipEffect.Look} named. */
    public List<GossipEffect> look(long now) {
        broadcast.look(now);
        return effects();
    }

    private Membership view(Bytes32 community) {
        return new Membership(self, community, random, this::moved);
    }

    /** Whoever enters or leaves the view does so in the tree. */
    private void moved(GossipEffect effect) {
        if (effect instanceof GossipEffect.Up(Bytes32 community, Bytes32 node)) {
            broadcast.up(community, node);
        } else if (effect instanceof GossipEffect.Down(Bytes32 community, Bytes32 node)) {
            broadcast.down(community, node);
        }
        out.add(effect);
    }

    private List<GossipEffect> effects() {
        List<GossipEffect> effects = List.copyOf(out);
        out.clear();
        return effects;
    }

    /** The neighbours by the view of that community. */
    public List<Bytes32> active(Bytes32 community) {
        return views.containsKey(community) ? views.get(community).active() : List.of();
    }

    /** Those who may take the place of a neighbour. */
    public List<Bytes32> passive(Bytes32 community) {
        return views.containsKey(community) ? views.get(community).passive() : List.of();
    }

    /** Who gets records of that community. */
    public SortedSet<Bytes32> eager(Bytes32 community) {
        Tree tree = broadcast.tree(community);
        return tree == null ? new TreeSet<>() : new TreeSet<>(tree.eager);
    }

    /** Who gets their ids. */
    public SortedSet<Bytes32> lazy(Bytes32 community) {
        Tree tree = broadcast.tree(community);
        return tree == null ? new TreeSet<>() : new TreeSet<>(tree.lazy);
    }

    /** Whether that node was asked for anything that it had announced. */
    public boolean isOwed(Bytes32 node) {
        return broadcast.isOwed(node);
    }

    /** How many records were announced, did not come, and are waited for. */
    public int missing() {
        return broadcast.missing();
    }
}
