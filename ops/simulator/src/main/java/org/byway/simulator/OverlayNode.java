package org.byway.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.gossip.Gossip;
import org.byway.protocol.gossip.GossipEffect;
import org.byway.protocol.gossip.GossipEvent;
import org.byway.protocol.gossip.GossipLimits;
import org.byway.protocol.record.Bytes32;

/** A node of an overlay: views and a tree as nodes have them, with records that are nothing but their ids. */
final class OverlayNode {
    private static final long COMMIT_MILLIS = 20;

    /** What one node sends another; of views, or of the tree. */
    sealed interface Parcel {
        record Record(int hops, int trueHops, Bytes32 id) implements Parcel {}

        record Of(GossipEvent event) implements Parcel {}
    }

    private final Overlay overlay;
    private final Bytes32 key;
    private final Dice dice;
    /** Over how many nodes each record came. */
    private final Map<Bytes32, Integer> held = new HashMap<>();

    private Gossip gossip;
    private int life;

    OverlayNode(Overlay overlay, int number, Dice dice) {
        this.overlay = overlay;
        this.key = key(number);
        this.dice = dice;
    }

    static Bytes32 key(int number) {
        return new Bytes32(0, 0, 0, number);
    }

    Bytes32 key() {
        return key;
    }

    boolean isUp() {
        return gossip != null;
    }

    Gossip gossip() {
        return gossip;
    }

    boolean holds(Bytes32 id) {
        return held.containsKey(id);
    }

    /** Starts with nothing but a contact; null for the first of all. */
    void start(Bytes32 contact) {
        life++;
        held.clear();
        gossip = new Gossip(key, held::containsKey, dice);
        handle(new GossipEvent.Entered(Overlay.COMMUNITY, contact));
        turnLater();
    }

    /** By another contact, when nobody is left. */
    void enter(Bytes32 contact) {
        if (gossip.active(Overlay.COMMUNITY).isEmpty()) {
            handle(new GossipEvent.Entered(Overlay.COMMUNITY, contact));
        }
    }

    void fail() {
        gossip = null;
    }

    private void turnLater() {
        later(GossipLimits.SHUFFLE_MILLIS / 2 + dice.nextLong(GossipLimits.SHUFFLE_MILLIS), () -> {
            handle(new GossipEvent.Turned(Overlay.COMMUNITY));
            turnLater();
        });
    }

    /** Unless it fails before. */
    private void later(long millis, Runnable what) {
        int then = life;
        overlay.schedule().after(millis, () -> {
            if (isUp() && life == then) {
                what.run();
            }
        });
    }

    void post(Bytes32 id) {
        take(null, 0, 0, id);
    }

    /** What is on disk is sent on, and nothing before. */
    private void take(Bytes32 from, int hops, int trueHops, Bytes32 id) {
        held.put(id, trueHops);
        overlay.arrived(id, trueHops);
        later(
                1 + dice.nextLong(COMMIT_MILLIS),
                () -> handle(new GossipEvent.Came(Overlay.COMMUNITY, from, hops, List.of(id))));
    }

    void receive(Bytes32 from, Parcel parcel) {
        if (!isUp()) {
            return;
        }
        switch (parcel) {
            case Parcel.Of(GossipEvent event) -> handle(event);
            case Parcel.Record(int hops, int trueHops, Bytes32 id) -> {
                if (held.containsKey(id)) {
                    overlay.doubled();
                    if (hops > 0) {
                        handle(new GossipEvent.Doubled(Overlay.COMMUNITY, from, List.of(id)));
                    }
                } else {
                    take(from, hops, trueHops, id);
                }
            }
        }
    }

    void failed(Bytes32 node) {
        if (isUp()) {
            handle(new GossipEvent.Failed(Overlay.COMMUNITY, node));
        }
    }

    private void handle(GossipEvent event) {
        perform(gossip.handle(overlay.schedule().now(), event));
    }

    private void perform(List<GossipEffect> effects) {
        for (GossipEffect effect : effects) {
            switch (effect) {
                case GossipEffect.Say(Bytes32 community, Bytes32 to, var message) ->
                    send(to, new GossipEvent.Heard(community, key, message));
                case GossipEffect.Push(Bytes32 community, Bytes32 to, int hops, List<Bytes32> ids) ->
                    ids.forEach(id -> overlay.send(this, to, new Parcel.Record(hops, held.get(id) + 1, id)));
                case GossipEffect.Announce(Bytes32 community, Bytes32 to, int hops, List<Bytes32> ids) -> {
                    overlay.announced(ids.size());
                    send(to, new GossipEvent.Announced(community, key, hops, ids));
                }
                case GossipEffect.Graft(Bytes32 community, Bytes32 to, List<Bytes32> ids) ->
                    send(to, new GossipEvent.Grafted(community, key, ids));
                case GossipEffect.Prune(Bytes32 community, Bytes32 to) ->
                    send(to, new GossipEvent.Pruned(community, key));
                case GossipEffect.Look(long at) ->
                    later(
                            at - overlay.schedule().now(),
                            () -> perform(gossip.look(overlay.schedule().now())));
                case GossipEffect.Alone alone -> overlay.enterAgain(this);
                case GossipEffect.Up up -> {}
                case GossipEffect.Down down -> {}
                case GossipEffect.Blame blame -> {}
                case GossipEffect.Unkept unkept -> {}
                case GossipEffect.Behind behind -> {}
                case GossipEffect.Want want -> throw new AssertionError("nothing is repaired here: " + want);
            }
        }
    }

    private void send(Bytes32 to, GossipEvent event) {
        overlay.send(this, to, new Parcel.Of(event));
    }
}
