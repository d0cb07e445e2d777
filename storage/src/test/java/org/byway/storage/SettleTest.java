package org.byway.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.SampleRecords;
import org.byway.protocol.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a run: what was gathered is merged, so that the next start reads no record again. */
class SettleTest {
    private static final int RECORDS = 500;

    @TempDir
    Path folder;

    private final SampleRecords make = new SampleRecords(11);
    private final Bytes32 town = make.key();
    private final List<SignedRecord> put = new ArrayList<>();

    private LmdbStore filled() throws Exception {
        LmdbStore store = LmdbStore.open(Settings.in(folder));
        for (int i = 0; i < RECORDS; i++) {
            put.add(make.offer(town));
            store.put(put.get(i));
            if (i % 50 == 0) {
                commit(store);
            }
        }
        commit(store);
        return store;
    }

    private static void commit(Store store) throws Exception {
        Store.Group group = store.take();
        group.commit();
        store.committed(group);
    }

    @Test
    void afterSettlingNothingIsLeftToBeMerged() throws Exception {
        try (LmdbStore store = filled()) {
            store.settle(() -> true);
            assertAllThere(store);
        }
        int[] asked = new int[1];
        try (LmdbStore store = LmdbStore.open(Settings.in(folder))) {
            store.settle(() -> {
                asked[0]++;
                return true;
            });
            assertAllThere(store);
        }
        assertEquals(0, asked[0], "the next start found nothing to gather");
    }

    @Test
    void whoMayNotGoOnSettlesNothingAndLosesNothing() throws Exception {
        try (LmdbStore store = filled()) {
            store.settle(() -> false);
        }
        try (LmdbStore store = LmdbStore.open(Settings.in(folder))) {
            assertAllThere(store);
        }
    }

    @Test
    void whatIsTakenAndNotCommittedIsNotPassedOver() throws Exception {
        try (LmdbStore store = filled()) {
            SignedRecord late = make.offer(town);
            store.put(late);
            Store.Group group = store.take();
            store.settle(() -> true);
            group.commit();
            store.committed(group);
            assertNotNull(store.get(late.id()));
        }
    }

    private void assertAllThere(LmdbStore store) {
        assertEquals(RECORDS, store.set(town, 0).size());
        for (SignedRecord record : put) {
            assertTrue(store.written(record.id()));
        }
    }
}
