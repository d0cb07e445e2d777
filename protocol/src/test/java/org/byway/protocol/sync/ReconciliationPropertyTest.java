package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any two sets and any frames. A case is replayed by its seed. */
final class ReconciliationPropertyTest {
    static LongStream seeds() {
        return LongStream.range(0, 80);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void exactlyTheDifferencesAreLearnedWhateverTheFrames(long seed) {
        Random random = SampleItems.random(seed);
        List<Item> ours = new ArrayList<>();
        List<Item> theirs = new ArrayList<>();
        double apart = random.nextInt(5) == 0 ? 1 : random.nextDouble() * random.nextDouble() * random.nextDouble();
        double oursOnly = random.nextInt(3) / 2.0;
        for (Item item : SampleItems.random(random, random.nextInt(seed % 3 == 0 ? 70 : 3_000))) {
            boolean differs = random.nextDouble() < apart;
            boolean mine = random.nextDouble() < oursOnly;
            if (!differs || mine) {
                ours.add(item);
            }
            if (!differs || !mine) {
                theirs.add(item);
            }
        }
        Dialogue said = Dialogue.between(SortedItems.of(ours), limits(random), SortedItems.of(theirs), limits(random));
        assertEquals(TailScenario.difference(ours, theirs), said.have());
        assertEquals(TailScenario.difference(theirs, ours), said.need());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTailThatOneSideLacksIsLearnedInFull(long seed) {
        TailScenario scenario = TailScenario.ofSeed(seed);
        TailScenario sides = seed % 2 == 0 ? scenario : scenario.turned();
        Dialogue said = sides.dialogue();
        assertEquals(sides.onlyInitiator(), said.have());
        assertEquals(sides.onlyResponder(), said.need());
    }

    private static Limits limits(Random random) {
        int frameBytes = random.nextBoolean() ? 0 : Limits.LEAST_FRAME_BYTES + random.nextInt(5_000);
        int ownItems = random.nextInt(4) == 0 ? Limits.LEAST_SPLIT + random.nextInt(300) : Integer.MAX_VALUE;
        int none = Integer.MAX_VALUE;
        return new Limits(frameBytes, none, none, ownItems, none);
    }
}
