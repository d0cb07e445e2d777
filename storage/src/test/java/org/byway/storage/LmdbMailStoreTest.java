package org.byway.storage;

import java.nio.file.Path;
import org.byway.protocol.mail.MailStore;
import org.byway.protocol.mail.MailStoreContract;
import org.byway.protocol.store.StoreFault;
import org.junit.jupiter.api.io.TempDir;

/** The contract, for letters on disk. */
class LmdbMailStoreTest extends MailStoreContract {
    private static final long MOST_BYTES = 64L << 20;

    @TempDir
    Path folder;

    @Override
    protected MailStore open() throws StoreFault {
        return LmdbMailStore.open(folder, MOST_BYTES);
    }

    /** What is not committed is nowhere but in memory, so to close is to crash. */
    @Override
    protected MailStore crash(MailStore running) throws StoreFault {
        running.close();
        return open();
    }
}
