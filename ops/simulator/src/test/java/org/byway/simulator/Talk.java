package org.byway.simulator;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.letter.Addressees;
import org.byway.protocol.seal.SignedRecord;

/**
 * Ann wants something, Bob has it. They live in two communities of a ring of four, their letters wait in the two others, and each is there
 * only while the other is not.
 */
final class Talk {
    static final int TURNS = 20;
    private static final int MOST_TURNS = 100;
    private static final long MINUTE = 60_000;

    private final Cluster cluster;
    private final Dice dice;
    private final Diary diary = new Diary();
    private final Person ann;
    private final Person bob;

    /** What else happens before a turn. */
    interface Event {
        void before(Talk talk, int turn) throws IOException;
    }

    private Talk(Cluster cluster) throws IOException {
        this.cluster = cluster;
        this.dice = new Dice(cluster.seed(), "talk");
        List<Host> boxes = List.of(cluster.host(1), cluster.host(2));
        ann = new Person(cluster, "Ann", cluster.host(0), boxes);
        bob = new Person(cluster, "Bob", cluster.host(3), boxes);
    }

    /** A whole talk under the faults of that scenario; how many letters were written. */
    static int run(String faults, long seed, Event event) throws IOException {
        Shape ring = new Shape(
                "ring",
                4,
                List.of(
                        new Shape.Edge(0, 1, 3),
                        new Shape.Edge(1, 3, 3),
                        new Shape.Edge(3, 2, 3),
                        new Shape.Edge(2, 0, 3)));
        Scenario drawn = Scenario.named(faults);
        Scenario scenario = new Scenario("talk", dice -> ring, drawn.faults(), 0, drawn.settleMinutes());
        try (Cluster cluster = new Cluster(scenario, seed, MemoryDisk.maker(), new Trace(null))) {
            Talk talk = new Talk(cluster);
            talk.meet();
            talk.speak(event);
            talk.end();
            return talk.diary.count();
        }
    }

    Cluster cluster() {
        return cluster;
    }

    Person ann() {
        return ann;
    }

    Person bob() {
        return bob;
    }

    /** Bob leaves a snapshot, again and again until some node has it. */
    void leaveSnapshot() throws IOException {
        while (bob.leavesSnapshot() == 0) {
            cluster.run(MINUTE);
        }
    }

    private void meet() throws IOException {
        cluster.start();
        cluster.run(MINUTE);
        SignedRecord cast = ann.says(Wanted.INTENTS, "a bicycle", null);
        ann.posts();
        SignedRecord found = null;
        for (int tries = 0; found == null; tries++) {
            if (tries == MOST_TURNS) {
                throw new Violation("the intent has not come to Bob's node");
            }
            cluster.run(10_000);
            found = bob.reads(cast.id());
        }
        bob.begins(Addressees.of(found).orThrow(), "I have one");
        diary.read(bob, ann);
    }

    private void speak(Event event) throws IOException {
        long end = cluster.schedule().now() + TURNS * MINUTE / 2;
        new Mischief(cluster, end).begin();
        for (int turn = 0; turn < TURNS; turn++) {
            event.before(this, turn);
            visit(turn % 2 == 0 ? bob : ann, turn % 2 == 0 ? ann : bob, dice.among(4));
            cluster.run(dice.pause(20_000));
        }
        cluster.run(Math.max(0, end - cluster.schedule().now()));
    }

    private void visit(Person one, Person other, int texts) throws IOException {
        one.arrives();
        one.round();
        for (int i = 0; i < texts; i++) {
            one.writes(one.name() + " says " + diary.count());
            diary.read(one, other);
            if (dice.chance(0.5)) {
                one.round();
            }
        }
        one.looks();
        one.round();
        diary.read(one, other);
    }

    /** No more faults: with a last word of both, which tells how many there were, all that was said comes and is known to be read. */
    private void end() throws IOException {
        cluster.calm();
        visit(bob, ann, 1);
        visit(ann, bob, 1);
        until(() -> Diary.unread(bob, ann));
    }

    private void until(Supplier<String> amiss) throws IOException {
        String what = amiss.get();
        for (int turn = 0; what != null; turn++) {
            if (turn == MOST_TURNS) {
                throw new Violation(what);
            }
            cluster.run(MINUTE);
            visit(turn % 2 == 0 ? bob : ann, turn % 2 == 0 ? ann : bob, 0);
            what = amiss.get();
        }
    }
}
