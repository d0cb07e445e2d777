package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SortedItemsTest extends SyncSetContract {
    @Override
    protected SyncSet setOf(List<Item> items) {
        return SortedItems.of(items);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void staysRightWhileItGrowsAndShrinks(long seed) {
        Random random = SampleItems.random(seed);
        List<Item> pool = SampleItems.random(random, 6_000);
        SortedItems set = new SortedItems();
        TreeSet<Item> model = new TreeSet<>();
        for (int phase = 0; phase < 4; phase++) {
            int adding = phase % 2 == 0 ? 9 : 1;
            for (int i = 0; i < 4_000; i++) {
                Item item = pool.get(random.nextInt(pool.size()));
                assertEquals(model.contains(item), set.contains(item));
                if (random.nextInt(10) < adding) {
                    assertEquals(model.add(item), set.add(item));
                } else {
                    assertEquals(model.remove(item), set.remove(item));
                }
            }
            assertSame(new ArrayList<>(model), set, random);
        }
        model.forEach(set::remove);
        assertEquals(Aggregate.EMPTY, set.aggregate(Bound.START, Bound.END));
        assertTrue(set.add(pool.get(0)));
    }

    @Test
    void anItemIsHeldOnce() {
        Item item = SampleItems.numbered(1, 1);
        SortedItems set = new SortedItems();
        assertTrue(set.add(item));
        assertFalse(set.add(item));
        assertEquals(1, set.size());
        assertThrows(IllegalArgumentException.class, () -> SortedItems.of(List.of(item, item)));
    }
}
