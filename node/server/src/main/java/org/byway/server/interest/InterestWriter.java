package org.byway.server.interest;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.byway.server.interest.InterestFile.Change;

/** Writes changes of the interests on a thread of its own: those that wait together, together. */
final class InterestWriter implements Closeable {
    private static final long STOP_SECONDS = 3;

    private final InterestFile file;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().name("byway-interests").daemon().unstarted(task));
    private List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Change change, CompletableFuture<Void> durable) {}

    InterestWriter(InterestFile file) {
        this.file = file;
    }

    /** Completes once the change is on disk, or fails with why it cannot be. */
    CompletableFuture<Void> write(Change change) {
        Waiting one = new Waiting(change, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(one);
        }
        thread.execute(this::flush);
        return one.durable();
    }

    private synchronized List<Waiting> take() {
        List<Waiting> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    private void flush() {
        List<Waiting> together = take();
        if (together.isEmpty()) {
            return;
        }
        try {
            file.append(together.stream().map(Waiting::change).toList());
            together.forEach(one -> one.durable().complete(null));
        } catch (IOException e) {
            together.forEach(one -> one.durable().completeExceptionally(e));
        }
    }

    @Override
    public void close() throws IOException {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
