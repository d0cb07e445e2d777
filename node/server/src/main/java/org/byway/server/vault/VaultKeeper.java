package org.byway.server.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.vault.SignedSnapshot;
import org.byway.server.http.VaultService;
import org.byway.storage.file.Answer;
import org.byway.storage.file.VaultFiles;
import org.byway.storage.file.VaultLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps snapshots of vaults, one request after the other on a thread of its own. */
public final class VaultKeeper implements VaultService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.byway.vault");
    /** Requests that wait; the bodies of more than these would not be let in either. */
    private static final int WAITING = 128;

    private static final long SWEEP_MILLIS = 3_600_000;
    private static final long FAREWELL_SECONDS = 5;

    private final ThreadPoolExecutor thread;
    private final LongSupplier clock;
    private VaultFiles files;
    private long swept;

    /**
     * @param folder is there
     * @param clock milliseconds since 1970
     */
    public VaultKeeper(Path folder, VaultLimits limits, LongSupplier clock) {
        this.clock = clock;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> Thread.ofPlatform().name("byway-vaults").daemon().unstarted(task));
        thread.execute(() -> open(folder, limits));
    }

    private void open(Path folder, VaultLimits limits) {
        try {
            files = VaultFiles.open(folder, limits, clock);
            swept = clock.getAsLong();
        } catch (IOException | RuntimeException e) {
            LOG.error("the snapshots of vaults in {} cannot be opened, the node goes on without them", folder, e);
        }
    }

    /** Something that is done with the files. */
    private interface Work<T> {
        Answer<T> with(VaultFiles files) throws IOException;
    }

    private <T> CompletionStage<Answer<T>> ask(Work<T> work) {
        CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> answer(work, answer));
        } catch (RejectedExecutionException e) {
            answer.complete(new Answer.Refused<>(Answer.Why.BUSY, "the node has too much to do at the moment"));
        }
        return answer;
    }

    private <T> void answer(Work<T> work, CompletableFuture<Answer<T>> answer) {
        try {
            if (files == null) {
                throw new IOException("the snapshots of vaults could not be opened");
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

    @Override
    public CompletionStage<Answer<Bytes32>> put(Bytes32 place, byte[] chunk, BooleanSupplier mayBegin) {
        return ask(all -> all.put(place, chunk, mayBegin));
    }

    @Override
    public CompletionStage<Answer<Bytes32>> put(Bytes32 place, SignedSnapshot snapshot, BooleanSupplier mayBegin) {
        return ask(all -> all.put(place, snapshot, mayBegin));
    }

    @Override
    public CompletionStage<Answer<byte[]>> chunk(Bytes32 place, Bytes32 digest) {
        return ask(all -> all.chunk(place, digest));
    }

    @Override
    public CompletionStage<Answer<List<Bytes32>>> missing(Bytes32 place, List<Bytes32> digests) {
        return ask(all -> new Answer.Got<>(all.missing(place, digests)));
    }

    @Override
    public CompletionStage<Answer<byte[]>> snapshot(Bytes32 place, long number) {
        return ask(all -> all.snapshot(place, number));
    }

    @Override
    public CompletionStage<Answer<byte[]>> latest(Bytes32 place) {
        return ask(all -> all.latest(place));
    }

    @Override
    public CompletionStage<Answer<List<VaultFiles.Listed>>> list(Bytes32 place, int limit) {
        return ask(all -> new Answer.Got<>(all.list(place, limit)));
    }

    @Override
    public CompletionStage<Answer<Boolean>> remove(Bytes32 place) {
        return ask(all -> {
            all.remove(place);
            return new Answer.Got<>(true);
        });
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("what was asked for of vaults did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
