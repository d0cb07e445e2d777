package org.byway.protocol.step;

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
import org.byway.protocol.wire.DealStep;

/**
 * What a set of steps leads to. They form a tree; at each fork one branch counts: that on which both sides have built, else the one
 * whose step goes before the other by its kind, else the one of the lower digest. What other branches say of how far things have come
 * counts behind it where it still applies. Never changes.
 */
public final class StepTree<S> {
    private static final int BOTH = 3;

    private final List<Step> path = new ArrayList<>();
    private final List<Step> beside = new ArrayList<>();
    private final SortedMap<Bytes32, Refusal> refused = new TreeMap<>();
    private final SortedMap<Bytes32, Step> waiting = new TreeMap<>();
    private final Course<S> course;
    private S state;

    /** A step that applies where it stands. */
    private static final class Node<S> {
        final Step step;
        final S before;
        final S after;
        final List<Node<S>> children = new ArrayList<>();
        int sides;
        int precedence;

        Node(Step step, S before, S after, int precedence) {
            this.step = step;
            this.precedence = precedence;
            this.before = before;
            this.after = after;
            this.sides = step.author().compareTo(step.to()) < 0 ? 1 : 2;
        }
    }

    private StepTree(Course<S> course) {
        this.course = course;
        this.state = course.unopened();
    }

    /** Takes the steps of one thing, in the order in which they came; which one that is matters to bounds alone. */
    public static <S> StepTree<S> of(Course<S> course, Collection<Step> steps) {
        StepTree<S> tree = new StepTree<>(course);
        List<Node<S>> roots = tree.grown(new Bounds(course.mostSteps(), tree.refused).kept(steps));
        tree.walk(roots);
        return tree;
    }

    /** Makes the tree of all that applies where it stands, and notes what does not. */
    private List<Node<S>> grown(SortedMap<Bytes32, List<Step>> behind) {
        List<Node<S>> roots = new ArrayList<>();
        for (Step first : behind.getOrDefault(Bytes32.ZERO, List.of())) {
            grow(null, course.unopened(), first, roots);
        }
        behind.remove(Bytes32.ZERO);
        List<Node<S>> all = new ArrayList<>(roots);
        for (int next = 0; next < all.size(); next++) {
            Node<S> node = all.get(next);
            List<Step> children = behind.remove(node.step.digest());
            for (Step child : children == null ? List.<Step>of() : children) {
                grow(node.step, node.after, child, node.children);
            }
            all.addAll(node.children);
        }
        // What stands behind a step that was refused is as if it had not come: it waits for ever.
        behind.values().forEach(steps -> steps.forEach(step -> waiting.put(step.digest(), step)));
        Collections.reverse(all);
        for (Node<S> node : all) {
            node.children.forEach(child -> node.sides |= child.sides);
            if (course.leavesOpen(node.step)) {
                node.children.forEach(child -> node.precedence = Math.min(node.precedence, child.precedence));
            }
            node.children.sort(precedence());
        }
        roots.sort(precedence());
        return roots;
    }

    private void grow(Step parent, S before, Step step, List<Node<S>> into) {
        if (parent != null && step.at() <= parent.at()) {
            refused.put(step.digest(), new Refusal(Reason.BAD_TIME, "it is not later than the step before it"));
            return;
        }
        switch (course.next(before, step)) {
            case Checked.Ok<S>(S after) -> into.add(new Node<>(step, before, after, course.precedence(step)));
            case Checked.Refused<S>(Refusal why) -> refused.put(step.digest(), why);
        }
    }

    private void walk(List<Node<S>> roots) {
        List<Node<S>> left = new ArrayList<>();
        List<Node<S>> level = roots;
        while (!level.isEmpty()) {
            Node<S> best = level.get(0);
            path.add(best.step);
            state = best.after;
            left.addAll(0, level.subList(1, level.size()));
            level = best.children;
        }
        while (!left.isEmpty()) {
            Node<S> node = left.remove(0);
            left.addAll(0, node.children);
            beside(node);
        }
    }

    /** Takes in what another branch says of how far something has come, where it is about the same. */
    private void beside(Node<S> node) {
        boolean moves = course.beside(node.before, state, node.step);
        if (moves && course.next(state, node.step) instanceof Checked.Ok<S>(S after)) {
            state = after;
            beside.add(node.step);
        } else {
            refused.put(node.step.digest(), new Refusal(Reason.STALE, "another step counts in its place"));
        }
    }

    /** Of two that stand behind the same step, the one that counts comes first. */
    private static <S> Comparator<Node<S>> precedence() {
        return Comparator.<Node<S>>comparingInt(node -> node.sides == BOTH ? 0 : 1)
                .thenComparingInt(node -> node.precedence)
                .thenComparing(node -> node.step.digest());
    }

    /** How it stands. */
    public S state() {
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

    /** All that counts: the path, then what counts beside it. */
    public List<Step> counted() {
        List<Step> all = new ArrayList<>(path);
        all.addAll(beside);
        return all;
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
        Parties parties = course.parties(state);
        return DealStep.newBuilder()
                .setDeal(parties.deal())
                .setAfter(Step.bytes(place.digest()))
                .setAt(Math.max(now, place.at() + 1))
                .setAuthor(Step.bytes(author))
                .setTo(Step.bytes(parties.opener().equals(author) ? parties.other() : parties.opener()));
    }

    public ByteString id() {
        return course.parties(state).deal();
    }
}
