package org.byway.protocol.store;

/** The contract, for the store in memory. */
class MemoryStoreTest extends StoreContract {
    @Override
    protected Store open() {
        return new MemoryStore();
    }

    @Override
    protected Store crash(Store running) {
        return ((MemoryStore) running).crash();
    }
}
