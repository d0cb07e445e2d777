package org.byway.agent.ledger;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A binder without a disk, for simulated people. Whoever keeps it keeps what was appended, as a disk would. */
public final class MemoryBinder implements Binder {
    private final Map<Part, byte[]> parts = new EnumMap<>(Part.class);
    private final ReentrantLock lock = new ReentrantLock();

    public MemoryBinder() {
        for (Part part : Part.values()) {
            parts.put(part, new byte[0]);
        }
    }

    @Override
    public long size(Part part) {
        return parts.get(part).length;
    }

    @Override
    public byte[] read(Part part, long from, int length) {
        return Arrays.copyOfRange(parts.get(part), (int) from, (int) from + length);
    }

    @Override
    public void append(Part part, byte[] bytes) {
        byte[] before = parts.get(part);
        byte[] after = Arrays.copyOf(before, before.length + bytes.length);
        System.arraycopy(bytes, 0, after, before.length, bytes.length);
        parts.put(part, after);
    }

    @Override
    public void truncate(Part part, long size) {
        parts.put(part, Arrays.copyOf(parts.get(part), (int) size));
    }

    @Override
    public Turn turn() {
        lock.lock();
        return lock::unlock;
    }

    @Override
    public void close() {}
}
