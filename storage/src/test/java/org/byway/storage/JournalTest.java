package org.byway.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.SampleRecords;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal alone holds is there after the next start, and what is left of earlier rounds is not. */
class JournalTest {
    @TempDir
    Path folder;

    private final SampleRecords make = new SampleRecords(5);
    private final Bytes32 town = make.key();
    private final List<SignedRecord> put = new ArrayList<>();

    private LmdbStore open() throws StoreFault {
        return LmdbStore.open(new Settings(folder, 1 << 28, 1000, Settings.NEVER));
    }

    private void commit(Store store, int records) throws StoreFault {
        for (int i = 0; i < records; i++) {
            SignedRecord offer = make.offer(town);
            put.add(offer);
            store.put(offer);
        }
        Store.Group group = store.take();
        group.commit();
        store.committed(group);
    }

    /** The last group that LMDB holds. */
    private long written() throws StoreFault {
        try (Environment env = Environment.open(Settings.in(folder))) {
            return env.state().staged().group();
        }
    }

    private void assertAllThere(Store store) {
        for (SignedRecord record : put) {
            assertTrue(store.written(record.id()));
        }
        assertEquals(put.size(), store.set(town, 0).size());
        List<SignedRecord> scanned =
                store.scan(town, 0, Integer.MAX_VALUE, Integer.MAX_VALUE).records();
        assertEquals(
                put.stream().map(SignedRecord::id).toList(),
                scanned.stream().map(SignedRecord::id).toList());
    }

    @Test
    void aSmallGroupIsInTheJournalAloneAndALargeOneTakesAllToLmdb() throws Exception {
        try (LmdbStore store = open()) {
            commit(store, 1);
            commit(store, 2);
            assertAllThere(store);
        }
        assertEquals(0, written());
        try (LmdbStore store = open()) {
            assertAllThere(store);
            commit(store, 1);
            commit(store, 1000);
            commit(store, 3);
            assertAllThere(store);
        }
        assertEquals(4, written());
        try (LmdbStore store = open()) {
            assertAllThere(store);
        }
    }

    @Test
    void aContentThatIsDroppedInTheJournalIsNotScannedAsItWas() throws Exception {
        try (LmdbStore store = open()) {
            commit(store, 100);
            store.dropContent(put.get(7).id());
            store.put(put.get(8));
            Store.Group group = store.take();
            group.commit();
            store.committed(group);
            SignedRecord scanned = store.scan(town, 0, Integer.MAX_VALUE, Integer.MAX_VALUE)
                    .records()
                    .get(7);
            assertEquals(put.get(7).id(), scanned.id());
            assertEquals(null, scanned.content());
        }
        try (LmdbStore store = open()) {
            assertEquals(null, store.get(put.get(7).id()).content());
            assertNotNull(store.get(put.get(8).id()).content());
        }
    }

    @Test
    void aScanGoesOnInTheMiddleOfWhatTheJournalHolds() throws Exception {
        try (LmdbStore store = open()) {
            commit(store, 100);
            for (int i = 0; i < 10; i++) {
                commit(store, 2);
            }
            List<Bytes32> ids = new ArrayList<>();
            Store.Chunk chunk = new Store.Chunk(List.of(), 0, false);
            while (!chunk.done()) {
                chunk = store.scan(town, chunk.next(), Integer.MAX_VALUE, 7);
                assertTrue(chunk.records().size() <= 7);
                chunk.records().forEach(record -> ids.add(record.id()));
            }
            assertEquals(put.stream().map(SignedRecord::id).toList(), ids);
            assertEquals(chunk.next(), store.scan(town, chunk.next(), 1, 1).next());
            commit(store, 1);
            assertEquals(
                    List.of(put.get(put.size() - 1).id()),
                    store.scan(town, chunk.next(), 1, 1).records().stream()
                            .map(SignedRecord::id)
                            .toList());
        }
    }

    @Test
    void theJournalIsBegunAgainAndWhatIsLeftBehindItIsNotRead() throws Exception {
        try (LmdbStore store = open()) {
            for (int i = 0; i < 5; i++) {
                commit(store, 1);
            }
            store.settle(() -> false);
            commit(store, 1);
            assertAllThere(store);
        }
        assertEquals(1, Journal.read(folder, 5).size());
        assertEquals(0, Journal.read(folder, 6).size());
        try (LmdbStore store = open()) {
            assertAllThere(store);
        }
    }

    @Test
    void moreThanItHasRoomForGoesToLmdb() throws Exception {
        int groups = 0;
        try (LmdbStore store = open()) {
            while (put.size() < 2000) {
                commit(store, 1);
                groups++;
            }
            assertAllThere(store);
        }
        long written = written();
        assertTrue(written > 0 && written < groups, written + " of " + groups);
        try (LmdbStore store = open()) {
            assertAllThere(store);
        }
    }

    @Test
    void anEntryThatWasCutShortIsNotThere() throws Exception {
        try (LmdbStore store = open()) {
            commit(store, 1);
            commit(store, 1);
        }
        byte[] journal = Files.readAllBytes(folder.resolve(Journal.FILE));
        journal[Journal.PAGE_BYTES + 100] ^= 1;
        Files.write(folder.resolve(Journal.FILE), journal);
        put.remove(1);
        try (LmdbStore store = open()) {
            assertAllThere(store);
        }
        assertEquals(1, written());
    }

    @Test
    void aJournalOfAnotherLengthOrNoneIsMadeAgain() throws Exception {
        try (LmdbStore store = open()) {
            commit(store, 1);
            store.settle(() -> false);
        }
        for (byte[] journal : List.of(new byte[0], new byte[10], new byte[3 * Journal.PAGE_BYTES])) {
            Files.write(folder.resolve(Journal.FILE), journal);
            open().close();
        }
        Files.delete(folder.resolve(Journal.FILE));
        try (LmdbStore store = open()) {
            assertAllThere(store);
            assertEquals(
                    "rw-------",
                    java.nio.file.attribute.PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve(Journal.FILE))));
        }
    }

    @Test
    void aStoreThatIsOlderThanItsJournalIsRefused() throws Exception {
        Path data = folder.resolve(Founding.FILE);
        open().close();
        byte[] old = Files.readAllBytes(data);
        try (LmdbStore store = open()) {
            commit(store, 100);
            commit(store, 1);
        }
        Files.write(data, old);
        StoreFault fault = assertThrows(StoreFault.class, this::open);
        assertTrue(fault.getMessage().contains("older than its journal"), fault.getMessage());
        assertFalse(fault.full());
        restore();
    }

    /** What the message advises. */
    private void restore() throws IOException, StoreFault {
        Files.delete(folder.resolve(Journal.FILE));
        open().close();
    }
}
