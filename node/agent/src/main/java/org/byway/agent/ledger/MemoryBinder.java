package org.byway.agent.ledger;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** A binder without a disk, for simulated people. Whoever keeps it keeps what was appended, as a disk would. */
public final class MemoryBinder implements Binder {
    private static final int FIRST_BYTES = 1 << 10;

    private final Map<Part, Grown> parts = new EnumMap<>(Part.class);
    private final ReentrantLock lock = new ReentrantLock();

    public MemoryBinder() {
        for (Part part : Part.values()) {
            parts.put(part, new Grown());
        }
    }

    private static final class Grown {
        private byte[] bytes = new byte[FIRST_BYTES];
        private int size;
    }

    @Override
    public long size(Part part) {
        return parts.get(part).size;
    }

    @Override
    public byte[] read(Part part, long from, int length) {
        Grown grown = parts.get(part);
        Objects.checkFromIndexSize(from, length, grown.size);
        return Arrays.copyOfRange(grown.bytes, (int) from, (int) from + length);
    }

    @Override
    public void append(Part part, byte[] bytes) {
        Grown grown = parts.get(part);
        int after = Math.addExact(grown.size, bytes.length);
        if (after > grown.bytes.length) {
            grown.bytes = Arrays.copyOf(grown.bytes, Math.max(after, 2 * grown.bytes.length));
        }
        System.arraycopy(bytes, 0, grown.bytes, grown.size, bytes.length);
        grown.size = after;
    }

    @Override
    public void truncate(Part part, long size) {
        Grown grown = parts.get(part);
        grown.size = (int) Math.min(grown.size, size);
    }

    @Override
    public Turn turn() {
        lock.lock();
        return lock::unlock;
    }

    @Override
    public void close() {}
}
