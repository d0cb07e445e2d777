package org.byway.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.storage.LmdbStore;
import org.byway.storage.Settings;

/** How long the store alone takes to make one record durable, at the rate that is measured and with nothing beside it. */
final class CommitLimit {
    private final Path folder;
    private final int perSecond;

    CommitLimit(Path folder, int perSecond) {
        this.folder = folder;
        this.perSecond = perSecond;
    }

    /** Milliseconds of each commit, ascending. */
    double[] millis(List<SignedRecord> records) throws BenchFailure {
        double[] millis = new double[records.size()];
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        try (Store store = LmdbStore.open(Settings.in(folder))) {
            long next = System.nanoTime();
            for (int i = 0; i < millis.length; i++) {
                while (System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                long begun = System.nanoTime();
                store.put(records.get(i));
                Store.Group group = store.take();
                group.commit();
                millis[i] = (System.nanoTime() - begun) / 1e6;
                store.committed(group);
                next += gap;
            }
        } catch (StoreFault e) {
            throw new BenchFailure("disk", "The store cannot be written: " + e.getMessage() + ".", "");
        }
        Arrays.sort(millis);
        return millis;
    }
}
