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
    }

    private final Predicate<Bytes32> known;
    private final Consumer<GossipEffect> out;
    private final SortedMap<Bytes32, Tree> trees = new TreeMap<>();
    private final Missing missing = new Missing();
    private final Promises promises = new Promises();
    private final Map<Bytes32, Way> ways = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, Way> eldest) {
            return size() > GossipLimits.REMEMBERED;
        }
    };
    /** Time is counted in looks, since clocks jump. */
    private long looks;

    private boolean looking;

    Broadcast(Predicate<Bytes32> known, Consumer<GossipEffect> out) {
        this.known = known;
        this.out = out;
    }

    Tree tree(Bytes32 community) {
        return trees.get(community);
    }

    boolean isOwed(Bytes32 node) {
        return promises.isOwed(node);
    }

    void brought(Bytes32 from, List<Bytes32> ids) {
        promises.brought(from, ids);
    }

    int missing() {
        return missing.size();
    }

    void up(Bytes32 community, Bytes32 node) {
        trees.computeIfAbsent(community, key -> new Tree()).up(node);
    }

    void down(Bytes32 community, Bytes32 node) {
        promises.gone(node);
        Tree tree = trees.get(community);
        if (tree != null) {
            tree.down(node);
            if (tree.eager.isEmpty() && tree.lazy.isEmpty()) {
                trees.remove(community);
            }
        }
    }

    void came(GossipEvent.Came came) {
        Way way = new Way(came.from(), came.hops());
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
        if (came.from() != null && came.byTree()) {
            tree.graft(came.from());
        }
        tell(tree, came);
        if (shorter != null) {
            swap(came.community(), tree, came.from(), shorter.by());
        }
    }

    /** What repair brought the others have, or will find as this node did: they are told of it only. */
    private void tell(Tree tree, GossipEvent.Came came) {
        int next = came.next();
        for (Bytes32 node : tree.eager) {
            if (!node.equals(came.from())) {
                out.accept(
                        came.byTree()
                                ? new GossipEffect.Push(came.community(), node, next, came.ids())
                                : new GossipEffect.Announce(came.community(), node, next, came.ids()));
            }
        }
        for (Bytes32 node : tree.lazy) {
            if (!node.equals(came.from())) {
                out.accept(new GossipEffect.Announce(came.community(), node, next, came.ids()));
            }
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
        Missing.Offer offer = new Missing.Offer(announced.from(), hops);
        long due = looks + (hops == 0 ? 0 : GossipLimits.PATIENCE_LOOKS);
        boolean room = true;
        boolean swapped = false;
        for (Bytes32 id : first(announced.ids())) {
            if (!known.test(id)) {
                room &= missing.add(announced.community(), id, offer, due, promises::isKept);
            } else if (!swapped) {
                swapped = nearer(announced.community(), tree, id, offer);
            }
        }
        if (!room) {
            out.accept(new GossipEffect.Behind(announced.community(), announced.from()));
        }
        lookLater(now);
    }

    private static List<Bytes32> first(List<Bytes32> ids) {
        return ids.subList(0, Math.min(GossipLimits.IDS, ids.size()));
    }

    /** Whether an announcer takes the place of who brought a record over clearly more nodes. */
    private boolean nearer(Bytes32 community, Tree tree, Bytes32 id, Missing.Offer offer) {
        Way way = ways.get(id);
        boolean nearer = way != null && isShorter(offer.hops(), way) && swap(community, tree, way.by(), offer.by());
        if (nearer) {
            ways.put(id, new Way(offer.by(), offer.hops()));
        }
        return nearer;
    }

    /** Lets another neighbour push in place of the one who does. */
    private boolean swap(Bytes32 community, Tree tree, Bytes32 before, Bytes32 after) {
        boolean swapped = tree.eager.contains(before) && tree.lazy.contains(after) && promises.isKept(after);
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
        first(grafted.ids()).stream().filter(known).forEach(id -> {
            Way way = ways.get(id);
            int hops = way != null && way.byTree() ? Math.min(way.hops() + 1, GossipLimits.HOPS) : 0;
            byHops.computeIfAbsent(hops, key -> new ArrayList<>()).add(id);
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

    /** They were brought and do not enter here: nobody else is asked for them. */
    void refused(List<Bytes32> ids) {
        ids.forEach(missing::take);
    }

    /** Asks for what was announced and did not come; who did not bring it either is blamed once all were asked. */
    void look(long now) {
        looking = false;
        looks++;
        Asking asking = new Asking();
        int looked = 0;
        Iterator<Map.Entry<Bytes32, Missing.Wanted>> each =
                missing.all().entrySet().iterator();
        while (each.hasNext() && looked < GossipLimits.LOOKED_AT) {
            Map.Entry<Bytes32, Missing.Wanted> entry = each.next();
            Missing.Wanted wanted = entry.getValue();
            if (wanted.due <= looks) {
                looked++;
                if (known.test(entry.getKey()) || !asking.ask(entry.getKey(), wanted)) {
                    missing.release(wanted);
                    each.remove();
                }
            }
        }
        asking.say();
        promises.broken(looks).forEach(node -> out.accept(new GossipEffect.Unkept(node)));
        lookLater(now);
    }

    /** The nearest announcer that was not asked and is a neighbour still. */
    private Missing.Offer next(Missing.Wanted wanted) {
        Tree tree = trees.get(wanted.community);
        for (Missing.Offer best = wanted.best(promises::isKept); best != null; best = wanted.best(promises::isKept)) {
            wanted.tried.add(best.by());
            if (tree != null && tree.has(best.by())) {
                wanted.asked.add(best.by());
                return best;
            }
        }
        return null;
    }

    /** What one look asks of whom. */
    private final class Asking {
        private record To(Bytes32 community, Bytes32 node, boolean graft) implements Comparable<To> {
            @Override
            public int compareTo(To other) {
                int order = community.compareTo(other.community);
                order = order == 0 ? node.compareTo(other.node) : order;
                return order == 0 ? Boolean.compare(graft, other.graft) : order;
            }
        }

        private final SortedMap<To, List<Bytes32>> asks = new TreeMap<>();
        private final SortedMap<Bytes32, Integer> blamed = new TreeMap<>();

        /** Whether there is somebody left to be asked. */
        boolean ask(Bytes32 id, Missing.Wanted wanted) {
            Missing.Offer offer = next(wanted);
            if (offer == null) {
                wanted.asked.forEach(node -> blamed.merge(node, 1, Integer::sum));
                return false;
            }
            wanted.due = looks + GossipLimits.PATIENCE_LOOKS;
            asks.computeIfAbsent(new To(wanted.community, offer.by(), offer.hops() > 0), to -> new ArrayList<>())
                    .add(id);
            return true;
        }

        /** What no tree was to bring says nothing of the tree. */
        void say() {
            asks.forEach((to, ids) -> {
                promises.asked(to.node(), ids, looks);
                if (to.graft()) {
                    trees.get(to.community()).graft(to.node());
                    out.accept(new GossipEffect.Graft(to.community(), to.node(), List.copyOf(ids)));
                } else {
                    out.accept(new GossipEffect.Want(to.community(), to.node(), List.copyOf(ids)));
                }
            });
            blamed.forEach((node, count) -> out.accept(new GossipEffect.Blame(node, count)));
        }
    }
}
