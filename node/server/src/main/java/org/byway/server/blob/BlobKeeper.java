package org.byway.server.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.byway.picture.Picture;
import org.byway.protocol.blob.BlobEffect;
import org.byway.protocol.blob.BlobEvent;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.server.http.BlobService;
import org.byway.storage.file.Answer;
import org.byway.storage.file.BlobFiles;
import org.byway.storage.file.BlobLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps pictures: one thread decodes them one after the other, another one has the files. */
public final class BlobKeeper implements BlobService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.byway.blob");
    /** Pictures that wait to be decoded: as many as can be done while their senders wait. */
    private static final int UNDECODED = 4;

    private static final int WAITING = 128;
    private static final long SWEEP_MILLIS = 24 * 3_600_000L;
    private static final long FAREWELL_SECONDS = 5;

    /** What other nodes give is bounded by itself; the permits are for people. */
    private final ExecutorService decoding = thread("byway-pictures");

    private final ExecutorService writing = thread("byway-blobs");
    private final Semaphore undecoded = new Semaphore(UNDECODED);
    private final Semaphore waiting = new Semaphore(WAITING);
    private final CarriedBlobs carried = new CarriedBlobs(this);
    private final LongSupplier clock;
    private BlobFiles files;
    private long swept;

    /**
     * @param folder is there
     * @param clock milliseconds since 1970
     */
    public BlobKeeper(Path folder, BlobLimits limits, LongSupplier clock) {
        this.clock = clock;
        writing.execute(() -> open(folder, limits));
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
    }

    private void open(Path folder, BlobLimits limits) {
        try {
            files = BlobFiles.open(folder, limits, clock);
            swept = clock.getAsLong();
        } catch (IOException | RuntimeException e) {
            LOG.error("the blobs in {} cannot be opened, the node goes on without them", folder, e);
        }
    }

    /** Does what the exchange of blobs between nodes asks for; tells it on any thread. */
    public void carry(BlobEffect.Work work, Consumer<BlobEvent> then) {
        carried.work(work, then);
    }

    @Override
    public CompletionStage<Checked<Answer<Kept>>> put(Bytes32 holder, byte[] picture, BooleanSupplier mayBegin) {
        CompletableFuture<Checked<Answer<Kept>>> answer = new CompletableFuture<>();
        boolean taken = run(undecoded, decoding, () -> decode(holder, picture, mayBegin, answer));
        if (!taken) {
            answer.complete(new Checked.Ok<>(busy()));
        }
        return answer;
    }

    private void decode(
            Bytes32 holder, byte[] bytes, BooleanSupplier mayBegin, CompletableFuture<Checked<Answer<Kept>>> answer) {
        try {
            switch (Picture.plain(bytes, Picture.Bounds.OF_STRANGERS)) {
                case Checked.Refused<Picture> refused -> answer.complete(refused.as());
                case Checked.Ok<Picture>(Picture picture) -> {
                    var unused = this.<Kept>ask(all -> keep(all, holder, picture, mayBegin))
                            .whenComplete((kept, fault) -> {
                                if (fault == null) {
                                    answer.complete(new Checked.Ok<>(kept));
                                } else {
                                    answer.completeExceptionally(fault);
                                }
                            });
                }
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            answer.completeExceptionally(e);
        }
    }

    private static Answer<Kept> keep(BlobFiles files, Bytes32 holder, Picture picture, BooleanSupplier mayBegin)
            throws IOException {
        return switch (files.put(holder, picture.bytes(), mayBegin)) {
            case Answer.Got<Bytes32>(Bytes32 digest) ->
                new Answer.Got<>(new Kept(digest, picture.bytes().length, picture.width(), picture.height()));
            case Answer.Refused<Bytes32>(Answer.Why why, String detail) -> new Answer.Refused<>(why, detail);
        };
    }

    /** Lets go of the first and takes them no more; takes the others again. */
    public void bar(SortedSet<Bytes32> digests, SortedSet<Bytes32> freed) {
        if (digests.isEmpty() && freed.isEmpty()) {
            return;
        }
        var unused = askInTurn(all -> {
                    all.bar(digests, freed);
                    return Answer.of(true);
                })
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        LOG.error("what the caretakers had purged is still on the disk", fault);
                    }
                });
    }

    @Override
    public CompletionStage<Answer<byte[]>> get(Bytes32 digest) {
        return ask(all -> all.get(digest));
    }

    /** Something that is done with the files. */
    interface Work<T> {
        Answer<T> with(BlobFiles files) throws IOException;
    }

    /** What is done on the thread that decodes, and then perhaps with the files. */
    <T> CompletionStage<Answer<T>> decoded(Supplier<CompletionStage<Answer<T>>> work) {
        try {
            return CompletableFuture.supplyAsync(work, decoding).thenCompose(answer -> answer);
        } catch (RejectedExecutionException e) {
            return done(busy());
        }
    }

    static <T> CompletionStage<T> done(T answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private <T> CompletableFuture<Answer<T>> ask(Work<T> work) {
        CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
        boolean taken = run(waiting, writing, () -> answer(work, answer));
        if (!taken) {
            answer.complete(busy());
        }
        return answer;
    }

    /** The same for the exchange with other nodes, which waits for each answer before it asks for more. */
    <T> CompletableFuture<Answer<T>> askInTurn(Work<T> work) {
        CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
        try {
            writing.execute(() -> answer(work, answer));
        } catch (RejectedExecutionException e) {
            answer.complete(busy());
        }
        return answer;
    }

    /** Whether there was a permit for it, and the thread goes on. */
    private static boolean run(Semaphore permits, ExecutorService thread, Runnable work) {
        if (!permits.tryAcquire()) {
            return false;
        }
        try {
            thread.execute(() -> {
                permits.release();
                work.run();
            });
            return true;
        } catch (RejectedExecutionException e) {
            permits.release();
            return false;
        }
    }

    private static <T> Answer<T> busy() {
        return new Answer.Refused<>(Answer.Why.BUSY, "the node has too much to do at the moment");
    }

    private <T> void answer(Work<T> work, CompletableFuture<Answer<T>> answer) {
        try {
            if (files == null) {
                throw new IOException("the blobs could not be opened");
            }
            answer.complete(work.with(files));
            sweep();
        } catch (IOException e) {
            answer.completeExceptionally(new UncheckedIOException(e));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private void sweep() throws IOException {
        long now = clock.getAsLong();
        if (now - swept > SWEEP_MILLIS) {
            swept = now;
            files.sweep();
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        decoding.shutdown();
        end(decoding);
        writing.shutdown();
        end(writing);
    }

    private static void end(ExecutorService thread) {
        try {
            if (!thread.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("what was asked for of blobs did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
