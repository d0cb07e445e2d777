package org.byway.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.storage.LmdbStore;
import org.byway.storage.Settings;

/** The store on disk, with so small a tail that its indexes are merged again and again. */
public final class LmdbDisk implements Disk {
    private static final long MOST_BYTES = 1L << 30;
    /** The tails of host 0, 1, 2 and so on, in records. */
    private static final int[] TAILS = {64, 3, 500, 16, 1, 128};

    private final Path folder;
    private final int tailRecords;
    private Store store;

    private LmdbDisk(Path folder, int tailRecords) {
        this.folder = folder;
        this.tailRecords = tailRecords;
    }

    /** Disks that are folders of their own in that one, and are gone at the end. */
    public static Maker in(Path folder) {
        return new Within(folder);
    }

    private record Within(Path folder) implements Maker {
        @Override
        public Disk make(int host) {
            try {
                return new LmdbDisk(
                        Files.createTempDirectory(folder, "host-" + host + "-"), TAILS[host % TAILS.length]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String option() {
            return " --store lmdb";
        }
    }

    @Override
    public Store open() {
        try {
            store = LmdbStore.open(new Settings(folder, MOST_BYTES, tailRecords, Settings.NEVER));
            return store;
        } catch (StoreFault e) {
            throw new IllegalStateException("the store does not open again: " + e.getMessage(), e);
        }
    }

    /** What is not committed is nowhere but in memory, and what is journaled stays so: to close is to crash. */
    @Override
    public void crash() {
        store.close();
        store = null;
    }

    @Override
    public void close() {
        if (store != null) {
            crash();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
