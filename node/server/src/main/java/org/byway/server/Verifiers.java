package org.byway.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.peer.Inbound;
import org.byway.protocol.seal.Verification;

/**
 * The threads that read and verify, one for each core. Each has a memory of keys and roots of its own, and each session
 * stays with one of them, so that its frames keep their order.
 */
final class Verifiers implements AutoCloseable {
    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    /** One thread and what it verifies with. */
    record Lane(ExecutorService thread, Verification verification, Inbound inbound) {
        void run(Consumer<Lane> work) {
            thread.execute(() -> work.accept(this));
        }
    }

    Verifiers(int threads, Supplier<SignatureCheck> signatures) {
        for (int i = 0; i < threads; i++) {
            String name = "byway-verify-" + i;
            SignatureCheck checks = signatures.get();
            Verification verification = new Verification(checks);
            ExecutorService thread = Executors.newSingleThreadExecutor(
                    task -> Thread.ofPlatform().name(name).unstarted(task));
            lanes.add(new Lane(thread, verification, new Inbound(verification, checks)));
        }
    }

    /** The thread of that session. */
    Lane of(long session) {
        return lanes.get((int) (session % lanes.size()));
    }

    /** Any thread, in turn. */
    Lane any() {
        return lanes.get(Math.floorMod(next.getAndIncrement(), lanes.size()));
    }

    @Override
    public void close() {
        lanes.forEach(lane -> lane.thread().shutdown());
        for (Lane lane : lanes) {
            try {
                if (!lane.thread().awaitTermination(1, TimeUnit.SECONDS)) {
                    lane.thread().shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
