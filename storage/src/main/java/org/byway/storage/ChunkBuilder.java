package org.byway.storage;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store.Chunk;

/** Gathers a chunk within its limits. */
final class ChunkBuilder {
    private final List<SignedRecord> records = new ArrayList<>();
    private final int maxBytes;
    private final int maxRecords;
    private long bytes;
    private long next;

    ChunkBuilder(long after, int maxBytes, int maxRecords) {
        this.next = after;
        this.maxBytes = maxBytes;
        this.maxRecords = maxRecords;
    }

    /** False where there is no room for it; for the first there always is. */
    boolean add(SignedRecord record) {
        bytes += record.sizeBytes();
        if (!records.isEmpty() && (bytes > maxBytes || records.size() >= maxRecords)) {
            return false;
        }
        records.add(record);
        return true;
    }

    /** The chunk goes on behind that entry. */
    void pass(long number) {
        next = number;
    }

    Chunk build(boolean done) {
        return new Chunk(records, next, done);
    }
}
