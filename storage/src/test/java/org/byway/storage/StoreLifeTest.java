package org.byway.storage;

import java.nio.file.Path;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreDrill;
import org.byway.protocol.store.StoreFault;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Seeded lives of the store against the one in memory, with tails so short that merges are always under way and crashes
 * fall in their middle.
 */
class StoreLifeTest {
    @TempDir
    Path folder;

    private Store open(int tailRecords) {
        try {
            return LmdbStore.open(new Settings(folder, 1 << 28, tailRecords));
        } catch (StoreFault e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "seed {0}, tail of {1}")
    @CsvSource({"1,1", "3,20", "5,60", "7,200", "9,100000"})
    void livesAsTheModelDoes(long seed, int tailRecords) throws StoreFault {
        Store last = new StoreDrill(seed, open(tailRecords), running -> {
                    running.close();
                    return open(tailRecords);
                })
                .run(240, 24);
        last.close();
    }
}
