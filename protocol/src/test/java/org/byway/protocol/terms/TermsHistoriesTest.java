package org.byway.protocol.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.Speaker;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepTree;
import org.junit.jupiter.api.Test;

/** Histories by chance, with devices that act at once, and letters that come late, twice and in any order. */
class TermsHistoriesTest {
    private static final int HISTORIES = 4_000;
    private static final int ACTS = 24;

    /** A device of one side. */
    private record Device(Bytes32 key, long skew, List<Step> steps) {
        /** Tries something where the terms stand here; null where it does not apply. */
        Step acts(Random random, long now) {
            StepTree<TermsState> tree = TermsCourse.of(steps);
            Step place = tree.places().isEmpty() ? null : tree.places().get(0);
            long at = place == null ? now + skew : Math.max(now + skew, place.at() + 1);
            Step step = Saying.chance(random, tree.state(), place, key, at);
            List<Step> all = new ArrayList<>(steps);
            all.add(step);
            if (TermsCourse.of(all).refused().containsKey(step.digest())) {
                return null;
            }
            steps.add(step);
            return step;
        }
    }

    private static List<Step> history(Random random) {
        List<Device> devices = List.of(
                new Device(Saying.ALICE, 0, new ArrayList<>()), new Device(Saying.ALICE, 300_000, new ArrayList<>()),
                new Device(Saying.SHOP, -400_000, new ArrayList<>()),
                        new Device(Saying.SHOP, 100_000, new ArrayList<>()));
        List<Step> all = new ArrayList<>();
        long now = Speaker.NOON;
        for (int act = 0; act < ACTS; act++) {
            now += random.nextInt(20) == 0 ? 20 * Speaker.DAY : 1_000;
            Device device = devices.get(act == 0 ? 0 : random.nextInt(devices.size()));
            if (act == 0 || (!device.steps().isEmpty() && random.nextBoolean())) {
                Step step = device.acts(random, now);
                if (step != null) {
                    all.add(step);
                }
            } else {
                device.steps().add(all.get(random.nextInt(all.size())));
            }
        }
        return all;
    }

    @Test
    void whoeverHasTheSameStepsHoldsTheSame() {
        TreeSet<String> ends = new TreeSet<>();
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Step> all = history(random);
            StepTree<TermsState> one = TermsCourse.of(all);
            for (int order = 0; order < 4; order++) {
                List<Step> came = new ArrayList<>(all);
                came.addAll(all.subList(0, all.size() / 2));
                Collections.shuffle(came, random);
                StepTree<TermsState> other = TermsCourse.of(came);
                assertEquals(one.state(), other.state(), "seed " + seed);
                assertEquals(one.path(), other.path(), "seed " + seed);
                assertEquals(one.refused(), other.refused(), "seed " + seed);
                assertEquals(DoublySigned.of(one), DoublySigned.of(other), "seed " + seed);
            }
            ends.add(one.state().word());
        }
        assertEquals("[agreed, countered, declined, disputed, ended, lapsed, proffered, withdrawn]", ends.toString());
    }

    /** Over any history: one counter at most counts, it is the second party's, and who proffered stays the first party. */
    @Test
    void noSecondCounterEverCounts() {
        int counters = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            StepTree<TermsState> tree = TermsCourse.of(history(new Random(seed)));
            List<Step> chosen = tree.path().stream()
                    .filter(step -> step.said().getTerms().hasChoose())
                    .toList();
            assertTrue(chosen.size() <= 1, "seed " + seed);
            Bytes32 first = tree.path().get(0).author();
            assertTrue(chosen.stream().noneMatch(step -> step.author().equals(first)), "seed " + seed);
            assertEquals(first, tree.state().parties().opener(), "seed " + seed);
            counters += chosen.size();
        }
        assertTrue(counters > HISTORIES / 20, "counters that counted: " + counters);
    }
}
