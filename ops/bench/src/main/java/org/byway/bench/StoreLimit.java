package org.byway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.peer.Event;
import org.byway.protocol.peer.Inbound;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.storage.LmdbStore;
import org.byway.storage.Settings;

/**
 * How many records the store alone takes in a second: the same records, rows, indexes, flags and size of groups as the
 * node's, with nothing before it. As in the node, one group is staged while the one before it is committed.
 */
final class StoreLimit {
    /** Parcels that are opened, while no clock runs, before the next stretch is put. */
    private static final int STRETCH = 20;

    private final Parcels parcels;
    private final Inbound inbound;
    private final int groupRecords;
    private long nanos;
    private long records;

    StoreLimit(Parcels parcels, SignatureCheck check, int groupRecords) {
        this.parcels = parcels;
        this.inbound = new Inbound(new Verification(check), check);
        this.groupRecords = Math.max(1, groupRecords);
    }

    /** Puts the parcels from the first on into a new store in that folder; those before the second are not timed. */
    double perSecond(Path folder, int from, int timedFrom, int to)
            throws IOException, BenchFailure, InterruptedException {
        try (Store store = LmdbStore.open(Settings.in(folder));
                ExecutorService committer = Executors.newSingleThreadExecutor()) {
            int at = from;
            while (at < to) {
                int end = Math.min(at + STRETCH, at < timedFrom ? timedFrom : to);
                stretch(store, committer, open(at, end), at >= timedFrom);
                at = end;
            }
        } catch (StoreFault e) {
            throw fault(e);
        }
        return records * 1e9 / nanos;
    }

    private List<SignedRecord> open(int from, int to) throws IOException {
        List<SignedRecord> out = new ArrayList<>();
        for (int parcel = from; parcel < to; parcel++) {
            for (Judged judged : ((Event.Delivered) inbound.open(1, parcels.frame(parcel))).records()) {
                out.add(judged.record());
            }
        }
        return out;
    }

    private void stretch(Store store, ExecutorService committer, List<SignedRecord> all, boolean timed)
            throws BenchFailure, InterruptedException {
        long started = System.nanoTime();
        Store.Group under = null;
        Future<?> commit = null;
        for (int first = 0; first < all.size(); first += groupRecords) {
            for (SignedRecord record : all.subList(first, Math.min(first + groupRecords, all.size()))) {
                store.head(record.envelope().author(), record.envelope().lineage());
                store.put(record);
            }
            finish(store, under, commit);
            Store.Group group = store.take();
            under = group;
            commit = committer.submit(() -> {
                group.commit();
                return null;
            });
        }
        finish(store, under, commit);
        if (timed) {
            nanos += System.nanoTime() - started;
            records += all.size();
        }
    }

    private static void finish(Store store, Store.Group group, Future<?> commit)
            throws BenchFailure, InterruptedException {
        if (group == null) {
            return;
        }
        try {
            commit.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreFault fault) {
                throw fault(fault);
            }
            throw new IllegalStateException(e.getCause());
        }
        store.committed(group);
    }

    private static BenchFailure fault(StoreFault fault) {
        return new BenchFailure(
                "disk",
                "The store cannot be written: " + fault.getMessage() + ".",
                "Name another folder with --folder.");
    }
}
