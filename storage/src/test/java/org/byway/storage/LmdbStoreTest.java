package org.byway.storage;

import java.nio.file.Path;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreContract;
import org.byway.protocol.store.StoreFault;
import org.junit.jupiter.api.io.TempDir;

/** The contract, for the store on disk. */
class LmdbStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    protected Store open() throws StoreFault {
        return LmdbStore.open(Settings.in(folder));
    }

    /** What is not committed is nowhere but in memory, so to close is to crash. */
    @Override
    protected Store crash(Store running) throws StoreFault {
        running.close();
        return open();
    }
}
