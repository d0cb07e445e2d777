package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every set must answer: the same as one that is read from end to end. A case is replayed by its seed. */
public abstract class SyncSetContract {
    private static final int QUESTIONS = 25;
    private static final int MOST_ITEMS = 3_000;

    /** The set under test, holding these distinct items, which come in order. */
    protected abstract SyncSet setOf(List<Item> items);

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    @Test
    void anEmptySetHasNothingAnywhere() {
        SyncSet set = setOf(List.of());
        assertEquals(0, set.size());
        assertEquals(Aggregate.EMPTY, set.aggregate(Bound.START, Bound.END));
        assertEquals(List.of(), set.items(Bound.START, Bound.END, 10));
        assertNull(set.at(Bound.START, 0));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void answersAsIfItWereReadFromEndToEnd(long seed) {
        Random random = SampleItems.random(seed);
        List<Item> items = SampleItems.random(random, random.nextInt(seed % 2 == 0 ? 50 : MOST_ITEMS));
        assertSame(items, setOf(items), random);
    }

    /** Asks both the same random questions. */
    protected static void assertSame(List<Item> items, SyncSet set, Random random) {
        PlainItems plain = new PlainItems(items);
        assertEquals(plain.size(), set.size());
        for (int i = 0; i < QUESTIONS; i++) {
            Bound from = SampleItems.randomBound(random, items);
            Bound to = SampleItems.randomBound(random, items);
            int limit = random.nextInt(4) == 0 ? Integer.MAX_VALUE : random.nextInt(items.size() + 2);
            long rank = random.nextInt(items.size() + 2);
            assertEquals(plain.aggregate(from, to), set.aggregate(from, to));
            assertEquals(plain.items(from, to, limit), set.items(from, to, limit));
            assertEquals(plain.at(from, rank), set.at(from, rank));
        }
    }
}
