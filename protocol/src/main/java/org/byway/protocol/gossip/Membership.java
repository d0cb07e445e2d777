package org.byway.protocol.gossip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.byway.protocol.record.Bytes32;

/** One node's view of those that carry a community: a few neighbours, and others who may take their place (HyParView). */
final class Membership {
    private final Bytes32 self;
    private final Bytes32 community;
    private final Consumer<GossipEffect> out;
    private final View active;
    private final View passive;
    /** Whom we asked to be a neighbour and who has not answered. */
    private final View asked;
    /** Who has had no place for us since the last turn. */
    private final View declined;

    private boolean mesh = true;

    Membership(Bytes32 self, Bytes32 community, RandomGenerator random, Consumer<GossipEffect> out) {
        this.self = self;
        this.community = community;
        this.out = out;
        active = new View(random);
        passive = new View(random);
        asked = new View(random);
        declined = new View(random);
    }

    List<Bytes32> active() {
        return active.all();
    }

    List<Bytes32> passive() {
        return passive.all();
    }

    /** Enters by somebody who is in already. */
    void join(Bytes32 contact) {
        if (!contact.equals(self) && !active.has(contact) && asked.add(contact)) {
            send(contact, new ViewMessage.Join());
        }
    }

    void heard(Bytes32 from, ViewMessage message) {
        switch (message) {
            case ViewMessage.Join() -> joined(from);
            case ViewMessage.ForwardJoin(Bytes32 node, int hops) ->
                toldOf(node, Math.min(hops, GossipLimits.JOIN_HOPS), from);
            case ViewMessage.Ask(boolean urgent) -> answer(from, urgent);
            case ViewMessage.Accept() -> accepted(from);
            case ViewMessage.Decline() -> {
                if (asked.remove(from)) {
                    declined.add(from);
                    fill();
                }
            }
            case ViewMessage.Leave() -> {
                if (lower(from)) {
                    know(from, List.of());
                    declined.add(from);
                    fill();
                }
            }
            case ViewMessage.Shuffle shuffle -> shuffled(from, shuffle);
            case ViewMessage.Shuffled(List<Bytes32> nodes) -> learn(nodes, List.of());
        }
    }

    /** A node cannot be reached, or the session with it broke. */
    void failed(Bytes32 node) {
        passive.remove(node);
        boolean wasAsked = asked.remove(node);
        if (lower(node) || wasAsked) {
            fill();
        }
    }

    /** From time to time: exchanges some of what is known, and fills or clears places. */
    void turn() {
        Bytes32 to = active.another(self);
        if (to != null) {
            List<Bytes32> nodes = sample();
            send(to, new ViewMessage.Shuffle(self, GossipLimits.SHUFFLE_HOPS, nodes));
        }
        // Whoever was asked and did not answer is asked again.
        asked.clear();
        declined.clear();
        int goes = (active.size() - places() + GossipLimits.SHED - 1) / GossipLimits.SHED;
        active.some(goes).forEach(this::dismiss);
        fill();
    }

    private List<Bytes32> sample() {
        List<Bytes32> nodes = new ArrayList<>(List.of(self));
        nodes.addAll(active.some(GossipLimits.SHUFFLED_ACTIVE));
        nodes.addAll(passive.some(GossipLimits.SHUFFLED_PASSIVE));
        return nodes;
    }

    private int places() {
        int known = active.size() + passive.size() + 1;
        mesh = known < (mesh ? GossipLimits.MESH : GossipLimits.MESH_AGAIN);
        return mesh ? GossipLimits.MESH - 1 : GossipLimits.ACTIVE;
    }

    /** A mesh is told as a whole; otherwise each neighbour sends the news on a walk of its own. */
    private void joined(Bytes32 from) {
        raise(from);
        send(from, new ViewMessage.Accept());
        int hops = mesh ? 0 : GossipLimits.JOIN_HOPS;
        for (Bytes32 each : active.all()) {
            if (!each.equals(from)) {
                send(each, new ViewMessage.ForwardJoin(from, hops));
            }
        }
    }

