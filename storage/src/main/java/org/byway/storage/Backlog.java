package org.byway.storage;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.byway.protocol.store.StoreFault;

/**
 * Makes groups durable. A small one is in the journal when its commit returns; such groups wait here, and are written to
 * LMDB together, a moment later, on a thread of its own. A large one, or one for which the journal has no room, is written
 * to LMDB by its commit, behind all that wait.
 *
 * <p>Groups are committed by one thread at a time, in order.
 */
final class Backlog implements AutoCloseable {
    /** Of a larger group the journal would only double the writing. */
    private static final int JOURNALED_RECORDS = 64;

    private static final long RETRY_MILLIS = 1000;

    private final Committer committer;
    private final Journal journal;
    private final long lingerMillis;
    private final Object writing = new Object();
    private final Thread thread =
            Thread.ofPlatform().name("byway-store").daemon().unstarted(this::run);
    private final Deque<StagedGroup> waiting = new ArrayDeque<>();
    private volatile Consumer<List<StagedGroup>> listener = groups -> {};
    private volatile long written;
    private volatile boolean failing;
    private volatile Throwable broken;
    private boolean closing;

    /** What was written last, and how long small groups wait for others; {@link Settings#NEVER}: until there is no room. */
    Backlog(Committer committer, Journal journal, long written, long lingerMillis) {
        this.committer = committer;
        this.journal = journal;
        this.written = written;
        this.lingerMillis = lingerMillis;
        if (lingerMillis != Settings.NEVER) {
            thread.start();
        }
    }

    /** Told after LMDB has taken groups, on whatever thread wrote them, and before {@link #written} tells of it. */
    void onWritten(Consumer<List<StagedGroup>> told) {
        listener = told;
    }

    /** The last group that LMDB holds, as all before it. */
    long written() {
        return written;
    }

    /** Durable on return, in whichever way. */
    void commit(StagedGroup group) throws StoreFault {
        if (broken != null) {
            throw new IllegalStateException("the store can not be written any more", broken);
        }
        if (failing || group.records() > JOURNALED_RECORDS || !journaled(group)) {
            write(group);
        }
    }

    private boolean journaled(StagedGroup group) {
        synchronized (this) {
            if (waiting.isEmpty()) {
                journal.rewind();
            }
        }
        if (!journal.append(group)) {
            return false;
        }
        synchronized (this) {
            waiting.add(group);
            notifyAll();
        }
        return true;
    }

    /** Writes all that wait to LMDB. */
    void drain() throws StoreFault {
        write(null);
    }

    /** Writes to LMDB what waits, and that group if there is one. */
    void write(StagedGroup last) throws StoreFault {
        synchronized (writing) {
            List<StagedGroup> groups = waiting();
            int waited = groups.size();
            if (last != null) {
                groups.add(last);
            }
            if (groups.isEmpty()) {
                return;
            }
            try {
                committer.commit(groups);
                failing = false;
            } catch (StoreFault fault) {
                failing = true;
                throw fault;
            }
            listener.accept(groups);
            written = groups.get(groups.size() - 1).number;
            take(waited);
        }
    }

    private synchronized List<StagedGroup> waiting() {
        return new ArrayList<>(waiting);
    }

    private synchronized void take(int count) {
        for (int i = 0; i < count; i++) {
            waiting.removeFirst();
        }
    }

    private void run() {
        try {
            while (linger(failing ? RETRY_MILLIS : lingerMillis)) {
                try {
                    drain();
                } catch (StoreFault full) {
                    continue; // who commits next is told
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            broken = e;
        }
    }

    /** Waits for a first group, and then for others; false at the end. */
    private synchronized boolean linger(long millis) throws InterruptedException {
        while (waiting.isEmpty() && !closing) {
            wait();
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; left > 0 && !closing; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return !closing;
    }

    /** What waits stays in the journal, and is read from there when the store is opened again. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join();
            journal.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // What it holds was synced with each write.
            broken = e;
        }
    }
}
