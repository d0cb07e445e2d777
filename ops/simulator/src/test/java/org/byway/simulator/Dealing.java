package org.byway.simulator;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.letter.Addressees;
import org.byway.protocol.seal.SignedRecord;

/**
 * Ann and Bob do business, each at a host of their own: they say in deals, tabs, terms and payment signals whatever comes to their minds,
 * often both at once, with clocks that differ, and programs and hosts that stop.
 */
final class Dealing {
    private static final int TURNS = 24;
    private static final int MOST_TURNS = 100;
    private static final int MOST_ACTS = 5;
    private static final long MINUTE = 60_000;
    /** Longer than what is set aside for a while. */
    private static final long LONG_MILLIS = 60 * MINUTE;

    /** So two differ by less than what the protocol allows for. */
    private static final long MOST_SKEW_MILLIS = 400_000;

    private final Cluster cluster;
    private final Dice dice;
    private final Diary diary = new Diary();
    private final Dealer ann;
    private final Dealer bob;
    private final Map<Dealer, Account> accounts = new HashMap<>();

    /** Somebody, and what she does. */
    private record Dealer(Person person, Trader trader) {}

    /** What else happens before a turn. */
    interface Event {
        void before(Dealing dealing, int turn) throws IOException;
    }

    private Dealing(Cluster cluster) throws IOException {
        this.cluster = cluster;
        this.dice = new Dice(cluster.seed(), "dealing");
        List<Host> boxes = List.of(cluster.host(0), cluster.host(1));
        ann = dealer("Ann", cluster.host(0), boxes);
        bob = dealer("Bob", cluster.host(1), boxes);
    }

    private Dealer dealer(String name, Host home, List<Host> boxes) throws IOException {
        Person person = new Person(cluster, name, home, boxes);
        Dice dice = new Dice(cluster.seed(), "trader " + name);
        return new Dealer(person, new Trader(name, new LetterCounter(person), Courses.RIGHT, dice));
    }

    /** A whole course of business under the faults of that scenario; how many steps were said. */
    static int run(String faults, long seed, Event event) throws IOException {
        Shape pair = new Shape("pair", 2, List.of(new Shape.Edge(0, 1, 3)));
        Scenario drawn = Scenario.named(faults);
        Scenario scenario = new Scenario("dealing", dice -> pair, drawn.faults(), 0, drawn.settleMinutes());
        try (Cluster cluster = new Cluster(scenario, seed, MemoryDisk.maker(), new Trace(null))) {
            Dealing dealing = new Dealing(cluster);
            dealing.meet();
            dealing.trade(event);
            dealing.end();
            return dealing.ann.trader().said() + dealing.bob.trader().said();
        }
    }

    Person ann() {
        return ann.person();
    }

    Person bob() {
        return bob.person();
    }

    private void meet() throws IOException {
        cluster.start();
        cluster.run(MINUTE);
        SignedRecord cast = ann().says(Wanted.INTENTS, "a loaf", null);
        ann().posts();
        SignedRecord found = null;
        for (int tries = 0; found == null; tries++) {
            if (tries == MOST_TURNS) {
                throw new Violation("the intent has not come to Bob's node");
            }
            cluster.run(10_000);
            found = bob().reads(cast.id());
        }
        // As often as it takes: the program may stop before it has written.
        for (int tries = 0; ann().ties().isEmpty() && tries < MOST_TURNS; tries++) {
            bob().begins(Addressees.of(found).orThrow(), "I bake");
            visit(bob, 0, true);
            cluster.run(MINUTE);
            visit(ann, 0, true);
        }
        ann().writes("Good");
        until(() -> Diary.lacking(bob(), ann()));
    }

    private void trade(Event event) throws IOException {
        long end = cluster.schedule().now() + TURNS * MINUTE / 2;
        new Mischief(cluster, end).begin();
        for (int turn = 0; turn < TURNS; turn++) {
            event.before(this, turn);
            if (dice.chance(0.2)) {
                dice.among(List.of(ann, bob)).person().setClock(dice.between(-MOST_SKEW_MILLIS, MOST_SKEW_MILLIS));
            }
            boolean first = dice.chance(0.5);
            visit(first ? ann : bob, dice.among(MOST_ACTS), dice.chance(0.5));
            visit(first ? bob : ann, dice.among(MOST_ACTS), dice.chance(0.7));
            cluster.run(dice.pause(20_000));
        }
        cluster.run(Math.max(0, end - cluster.schedule().now()));
    }

    /** Somebody says some things; without a round before, not knowing what the other has said meanwhile. */
    private void visit(Dealer one, int acts, boolean fetches) throws IOException {
        Person person = one.person();
        person.arrives();
        if (fetches) {
            person.round();
            looked(one);
            person.tends();
        }
        for (int i = 0; i < acts; i++) {
            person.does(one.trader()::acts);
            looked(one);
            if (dice.chance(0.3)) {
                person.round();
            }
        }
        person.looks();
        person.round();
        looked(one);
    }

    private void looked(Dealer one) {
        diary.read(one.person(), one.equals(ann) ? bob() : ann());
        Account now = one.trader().account();
        Account before = accounts.put(one, now);
        if (before != null) {
            now.goesOnFrom(before);
        }
    }

    /** No more faults: all that was said comes, and both find the same of it. */
    private void end() throws IOException {
        cluster.calm();
        until(() -> Diary.unread(bob(), ann()));
        for (Dealer each : List.of(ann, bob)) {
            each.person().setClock(LONG_MILLIS);
            each.trader().takesBack();
            looked(each);
            each.person().round();
        }
        until(() -> Diary.unread(bob(), ann()));
        ann.trader().account().hasNothingAside(ann().now());
        Account anns = ann.trader().account();
        Account bobs = bob.trader().account();
        anns.agreesWith(bobs);
        accounts.values().forEach(before -> {
            anns.goesOnFrom(before);
            bobs.goesOnFrom(before);
        });
    }

    private void until(Supplier<String> amiss) throws IOException {
        String what = amiss.get();
        for (int turn = 0; what != null; turn++) {
            if (turn == MOST_TURNS) {
                throw new Violation(what);
            }
            cluster.run(MINUTE);
            visit(turn % 2 == 0 ? bob : ann, 0, true);
            what = amiss.get();
        }
    }
}
