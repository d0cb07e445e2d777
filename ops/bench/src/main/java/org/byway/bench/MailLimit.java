package org.byway.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.byway.protocol.mail.MailStore;
import org.byway.protocol.mail.MailStore.Shelf;
import org.byway.protocol.store.StoreFault;
import org.byway.storage.LmdbMailStore;

/** How long the mail store alone takes to make one letter durable, one after the other: each is a synced commit. */
final class MailLimit {
    private static final int LETTER_BYTES = 1_400;
    private static final long MOST_BYTES = 256L << 20;

    private final Path folder;

    MailLimit(Path folder) {
        this.folder = folder;
    }

    /** Milliseconds of each commit, ascending. */
    double[] millis(int commits, RandomGenerator random) throws BenchFailure {
        double[] millis = new double[commits];
        byte[] letter = new byte[LETTER_BYTES];
        random.nextBytes(letter);
        try (MailStore store = LmdbMailStore.open(folder, MOST_BYTES)) {
            for (int i = 0; i < commits; i++) {
                byte[] key = new byte[32];
                random.nextBytes(key);
                long begun = System.nanoTime();
                store.put(Shelf.WAITING, key, letter);
                MailStore.Group group = store.take();
                group.commit();
                store.committed(group);
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
        } catch (StoreFault e) {
            throw new BenchFailure("disk", "The store cannot be written: " + e.getMessage() + ".", "");
        }
        Arrays.sort(millis);
        return millis;
    }
}
