package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.step.Step;
import org.byway.protocol.tab.TabCourse;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.TabStep;
import org.junit.jupiter.api.Test;

/** Courses of business in which what both say crosses on the way, as in {@link DealingTest}, but with nothing in between, and so many more. */
class CrossingTest {
    private static final int SEEDS = 3;
    private static final int COURSES = 20;
    private static final int TURNS = 120;
    private static final long NOON = 1_795_000_000_000L;
    /** Longer than what is set aside for a while, and longer than what clocks may differ by. */
    private static final long LONG_MILLIS = 60 * 60_000;

    private static final long MOST_SKEW_MILLIS = 400_000;
    /** Within so many seeds a mistake is found. */
    private static final int PLANTED_SEEDS = 10;

    @Test
    void bothSidesFindTheSame() throws IOException {
        int steps = Seeds.each("deals", "crossing", SEEDS, seed -> run(seed, Courses.RIGHT, Courses.RIGHT));
        assertTrue(steps > SEEDS * COURSES, steps + " steps");
    }

    @Test
    void programsThatFindDifferentStepsToCountAreFoundOut() {
        Courses stubborn = tabs(new PlantedCourse<>(TabCourse.TAB) {
            @Override
            public int precedence(Step step) {
                return -super.precedence(step);
            }
        });
        String found = find(stubborn, Courses.RIGHT);
        assertTrue(found.contains("otherwise") || found.contains("no more"), found);
    }

    @Test
    void aSignatureThatGetsLostBehindALimitIsFoundOut() {
        Courses forgetful = tabs(new PlantedCourse<>(TabCourse.TAB) {
            @Override
            public boolean leavesOpen(Step step) {
                return false;
            }

            @Override
            public boolean beside(TabState there, TabState here, Step step) {
                return step.said().getTab().getWhatCase() != TabStep.WhatCase.COMPLETE
                        && super.beside(there, here, step);
            }
        });
        String found = find(forgetful, forgetful);
        assertTrue(found.contains("no more: tab") && found.contains("entry"), found);
    }

    private static Courses tabs(PlantedCourse<TabState> planted) {
        Courses right = Courses.RIGHT;
        return new Courses(right.deals(), planted, right.terms(), right.pays());
    }

    private static String find(Courses anns, Courses bobs) {
        return assertThrows(Violation.class, () -> {
                    for (long seed = 0; seed < PLANTED_SEEDS; seed++) {
                        run(seed, anns, bobs);
                    }
                })
                .getMessage();
    }

    /** Some courses; how many steps were said. */
    private static int run(long seed, Courses annsCourses, Courses bobsCourses) throws IOException {
        int steps = 0;
        for (int course = 0; course < COURSES; course++) {
            steps += new CrossingTest.Course(new Dice(seed, "crossing " + course), annsCourses, bobsCourses).run();
        }
        return steps;
    }

    /** Two who act by turns, each knowing of the other what has come so far. */
    private static final class Course {
        private final Dice dice;
        private final Party ann;
        private final Party bob;

        Course(Dice dice, Courses annsCourses, Courses bobsCourses) {
            this.dice = dice;
            ann = new Party("Ann", annsCourses, dice);
            bob = new Party("Bob", bobsCourses, dice);
            CrossingCounter.join(ann.counter, bob.counter);
        }

        int run() throws IOException {
            long now = NOON;
            for (int turn = 0; turn < TURNS; turn++) {
                now += dice.pause(20_000);
                Party party = dice.chance(0.5) ? ann : bob;
                party.counter.now = now + dice.between(-MOST_SKEW_MILLIS, MOST_SKEW_MILLIS);
                party.counter.fetches(dice.among(List.of(0, 0, 1, 2, Integer.MAX_VALUE)));
                party.trader.acts();
                party.looks();
            }
            List.of(ann, bob).forEach(party -> party.counter.fetches(Integer.MAX_VALUE));
            for (Party party : List.of(ann, bob)) {
                party.looks();
                party.counter.now = now + LONG_MILLIS;
                party.trader.takesBack();
            }
            List.of(ann, bob).forEach(party -> party.counter.fetches(Integer.MAX_VALUE));
            Account annsBefore = ann.account;
            Account bobsBefore = bob.account;
            List.of(ann, bob).forEach(party -> {
                party.looks();
                party.account.goesOnFrom(annsBefore);
                party.account.goesOnFrom(bobsBefore);
            });
            ann.account.agreesWith(bob.account);
            ann.account.hasNothingAside(now + LONG_MILLIS);
            return ann.trader.said() + bob.trader.said();
        }
    }

    /** One of the two, and what was found last. */
    private static final class Party {
        final CrossingCounter counter;
        final Trader trader;
        Account account;

        Party(String name, Courses courses, Dice dice) {
            counter = new CrossingCounter(SigningKey.ofSeed(dice.bytes(SigningKey.SEED_BYTES)));
            trader = new Trader(name, counter, courses, dice);
            account = trader.account();
        }

        void looks() {
            Account now = trader.account();
            now.goesOnFrom(account);
            account = now;
        }
    }
}
