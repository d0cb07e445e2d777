package org.byway.server.http;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.vault.SignedSnapshot;
import org.byway.storage.file.Answer;
import org.byway.storage.file.VaultFiles;

/**
 * What the HTTP interface asks of its node about snapshots of vaults. Every method may be called from any thread, returns at
 * once and never blocks; a stage may complete on any thread. Where too much is asked for, the answer is that it is busy.
 */
public interface VaultService {
    /**
     * Keeps a chunk; completes with its digest once it is durable.
     *
     * @param mayBegin asked only where the place is new; by one thread at a time
     */
    CompletionStage<Answer<Bytes32>> put(Bytes32 place, byte[] chunk, BooleanSupplier mayBegin);

    /** Keeps a snapshot that was found to be signed by the place; completes with its digest once it is durable. */
    CompletionStage<Answer<Bytes32>> put(Bytes32 place, SignedSnapshot snapshot, BooleanSupplier mayBegin);

    CompletionStage<Answer<byte[]>> chunk(Bytes32 place, Bytes32 digest);

    /** Of these, the chunks that are not here. */
    CompletionStage<Answer<List<Bytes32>>> missing(Bytes32 place, List<Bytes32> digests);

    CompletionStage<Answer<byte[]>> snapshot(Bytes32 place, long number);

    CompletionStage<Answer<byte[]>> latest(Bytes32 place);

    /** The newest ones, newest first. */
    CompletionStage<Answer<List<VaultFiles.Listed>>> list(Bytes32 place, int limit);

    /** Lets go of all that lies at the place; completes once that is durable. */
    CompletionStage<Answer<Boolean>> remove(Bytes32 place);
}
