package org.byway.simulator;

import org.byway.protocol.store.MemoryStore;
import org.byway.protocol.store.Store;

/** The store in memory, with its own idea of what is durable. */
public final class MemoryDisk implements Disk {
    private MemoryStore store = new MemoryStore();

    private MemoryDisk() {}

    public static Maker maker() {
        return host -> new MemoryDisk();
    }

    @Override
    public Store open() {
        return store;
    }

    @Override
    public void crash() {
        store = store.crash();
    }

    @Override
    public void close() {}
}
