package org.byway.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.byway.server.transport.Eviction.Guest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has to go when there is no room. */
final class EvictionTest {
    private static final String CROWD = "crowd";

    @Test
    void aFewAreAllProtected() {
        List<Guest> few = new ArrayList<>();
        for (int id = 1; id <= Eviction.BY_NETWORK + Eviction.BY_USE; id++) {
            few.add(new Guest(id, "network" + id, id, 0));
        }
        assertEquals(0, Eviction.choose(few, 1));
        assertEquals(0, Eviction.choose(List.of(), 1));
    }

    /** Twenty who mean well, of networks of their own, against somebody who opens as many connections as there is room for. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoeverFillsAllPlacesPushesOutTheirOwn(long seed) {
        Random random = new Random(seed);
        List<Guest> all = new ArrayList<>();
        for (int id = 1; id <= 20; id++) {
            all.add(new Guest(id, "honest" + id, 1_000 + random.nextInt(1_000), 1_000 + random.nextInt(1_000)));
        }
        long next = 21;
        for (int round = 0; round < 2_000; round++) {
            if (all.size() >= 60) {
                Collections.shuffle(all, random);
                long gone = Eviction.choose(all, seed);
                assertNotEquals(0, gone);
                assertTrue(gone > 20, "an honest one went in round " + round);
                all.removeIf(guest -> guest.id() == gone);
            }
            all = all.stream()
                    .map(guest -> new Guest(guest.id(), guest.network(), guest.age() + 1, guest.brought()))
                    .collect(Collectors.toCollection(ArrayList::new));
            all.add(new Guest(next++, CROWD, 0, random.nextInt(2_000)));
        }
    }

    @Test
    void ofTheLargestNetworkTheNewestGoes() {
        List<Guest> all = new ArrayList<>();
        for (int id = 1; id <= 100; id++) {
            all.add(new Guest(id, id <= 60 ? "lone" + id : CROWD, 1_000 - id, 0));
        }
        assertEquals(100, Eviction.choose(all, 7));
        assertEquals(100, Eviction.choose(all, 8), "whatever the secret");
    }
}
