package org.byway.protocol.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Reason;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.Side;
import org.junit.jupiter.api.Test;

/** Histories by chance, with devices that act at once, clocks that differ, and letters that come late, twice and in any order. */
class HistoriesTest {
    private static final int HISTORIES = 4_000;
    private static final int ACTS = 40;

    /** A device of one side. */
    private static final class Device {
        final Bytes32 key;
        final long skew;
        final List<Step> steps = new ArrayList<>();

        Device(Bytes32 key, long skew) {
            this.key = key;
            this.skew = skew;
        }

        /** Tries something where the deal stands here; null where it does not apply. */
        Step acts(Chance chance, long now) {
            StepTree<DealState> deal = Lifecycle.of(steps);
            Step place = deal.places().isEmpty() ? null : deal.places().get(0);
            long at = place == null ? now + skew : Math.max(now + skew, place.at() + 1);
            Step step = chance.step(deal.state(), place, key, at);
            List<Step> all = new ArrayList<>(steps);
            all.add(step);
            if (Lifecycle.of(all).refused().containsKey(step.digest())) {
                return null;
            }
            steps.add(step);
            return step;
        }
    }

    @Test
    void whoeverHasTheSameStepsStandsAtTheSame() {
        TreeSet<String> ends = new TreeSet<>();
        for (int history = 0; history < HISTORIES; history++) {
            Chance chance = new Chance(history);
            List<Device> devices = List.of(
                    new Device(Chance.ALICE, 0), new Device(Chance.ALICE, 300_000),
                    new Device(Chance.BOB, -400_000), new Device(Chance.BOB, 100_000));
            List<Step> all = history(chance, devices);
            DealState state = Lifecycle.of(all).state();
            for (int order = 0; order < 4; order++) {
                List<Step> came = new ArrayList<>(all);
                came.addAll(all.subList(0, all.size() / 2));
                Collections.shuffle(came, chance.random());
                StepTree<DealState> deal = Lifecycle.of(came);
                assertEquals(state, deal.state(), "seed " + history);
                assertEquals(Lifecycle.of(all).path(), deal.path(), "seed " + history);
                assertEquals(Lifecycle.of(all).refused(), deal.refused(), "seed " + history);
            }
            whole(state, history);
            ends.add(state.word());
        }
        assertTrue(
                ends.containsAll(List.of("quoted", "declined", "withdrawn", "lapsed", "agreed", "closed", "cancelled")),
                ends.toString());
    }

    private static List<Step> history(Chance chance, List<Device> devices) {
        List<Step> all = new ArrayList<>();
        long now = Person.NOON;
        for (int act = 0; act < ACTS; act++) {
            now += chance.random().nextInt(25) == 0 ? 20 * Person.DAY : 1_000;
            Device device = devices.get(act == 0 ? 0 : chance.random().nextInt(devices.size()));
            if (act == 0 || (!device.steps.isEmpty() && chance.random().nextBoolean())) {
                Step step = device.acts(chance, now);
                if (step != null) {
                    all.add(step);
                }
            } else {
                device.steps.add(all.get(chance.random().nextInt(all.size())));
            }
        }
        return all;
    }

    /** No more is given or got than was agreed, and what is settled is settled for a reason. */
    private static void whole(DealState state, int seed) {
        Work work = state.agreed();
        if (work == null) {
            return;
        }
        for (Owed owed : work.owed()) {
            assertTrue(owed.confirmed() <= owed.given() && owed.given() <= owed.whole(), "seed " + seed);
            assertTrue(!(state instanceof DealState.Closed) || owed.settled(), "seed " + seed);
        }
    }

    @Test
    void aHostileSideDoesNotUndoWhatTheOtherHasBuiltOn() {
        int built = 0;
        for (int history = 0; history < HISTORIES; history++) {
            Chance chance = new Chance(history);
            Device bob = new Device(Chance.BOB, 0);
            List<Step> told = new ArrayList<>();
            List<Step> relied = new ArrayList<>();
            long now = Person.NOON;
            for (int act = 0; act < ACTS; act++) {
                now += chance.random().nextInt(25) == 0 ? 20 * Person.DAY : 1_000;
                if (act > 0 && chance.random().nextInt(3) == 0) {
                    bob.acts(chance, now);
                } else {
                    hostile(chance, bob, told, now);
                }
                List<Step> path = Lifecycle.of(bob.steps).path();
                assertTrue(path.containsAll(relied), "seed " + history);
                relied = reliedOn(path);
            }
            built += relied.size();
        }
        assertTrue(built > HISTORIES / 2, "steps that were built on: " + built);
    }

    /** Says anything behind any step that there is, with whatever time. */
    private static void hostile(Chance chance, Device bob, List<Step> told, long now) {
        List<Step> places = bob.steps;
        Step place = places.isEmpty() ? null : places.get(chance.random().nextInt(places.size()));
        List<Step> until = new ArrayList<>();
        for (Step at = place; at != null; at = before(places, at)) {
            until.add(0, at);
        }
        DealState state = Lifecycle.of(until).state();
        Step step = chance.step(
                state,
                place,
                Chance.ALICE,
                now - chance.random().nextInt(2_000) + chance.random().nextInt(900_000));
        told.add(step);
        bob.steps.add(step);
        if (chance.random().nextBoolean()) {
            bob.steps.add(told.get(chance.random().nextInt(told.size())));
        }
    }

    private static Step before(List<Step> steps, Step step) {
        return steps.stream()
                .filter(each -> each.digest().equals(step.after()))
                .findFirst()
                .orElse(null);
    }

    /** Steps of the other side behind which Bob has said something. */
    private static List<Step> reliedOn(List<Step> path) {
        int last = -1;
        for (int i = 0; i < path.size(); i++) {
            last = path.get(i).author().equals(Chance.BOB) ? i : last;
        }
        return path.subList(0, Math.max(0, last)).stream()
                .filter(step -> step.author().equals(Chance.ALICE))
                .toList();
    }

    @Test
    void aSideIsHeldToItsBoundsAndTheOtherNotByThem() {
        Chance chance = new Chance(1);
        Device alice = new Device(Chance.ALICE, 0);
        Step first = null;
        while (first == null) {
            first = alice.acts(chance, Person.NOON);
        }
        List<Step> steps = new ArrayList<>(List.of(first));
        DealState quoted = Lifecycle.of(steps).state();
        for (int i = 0; i < 1_000; i++) {
            steps.add(chance.step(quoted, first, Chance.ALICE, Person.NOON + 1 + i));
        }
        Step no = null;
        while (no == null || !no.said().hasDecline()) {
            no = chance.step(quoted, first, Chance.BOB, Person.NOON + 5);
        }
        steps.add(no);
        StepTree<DealState> deal = Lifecycle.of(steps);
        long unheard = deal.refused().values().stream()
                .filter(why -> why.reason() == Reason.OVER_BUDGET)
                .count();
        assertEquals(1_000 - StepLimits.MOST_SIBLINGS, unheard);
        assertEquals(new DealState.Declined(quoted.parties(), quoted.proposal(), Side.OTHER), deal.state());
    }
}
