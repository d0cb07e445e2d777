package org.byway.server.http;

import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.storage.file.Answer;

/**
 * What the HTTP interface asks of its node about blobs. Every method may be called from any thread, returns at once and never
 * blocks; a stage may complete on any thread. Where too much is asked for, the answer is that it is busy.
 */
public interface BlobService {
    /**
     * Makes a picture plain and keeps it; completes once it is durable. Refused where it cannot be taken for a picture.
     *
     * @param holder is charged for it
     * @param mayBegin asked only where the holder has nothing here; by one thread at a time
     */
    CompletionStage<Checked<Answer<Kept>>> put(Bytes32 holder, byte[] picture, BooleanSupplier mayBegin);

    CompletionStage<Answer<byte[]>> get(Bytes32 digest);

    /** What is kept of a picture. */
    record Kept(Bytes32 digest, int sizeBytes, int width, int height) {}
}
