package org.byway.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.SampleRecords;
import org.byway.protocol.store.Store.Group;
import org.byway.protocol.store.StoreFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.Txn;

/** A store that cannot write any more says so, goes on reading, keeps what it acknowledged, and recovers. */
class FullTest {
    @TempDir
    Path folder;

    private final SampleRecords make = new SampleRecords(3);
    private final Bytes32 town = make.key();
    private final List<SignedRecord> acknowledged = new ArrayList<>();
    private final List<SignedRecord> staged = new ArrayList<>();
    private boolean mounted;

    /** Writes groups until one fails, and returns that one. */
    private Group fill(LmdbStore store) throws StoreFault {
        while (true) {
            staged.clear();
            for (int i = 0; i < 200; i++) {
                SignedRecord offer = make.offer(town);
                staged.add(offer);
                store.put(offer);
            }
            Group group = store.take();
            try {
                group.commit();
            } catch (StoreFault fault) {
                assertTrue(fault.full(), fault.getMessage());
                assertTrue(fault.getMessage().matches(".*(raise the limit|make room).*"), fault.getMessage());
                return group;
            }
            store.committed(group);
            acknowledged.addAll(staged);
        }
    }

    private void assertAllRead(LmdbStore store) {
        for (SignedRecord record : acknowledged) {
            assertNotNull(store.get(record.id()));
        }
    }

    @Test
    void aFullMapStopsWritingAndAHigherLimitLetsItGoOn() throws StoreFault {
        try (LmdbStore store = LmdbStore.open(new Settings(folder, 4 << 20, 500))) {
            Group failed = fill(store);
            assertAllRead(store);
            assertThrows(StoreFault.class, failed::commit);
            assertAllRead(store);
        }
        try (LmdbStore store = LmdbStore.open(new Settings(folder, 16 << 20, 500))) {
            assertAllRead(store);
            assertFalse(store.knows(staged.get(0).id()));
            assertEquals(acknowledged.size(), store.set(town, 0).size());
            fill(store);
            assertAllRead(store);
        }
    }

    @Test
    void aFullDiskStopsWritingUntilThereIsRoom() throws Exception {
        mount("size=6m");
        try (LmdbStore store = LmdbStore.open(new Settings(folder, 1 << 30, 500))) {
            Group failed = fill(store);
            assertAllRead(store);
            assertThrows(StoreFault.class, failed::commit);
            mount("remount,size=12m");
            failed.commit();
            store.committed(failed);
            acknowledged.addAll(staged);
            assertAllRead(store);
            fill(store);
        }
        try (LmdbStore store = LmdbStore.open(new Settings(folder, 1 << 30, 500))) {
            assertAllRead(store);
            assertEquals(acknowledged.size(), store.set(town, 0).size());
        }
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", folder.toString());
        }
    }

    /** Only root may mount: elsewhere this is skipped, and says so. */
    private void mount(String options) throws IOException, InterruptedException {
        mounted |= run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
        if (!mounted) {
            System.err.println("SKIPPED: a full disk was not tried, for this user may not mount a small one");
        }
        Assumptions.assumeTrue(mounted, "mounting a small disk needs root");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aStoreOfANewerLayoutIsRefused() throws StoreFault {
        LmdbStore.open(Settings.in(folder)).close();
        try (Environment env = Environment.open(Settings.in(folder));
                Txn<ByteBuffer> txn = env.write()) {
            ByteBuffer key = ByteBuffer.allocateDirect(1).put(0, (byte) 'v');
            env.meta.reserve(txn, key, Integer.BYTES).putInt(Schema.VERSION + 1);
            txn.commit();
        }
        StoreFault fault = assertThrows(StoreFault.class, () -> LmdbStore.open(Settings.in(folder)));
        assertTrue(fault.getMessage().contains("newer version"), fault.getMessage());
        assertFalse(fault.full());
    }

    @Test
    void aStoreIsOpenedOnceOnly() throws StoreFault {
        try (LmdbStore store = LmdbStore.open(Settings.in(folder))) {
            StoreFault fault = assertThrows(StoreFault.class, () -> LmdbStore.open(Settings.in(folder)));
            assertTrue(fault.getMessage().contains("open already"), fault.getMessage());
            assertNull(store.take());
        }
        LmdbStore.open(Settings.in(folder)).close();
    }
}