    private void toldOf(Bytes32 node, int hops, Bytes32 from) {
        if (node.equals(self) || active.has(node)) {
            return;
        }
        Bytes32 next = hops <= 0 || active.size() <= 1 ? null : active.another(from);
        if (next == null || next.equals(node)) {
            ask(node, true);
            return;
        }
        if (hops == GossipLimits.PASSIVE_HOPS) {
            know(node, List.of());
        }
        send(next, new ViewMessage.ForwardJoin(node, hops - 1));
    }

    private void answer(Bytes32 from, boolean urgent) {
        if (urgent || active.has(from) || active.size() < places()) {
            raise(from);
            send(from, new ViewMessage.Accept());
        } else {
            know(from, List.of());
            send(from, new ViewMessage.Decline());
        }
    }

    /** Who accepts without having been asked is a neighbour only on its own side, and is told so. */
    private void accepted(Bytes32 from) {
        boolean wanted = asked.remove(from);
        if (wanted || active.isEmpty()) {
            raise(from);
        } else if (!active.has(from)) {
            send(from, new ViewMessage.Leave());
        }
    }

    private void ask(Bytes32 node, boolean urgent) {
        if (asked.add(node)) {
            send(node, new ViewMessage.Ask(urgent));
        }
    }

    /** Makes a node a neighbour; another one goes where there is no place. */
    private void raise(Bytes32 node) {
        if (node.equals(self) || active.has(node)) {
            return;
        }
        if (active.size() >= places()) {
            dismiss(active.another(node));
        }
        passive.remove(node);
        asked.remove(node);
        active.add(node);
        out.accept(new GossipEffect.Up(community, node));
    }

    private boolean lower(Bytes32 node) {
        boolean was = active.remove(node);
        if (was) {
            out.accept(new GossipEffect.Down(community, node));
        }
        return was;
    }

    private void dismiss(Bytes32 node) {
        lower(node);
        send(node, new ViewMessage.Leave());
        know(node, List.of());
    }

    /** Asks as many of the others as there are places; who has declined is not asked again before the next turn. */
    private void fill() {
        int vacant = places() - active.size() - asked.size();
        for (Bytes32 each : passive.some(passive.size())) {
            if (vacant <= 0 || declined.size() >= GossipLimits.DECLINED) {
                break;
            }
            if (!declined.has(each) && !asked.has(each)) {
                ask(each, active.isEmpty());
                vacant--;
            }
        }
        if (active.isEmpty() && asked.isEmpty()) {
            out.accept(new GossipEffect.Alone(community));
        }
    }

    private void shuffled(Bytes32 from, ViewMessage.Shuffle shuffle) {
        int hops = Math.min(shuffle.hops(), GossipLimits.SHUFFLE_HOPS) - 1;
        Bytes32 next = hops > 0 && active.size() > 1 ? active.another(from) : null;
        if (next != null && !next.equals(shuffle.origin())) {
            send(next, new ViewMessage.Shuffle(shuffle.origin(), hops, shuffle.nodes()));
            return;
        }
        if (!shuffle.origin().equals(self)) {
            List<Bytes32> given =
                    passive.some(Math.min(GossipLimits.SHUFFLED, shuffle.nodes().size()));
            send(shuffle.origin(), new ViewMessage.Shuffled(given));
            learn(shuffle.nodes(), given);
        }
    }

    /** What was given away makes room first. */
    private void learn(List<Bytes32> nodes, List<Bytes32> given) {
        nodes.stream().limit(GossipLimits.SHUFFLED).forEach(node -> know(node, given));
    }

    private void know(Bytes32 node, List<Bytes32> given) {
        if (node.equals(self) || active.has(node) || passive.has(node)) {
            return;
        }
        if (passive.size() >= GossipLimits.PASSIVE) {
            Bytes32 goes = given.stream().filter(passive::has).findFirst().orElse(null);
            passive.remove(goes == null ? passive.another(node) : goes);
        }
        passive.add(node);
    }

    private void send(Bytes32 to, ViewMessage message) {
        out.accept(new GossipEffect.Say(community, to, message));
    }
}
