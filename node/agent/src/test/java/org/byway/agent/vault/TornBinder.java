package org.byway.agent.vault;

import java.io.IOException;
import java.util.Arrays;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.MemoryBinder;

/** A disk that dies in the middle of an append, having kept so many bytes of it. */
public final class TornBinder implements Binder {
    /** What is on the disk, to start again from. */
    public final MemoryBinder disk;

    private int appends;
    private final int keptBytes;

    /** Dies at the append after so many. */
    public TornBinder(MemoryBinder disk, int appends, int keptBytes) {
        this.disk = disk;
        this.appends = appends;
        this.keptBytes = keptBytes;
    }

    @Override
    public long size(Part part) {
        return disk.size(part);
    }

    @Override
    public byte[] read(Part part, long from, int length) {
        return disk.read(part, from, length);
    }

    @Override
    public void append(Part part, byte[] bytes) throws IOException {
        if (appends == 0) {
            disk.append(part, Arrays.copyOf(bytes, Math.min(keptBytes, bytes.length)));
        }
        if (appends-- <= 0) {
            throw new IOException("the power is gone");
        }
        disk.append(part, bytes);
    }

    @Override
    public void truncate(Part part, long size) {
        disk.truncate(part, size);
    }

    @Override
    public Turn turn() {
        return disk.turn();
    }

    @Override
    public void close() {}
}
