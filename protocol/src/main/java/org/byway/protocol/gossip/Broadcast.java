package org.byway.protocol.gossip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.byway.protocol.record.Bytes32;

/** Carries records along a tree for each community, and their ids beside it, by which the tree mends itself (Plumtree). */
final class Broadcast {
    /** How a record came: by whom, null where it was posted here, and over how many sessions, 0 where nobody pushed it. */
    private record Way(Bytes32 by, int hops) {
        boolean byTree() {
            return by == null || hops > 0;
        }

        /** With how many it goes on: of what repair brought nobody after us knows better. */
        int next() {
            return byTree() ? Math.min(hops + 1, GossipLimits.HOPS) : 0;
        }
    }

    private final Predicate<Bytes32> known;
    private final Consumer<GossipEffect> out;
    private final SortedMap<Bytes32, Tree> trees = new TreeMap<>();
    private final Missing missing = new Missing();
    private final Map<Bytes32, Way> ways = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, Way> eldest) {
            return size() > GossipLimits.REMEMBERED;
        }
    };
    private boolean looking;

    Broadcast(Predicate<Bytes32> known, Consumer<GossipEffect> out) {
        this.known = known;
        this.out = out;
    }

    Tree tree(Bytes32 community) {
        return trees.get(community);
    }

    int missing() {
        return missing.size();
    }

    void up(Bytes32 community, Bytes32 node) {
        trees.computeIfAbsent(community, key -> new Tree()).up(node);
    }

    void down(Bytes32 community, Bytes32 node) {
        Tree tree = trees.get(community);
        if (tree != null) {
            tree.down(node);
            if (tree.eager.isEmpty() && tree.lazy.isEmpty()) {
                trees.remove(community);
            }
        }
    }

    void came(GossipEvent.Came came) {
        int hops = Math.min(Math.max(0, came.hops()), GossipLimits.HOPS);
        Way way = new Way(came.from(), hops);
        Tree tree = trees.get(came.community());
        Missing.Offer shorter = null;
        for (Bytes32 id : came.ids()) {
            ways.put(id, way);
            Missing.Wanted wanted = missing.take(id);
            if (wanted != null && shorter == null) {
                shorter = shorter(wanted, way);
            }
        }
        if (tree == null) {
            return;
        }
        if (came.from() != null && hops > 0) {
            tree.graft(came.from());
        }
        int next = way.next();
        for (Bytes32 node : tree.eager) {
            if (!node.equals(came.from())) {
                out.accept(new GossipEffect.Push(came.community(), node, next, came.ids()));
            }
        }
        for (Bytes32 node : tree.lazy) {
            if (!node.equals(came.from())) {
                out.accept(new GossipEffect.Announce(came.community(), node, next, came.ids()));
            }
        }
        if (shorter != null) {
            swap(came.community(), tree, came.from(), shorter.by());
        }
    }

    /** An announcer from whom it would have come over clearly fewer nodes. */
    private static Missing.Offer shorter(Missing.Wanted wanted, Way way) {
        for (Missing.Offer each : wanted.offers) {
            if (isShorter(each.hops(), way) && !each.by().equals(way.by())) {
                return each;
            }
        }
        return null;
    }

    private static boolean isShorter(int hops, Way way) {
        return way.by() != null && hops > 0 && hops + GossipLimits.SHORTER_HOPS <= way.hops();
    }

    /** A copy counts only where the first came along the tree too, and by another. */
    void doubled(GossipEvent.Doubled doubled) {
        Tree tree = trees.get(doubled.community());
        if (tree == null || !tree.has(doubled.from())) {
            return;
        }
        for (Bytes32 id : doubled.ids()) {
            missing.take(id);
            Way way = ways.get(id);
            if (way != null && way.byTree() && !doubled.from().equals(way.by())) {
                tree.prune(doubled.from());
                out.accept(new GossipEffect.Prune(doubled.community(), doubled.from()));
                return;
            }
        }
    }

    void announced(GossipEvent.Announced announced, long now) {
        Tree tree = trees.get(announced.community());
        if (tree == null || !tree.has(announced.from())) {
            return;
        }
        int hops = Math.min(Math.max(0, announced.hops()), GossipLimits.HOPS);
        boolean swapped = false;
        for (Bytes32 id : announced
                .ids()
                .subList(0, Math.min(GossipLimits.IDS, announced.ids().size()))) {
            if (!known.test(id)) {
                Missing.Offer offer = new Missing.Offer(announced.from(), hops);
                missing.add(announced.community(), id, offer, now + GossipLimits.PATIENCE_MILLIS);
            } else if (!swapped) {
                Way way = ways.get(id);
                swapped = way != null
                        && isShorter(hops, way)
                        && swap(announced.community(), tree, way.by(), announced.from());
                if (swapped) {
                    ways.put(id, new Way(announced.from(), hops));
                }
            }
        }
        lookLater(now);
    }

    /** Lets another neighbour push in place of the one who does. */
    private boolean swap(Bytes32 community, Tree tree, Bytes32 before, Bytes32 after) {
        boolean swapped = tree.eager.contains(before) && tree.lazy.contains(after);
        if (swapped) {
            tree.graft(after);
            out.accept(new GossipEffect.Graft(community, after, List.of()));
            tree.prune(before);
            out.accept(new GossipEffect.Prune(community, before));
        }
        return swapped;
    }

    /** From now on they are pushed to, beginning with what they ask for and is here. */
    void grafted(GossipEvent.Grafted grafted) {
        Tree tree = trees.get(grafted.community());
        if (tree == null || !tree.has(grafted.from())) {
            return;
        }
        tree.graft(grafted.from());
        SortedMap<Integer, List<Bytes32>> byHops = new TreeMap<>();
        grafted.ids().stream().limit(GossipLimits.IDS).filter(known).forEach(id -> {
            Way way = ways.get(id);
            byHops.computeIfAbsent(way == null ? 0 : way.next(), hops -> new ArrayList<>())
                    .add(id);
        });
        byHops.forEach(
                (hops, ids) -> out.accept(new GossipEffect.Push(grafted.community(), grafted.from(), hops, ids)));
    }

    void pruned(Bytes32 community, Bytes32 from) {
        Tree tree = trees.get(community);
        if (tree != null) {
            tree.prune(from);
        }
    }

    private void lookLater(long now) {
        if (!looking && !missing.isEmpty()) {
            looking = true;
            out.accept(new GossipEffect.Look(now + GossipLimits.LOOK_MILLIS));
        }
    }

    /** Asks for what was announced and did not come; who did not bring it either is blamed once all were asked. */
    void look(long now) {
        looking = false;
        SortedMap<Bytes32, SortedMap<Bytes32, List<Bytes32>>> asks = new TreeMap<>();
        SortedMap<Bytes32, Integer> blamed = new TreeMap<>();
        Iterator<Map.Entry<Bytes32, Missing.Wanted>> each =
                missing.all().entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Bytes32, Missing.Wanted> entry = each.next();
            Missing.Wanted wanted = entry.getValue();
            if (wanted.due > now) {
                continue;
            }
            Missing.Offer offer = next(wanted);
            if (known.test(entry.getKey()) || offer == null) {
                if (!known.test(entry.getKey())) {
                    wanted.tried.forEach(node -> blamed.merge(node, 1, Integer::sum));
                }
                missing.release(wanted);
                each.remove();
            } else {
                wanted.tried.add(offer.by());
                wanted.due = now + GossipLimits.PATIENCE_MILLIS;
                asks.computeIfAbsent(wanted.community, key -> new TreeMap<>())
                        .computeIfAbsent(offer.by(), key -> new ArrayList<>())
                        .add(entry.getKey());
            }
        }
        asks.forEach((community, nodes) -> nodes.forEach((node, ids) -> ask(community, node, ids)));
        blamed.forEach((node, count) -> out.accept(new GossipEffect.Blame(node, count)));
        lookLater(now);
    }

    /** The nearest announcer that was not asked and is a neighbour still. */
    private Missing.Offer next(Missing.Wanted wanted) {
        Tree tree = trees.get(wanted.community);
        Missing.Offer best = wanted.best();
        while (best != null && (tree == null || !tree.has(best.by()))) {
            wanted.tried.add(best.by());
            best = wanted.best();
        }
        return best;
    }

    private void ask(Bytes32 community, Bytes32 node, List<Bytes32> ids) {
        trees.get(community).graft(node);
        for (int first = 0; first < ids.size(); first += GossipLimits.IDS) {
            List<Bytes32> some = ids.subList(first, Math.min(ids.size(), first + GossipLimits.IDS));
            out.accept(new GossipEffect.Graft(community, node, List.copyOf(some)));
        }
    }
}
