package org.byway.simulator;

import org.byway.protocol.store.MemoryStore;
import org.byway.protocol.store.Store;

/** A store that does what the one in memory does, except for the bug that a test plants in it. */
class PlantedStore extends ForwardingStore {
    PlantedStore(Store store) {
        super(store);
    }

    /** Plants the bug in every store that is opened on a disk. */
    interface Bug {
        Store in(Store store);
    }

    static Disk disk(Bug bug) {
        return new Disk() {
            private MemoryStore store = new MemoryStore();

            @Override
            public Store open() {
                return bug.in(store);
            }

            @Override
            public void crash() {
                store = store.crash();
            }

            @Override
            public void close() {}
        };
    }
}
