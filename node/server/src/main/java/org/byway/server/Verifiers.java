package org.byway.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.peer.Inbound;
import org.byway.protocol.seal.Verification;

/**
 * The threads that read and verify, one for each core. Each has a memory of keys and roots of its own, and each session
 * stays with one of them, so that its frames keep their order.
 */
final class Verifiers implements AutoCloseable {
    /** A few records, or something small about them. */
    private static final int LITTLE_BYTES = 4 * 1024;

    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    /** One thread and what it verifies with. Work is done one after the other, in the order in which it came. */
    static final class Lane implements Executor {
        private final ExecutorService thread;
        private final Verification verification;
        private final Inbound inbound;
        private final ReentrantLock working = new ReentrantLock();
        private final AtomicInteger waiting = new AtomicInteger();
        private final ThreadLocal<Spare> spare;
        private final LongSupplier nanos;

        private Lane(ExecutorService thread, SignatureCheck checks, ThreadLocal<Spare> spare, LongSupplier nanos) {
            this.thread = thread;
            this.spare = spare;
            this.nanos = nanos;
            this.verification = new Verification(checks);
            this.inbound = new Inbound(verification, checks);
        }

        Verification verification() {
            return verification;
        }

        Inbound inbound() {
            return inbound;
        }

        @Override
        public void execute(Runnable task) {
            run(lane -> task.run());
        }

        void run(Consumer<Lane> work) {
            waiting.incrementAndGet();
            thread.execute(() -> {
                working.lock();
                try {
                    work.accept(this);
                } finally {
                    working.unlock();
                    waiting.decrementAndGet();
                }
            });
        }

        /**
         * The work that so many bytes are. Where it is little and nothing waits, the thread that brings it does it itself: waking
         * another one takes longer. Where much comes so that is left to the lane's own thread, since others wait for the one that
         * brings it.
         */
        void run(int bytes, Consumer<Lane> work) {
            if (bytes > LITTLE_BYTES || !doneHere(work)) {
                run(work);
            }
        }

        private boolean doneHere(Consumer<Lane> work) {
            Spare own = spare.get();
            long from = nanos.getAsLong();
            if (waiting.get() > 0 || !own.at(from) || !working.tryLock()) {
                return false;
            }
            try {
                if (waiting.get() > 0) {
                    return false;
                }
                work.accept(this);
                return true;
            } finally {
                working.unlock();
                own.used(nanos.getAsLong() - from);
            }
        }
    }

    /** What a thread may do of the lanes' work: of each second a fifth, and not more than a moment's at once. */
    static final class Spare {
        private static final int SHARE = 5;
        private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

        private long nanos = MOST_NANOS;
        private long since;

        Spare(long now) {
            since = now;
        }

        /** Whether some is left. */
        boolean at(long now) {
            nanos = Math.min(MOST_NANOS, nanos + (now - since) / SHARE);
            since = now;
            return nanos > 0;
        }

        void used(long some) {
            nanos -= some;
        }
    }

    /** @param nanos a clock that only goes on */
    Verifiers(int threads, Supplier<SignatureCheck> signatures, LongSupplier nanos) {
        ThreadLocal<Spare> spare = ThreadLocal.withInitial(() -> new Spare(nanos.getAsLong()));
        for (int i = 0; i < threads; i++) {
            String name = "byway-verify-" + i;
            ExecutorService thread = Executors.newSingleThreadExecutor(
                    task -> Thread.ofPlatform().name(name).unstarted(task));
            lanes.add(new Lane(thread, signatures.get(), spare, nanos));
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
        lanes.forEach(lane -> lane.thread.shutdown());
        for (Lane lane : lanes) {
            try {
                if (!lane.thread.awaitTermination(1, TimeUnit.SECONDS)) {
                    lane.thread.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
