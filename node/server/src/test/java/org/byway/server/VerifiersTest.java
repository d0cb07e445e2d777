package org.byway.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.byway.protocol.identity.StrictEd25519;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerifiersTest {
    private static final int LITTLE = 100;
    private static final int MUCH = 1 << 20;
    private static final long SECONDS = 20;
    private final Verifiers verifiers = new Verifiers(1, StrictEd25519::new, () -> 0);
    private final Verifiers.Lane lane = verifiers.of(7);

    @AfterEach
    void close() {
        verifiers.close();
    }

    private Thread doneBy(int bytes) {
        CompletableFuture<Thread> by = new CompletableFuture<>();
        lane.run(bytes, here -> by.complete(Thread.currentThread()));
        return by.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    @Test
    void littleIsDoneByWhoBringsItAndMuchIsNot() {
        assertSame(Thread.currentThread(), doneBy(LITTLE));
        assertNotSame(Thread.currentThread(), doneBy(MUCH));
    }

    /** Nobody does more of it for having many threads to give it to. */
    @Test
    void whoHasDoneMuchOfItGivesTheRestToAllLanes() {
        AtomicLong now = new AtomicLong();
        try (Verifiers many = new Verifiers(4, StrictEd25519::new, now::get)) {
            many.any().run(LITTLE, here -> now.addAndGet(TimeUnit.SECONDS.toNanos(1)));
            for (int i = 0; i < 4; i++) {
                CompletableFuture<Thread> by = new CompletableFuture<>();
                many.any().run(LITTLE, here -> by.complete(Thread.currentThread()));
                assertNotSame(
                        Thread.currentThread(),
                        by.orTimeout(SECONDS, TimeUnit.SECONDS).join());
            }
        }
    }

    @Test
    void whatComesBehindWhatWaitsIsDoneBehindIt() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        lane.run(here -> await(held));
        for (int i = 0; i < 100; i++) {
            int number = i;
            lane.run(i % 2 == 0 ? LITTLE : MUCH, here -> order.add(number));
        }
        assertEquals(List.of(), order);
        held.countDown();
        doneBy(MUCH);
        assertEquals(IntStream.range(0, 100).boxed().toList(), order);
    }

    @Test
    void neverTwoAtOnceAndEachOwnInItsOrder() throws InterruptedException {
        List<List<Integer>> orders = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        int[] within = new int[1];
        for (int t = 0; t < 4; t++) {
            List<Integer> order = new ArrayList<>();
            orders.add(order);
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 2_000; i++) {
                    int number = i;
                    lane.run(i % 7 == 0 ? MUCH : LITTLE, here -> {
                        order.add(within[0]++ == 0 ? number : -1);
                        within[0]--;
                    });
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        doneBy(MUCH);
        orders.forEach(order -> assertEquals(IntStream.range(0, 2_000).boxed().toList(), order));
    }

    /** Others wait for whoever brings it. */
    @Test
    void aFifthOfItsTimeIsSpareAndLittleAtOnce() {
        long millis = 1_000_000;
        Verifiers.Spare spare = new Verifiers.Spare(0);
        assertTrue(spare.at(0));
        spare.used(3 * millis);
        assertFalse(spare.at(0));
        assertFalse(spare.at(4 * millis), "a millisecond was too much, and four are over");
        assertTrue(spare.at(6 * millis));
        spare.used(millis);
        assertTrue(spare.at(3_600_000 * millis));
        spare.used(2 * millis);
        assertFalse(spare.at(3_600_000 * millis), "no more than two are kept");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
