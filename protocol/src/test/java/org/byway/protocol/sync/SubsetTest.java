package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SubsetTest extends SyncSetContract {
    /** Mixes in strangers, near the members and far, and leaves them out again. */
    @Override
    protected SyncSet setOf(List<Item> items) {
        Random random = SampleItems.random(items.size());
        TreeSet<Item> strangers = new TreeSet<>(SampleItems.random(random, random.nextInt(200)));
        for (Item item : items) {
            if (random.nextInt(5) == 0) {
                strangers.add(new Item(item.second() + random.nextInt(2), SampleItems.randomId(random, 2)));
            }
        }
        items.forEach(strangers::remove);
        List<Item> all = new ArrayList<>(items);
        all.addAll(strangers);
        return new Subset(SortedItems.of(all), SortedItems.of(strangers));
    }

    @Test
    void whatExpiresByTheCutoffIsLeftOutForTheReconciliationOnly() {
        SortedItems held = SortedItems.of(SampleItems.numbered(0, 10, 1));
        SortedItems expiring = SortedItems.of(SampleItems.numbered(3, 5, 1));
        Subset compared = new Subset(held, expiring);
        assertEquals(8, compared.size());
        assertEquals(SampleItems.numbered(5, 1), compared.at(Bound.START, 3));
        assertEquals(10, held.size());
    }
}
