package org.byway.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.byway.protocol.record.Bytes32;

/**
 * Thousands of nodes that carry one community, in virtual time: the same views and trees as nodes have, without records,
 * signatures and disks. It tells by how many copies and over how many nodes what one of them posts comes to all, and what
 * becomes of that when many fail at once.
 */
public final class Overlay {
    static final Bytes32 COMMUNITY = new Bytes32(7, 7, 7, 7);

    private static final long SECOND = 1_000;
    private static final long SETTLE_MILLIS = 120 * SECOND;
    private static final long MEND_MILLIS = 60 * SECOND;
    private static final long JOIN_GAP_MILLIS = 5;
    private static final long POST_GAP_MILLIS = 500;
    private static final long SPREAD_MILLIS = 20 * SECOND;
    private static final long LEAST_LATENCY = 5;
    private static final long LATENCIES = 45;
    private static final long NOTICED_MILLIS = SECOND;
    private static final int WARM_UP = 10;

    /**
     * What is simulated.
     *
     * @param records posted for each figure
     */
    public record Plan(int nodes, int records, long seed) {
        public Plan {
            if (nodes < 2 || nodes > 100_000 || records < 1 || records > 10_000) {
                throw new IllegalArgumentException(
                        "an overlay has 2 to 100000 nodes, and 1 to 10000 records are posted");
            }
        }
    }

    /**
     * How some records came to all.
     *
     * @param redundancy copies beyond the first, of a record and a node
     * @param announced ids that were announced, of a record and a node
     * @param lastHop over how many sessions a record came to the node that it took most to come to
     * @param lastMillis the longest that it took
     * @param missed of records and live nodes, how many did not come together
     */
    public record Figures(
            String when,
            int nodes,
            int records,
            double redundancy,
            double announced,
            int lastHop,
            long lastMillis,
            long missed) {}

    private final Plan plan;
    private final Dice dice;
    private final Schedule schedule = new Schedule(0);
    private final List<OverlayNode> nodes = new ArrayList<>();
    private final Map<Bytes32, Long> postedAt = new HashMap<>();
    private int posts;
    private long copies;
    private long ids;
    private int lastHop;
    private long lastMillis;

    public Overlay(Plan plan) {
        this.plan = plan;
        dice = new Dice(plan.seed(), "overlay");
        for (int number = 0; number < plan.nodes(); number++) {
            nodes.add(new OverlayNode(this, number, new Dice(plan.seed(), "node " + number)));
        }
    }

    /** Lets all come together, then a part fail, come back, and a larger part fail; tells of each as it is found. */
    public void run(Consumer<Figures> found) {
        for (int number = 0; number < nodes.size(); number++) {
            nodes.get(number)
                    .start(number == 0 ? null : nodes.get(dice.among(number)).key());
            pass(JOIN_GAP_MILLIS);
        }
        pass(SETTLE_MILLIS);
        spread("", WARM_UP);
        found.accept(spread("all", plan.records()));
        for (int percent : List.of(30, 80)) {
            List<OverlayNode> failed = fail(percent);
            found.accept(spread("while " + percent + " % fail", plan.records()));
            pass(MEND_MILLIS);
            spread("", WARM_UP);
            found.accept(spread("after " + percent + " % failed", plan.records()));
            failed.forEach(this::enterAgain);
            pass(SETTLE_MILLIS);
        }
    }

    private void pass(long millis) {
        schedule.run(schedule.now() + millis);
    }

    /** The first node, which posts, stays: else there is nothing to be spread. */
    private List<OverlayNode> fail(int percent) {
        List<OverlayNode> left = new ArrayList<>(nodes.subList(1, nodes.size()));
        List<OverlayNode> failed = new ArrayList<>();
        while (failed.size() < nodes.size() * percent / 100) {
            failed.add(left.remove(dice.among(left.size())));
        }
        List<List<Bytes32>> neighbours =
                failed.stream().map(node -> node.gossip().active(COMMUNITY)).toList();
        failed.forEach(OverlayNode::fail);
        for (int i = 0; i < failed.size(); i++) {
            Bytes32 gone = failed.get(i).key();
            neighbours
                    .get(i)
                    .forEach(each -> schedule.after(dice.nextLong(NOTICED_MILLIS), () -> at(each).failed(gone)));
        }
        return failed;
    }

    private Figures spread(String when, int count) {
        copies = 0;
        ids = 0;
        lastHop = 0;
        lastMillis = 0;
        List<Bytes32> posted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Bytes32 id = new Bytes32(1, 0, 0, ++posts);
            posted.add(id);
            postedAt.put(id, schedule.now());
            nodes.get(0).post(id);
            pass(POST_GAP_MILLIS);
        }
        pass(SPREAD_MILLIS);
        List<OverlayNode> live = nodes.stream().filter(OverlayNode::isUp).toList();
        long missed = posted.stream()
                .mapToLong(id -> live.stream().filter(node -> !node.holds(id)).count())
                .sum();
        double all = (double) count * (live.size() - 1);
        return new Figures(when, live.size(), count, copies / all, ids / all, lastHop, lastMillis, missed);
    }

    Schedule schedule() {
        return schedule;
    }

    private OverlayNode at(Bytes32 key) {
        return nodes.get((int) key.d());
    }

    /** Two nodes are always as far from each other, so that what one says comes in order. */
    private long latency(Bytes32 from, Bytes32 to) {
        long pair = Math.min(from.d(), to.d()) * nodes.size() + Math.max(from.d(), to.d());
        return LEAST_LATENCY + Math.floorMod(Dice.mix(plan.seed() * 31 + pair), LATENCIES);
    }

    /** Whoever sends to a node that has failed learns of it. */
    void send(OverlayNode from, Bytes32 to, OverlayNode.Parcel parcel) {
        long latency = latency(from.key(), to);
        schedule.after(latency, () -> {
            if (at(to).isUp()) {
                at(to).receive(from.key(), parcel);
            } else {
                schedule.after(latency, () -> from.failed(to));
            }
        });
    }

    /** By somebody who is up, drawn. */
    void enterAgain(OverlayNode node) {
        schedule.after(SECOND + dice.nextLong(SECOND), () -> {
            OverlayNode contact = nodes.get(dice.among(nodes.size()));
            if (contact == node || !contact.isUp()) {
                enterAgain(node);
            } else if (node.isUp()) {
                node.enter(contact.key());
            } else {
                node.start(contact.key());
            }
        });
    }

    void arrived(Bytes32 id, int hops) {
        lastHop = Math.max(lastHop, hops);
        lastMillis = Math.max(lastMillis, schedule.now() - postedAt.get(id));
    }

    void doubled() {
        copies++;
    }

    void announced(int count) {
        ids += count;
    }
}
