package org.byway.protocol.deal;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.DealStep;

/**
 * What a set of steps leads to. They form a tree; at each fork one branch counts: that on which both sides have built, else the one
 * whose step goes before the other by its kind, else the one of the lower digest. What other branches say of how far things have come
 * counts behind it where it still applies. Never changes.
 */
public final class Deal {
    private static final int BOTH = 3;

    private final List<Step> path = new ArrayList<>();
    private final List<Step> beside = new ArrayList<>();
    private final SortedMap<Bytes32, Refusal> refused = new TreeMap<>();
    private final SortedMap<Bytes32, Step> waiting = new TreeMap<>();
    private DealState state = new DealState.Unopened();

    /** A step that applies where it stands. */
    private static final class Node {
        final Step step;
        final DealState before;
        final DealState after;
        final List<Node> children = new ArrayList<>();
        int sides;

        Node(Step step, DealState before, DealState after) {
            this.step = step;
            this.before = before;
            this.after = after;
            this.sides = step.author().compareTo(step.to()) < 0 ? 1 : 2;
        }
    }

    /** Of two that stand behind the same step, the one that counts comes first. */
    private static final Comparator<Node> PRECEDENCE = Comparator.<Node>comparingInt(node -> node.sides == BOTH ? 0 : 1)
            .thenComparingInt(node -> Precedence.of(node.step.said().getWhatCase()))
            .thenComparing(node -> node.step.digest());

    private Deal() {}

    /** Takes the steps of one deal, in the order in which they came; which one that is matters to bounds alone. */
    public static Deal of(Collection<Step> steps) {
        Deal deal = new Deal();
        List<Node> roots = deal.grown(new Bounds(deal.refused).kept(steps));
        deal.walk(roots);
        return deal;
    }

    /** Makes the tree of all that applies where it stands, and notes what does not. */
    private List<Node> grown(SortedMap<Bytes32, List<Step>> behind) {
        List<Node> roots = new ArrayList<>();
        for (Step first : behind.getOrDefault(Bytes32.ZERO, List.of())) {
            grow(null, new DealState.Unopened(), first, roots);
        }
        behind.remove(Bytes32.ZERO);
        List<Node> all = new ArrayList<>(roots);
        for (int next = 0; next < all.size(); next++) {
            Node node = all.get(next);
            List<Step> children = behind.remove(node.step.digest());
            for (Step child : children == null ? List.<Step>of() : children) {
                grow(node.step, node.after, child, node.children);
            }
            all.addAll(node.children);
        }
        // What stands behind a step that was refused is as if it had not come: it waits for ever.
        behind.values().forEach(steps -> steps.forEach(step -> waiting.put(step.digest(), step)));
        Collections.reverse(all);
        for (Node node : all) {
            node.children.forEach(child -> node.sides |= child.sides);
            node.children.sort(PRECEDENCE);
        }
        roots.sort(PRECEDENCE);
        return roots;
    }

    private void grow(Step parent, DealState before, Step step, List<Node> into) {
        if (parent != null && step.at() <= parent.at()) {
            refused.put(step.digest(), new Refusal(Reason.BAD_TIME, "it is not later than the step before it"));
            return;
        }
        switch (Lifecycle.next(before, step)) {
            case Checked.Ok<DealState>(DealState after) -> into.add(new Node(step, before, after));
            case Checked.Refused<DealState>(Refusal why) -> refused.put(step.digest(), why);
        }
    }

    private void walk(List<Node> roots) {
        List<Node> left = new ArrayList<>();
        List<Node> level = roots;
        while (!level.isEmpty()) {
            Node best = level.get(0);
            path.add(best.step);
            state = best.after;
            left.addAll(0, level.subList(1, level.size()));
            level = best.children;
        }
        while (!left.isEmpty()) {
            Node node = left.remove(0);
            left.addAll(0, node.children);
            beside(node);
        }
    }

    /** Takes in what another branch says of how far something has come, where it is about the same. */
    private void beside(Node node) {
        int place = Fulfilment.place(node.step.said());
        boolean moves = switch (node.step.said().getWhatCase()) {
            case PROGRESS, CONFIRM, FORGIVE -> same(node.before.agreed(), state.agreed(), place);
            default -> false;
        };
        if (moves && Lifecycle.next(state, node.step) instanceof Checked.Ok<DealState>(DealState after)) {
            state = after;
            beside.add(node.step);
        } else {
            refused.put(node.step.digest(), new Refusal(Reason.STALE, "another step counts in its place"));
        }
    }

    private static boolean same(Work there, Work here, int place) {
        if (there == null || here == null || !there.agreement().equals(here.agreement())) {
            return false;
        }
        Commitment what = here.at(place) == null ? null : here.at(place).what();
        return there.at(place).what().equals(what);
    }

    /** How it stands. */
    public DealState state() {
        return state;
    }

    /** The steps that lead there, the first one first. */
    public List<Step> path() {
        return List.copyOf(path);
    }

    /** What counts beside the path: how far things have come. */
    public List<Step> beside() {
        return List.copyOf(beside);
    }

    /** What does not count, by digests, and why. */
    public SortedMap<Bytes32, Refusal> refused() {
        return Collections.unmodifiableSortedMap(refused);
    }

    /** Steps behind one that has not come, or that was refused. */
    public int waiting() {
        return waiting.size();
    }

    /** Where the next step may stand, the best place first. */
    public List<Step> places() {
        List<Step> places = new ArrayList<>();
        if (!path.isEmpty()) {
            places.add(path.get(path.size() - 1));
        }
        for (int i = beside.size() - 1; i >= 0; i--) {
            places.add(beside.get(i));
        }
        return places;
    }

    /** A step behind that one, for its author to say what; its time is now, but later than that one's. */
    public DealStep.Builder behind(Step place, Bytes32 author, long now) {
        Parties parties = state.parties();
        return DealStep.newBuilder()
                .setDeal(parties.deal())
                .setAfter(Step.bytes(place.digest()))
                .setAt(Math.max(now, place.at() + 1))
                .setAuthor(Step.bytes(author))
                .setTo(Step.bytes(parties.opener().equals(author) ? parties.other() : parties.opener()));
    }

    public ByteString id() {
        return state.parties().deal();
    }
}
