package org.byway.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.byway.protocol.market.Samples;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index follows the store over restarts, and heals where it was damaged, taken away or put back. */
class IndexKeeperTest {
    private static final int OFFERS = 300;

    @TempDir
    Path folder;

    private static SignedRecord offer(SearchedStore store, int number) {
        byte[] content = Samples.offer("Ladder " + number).build().toByteArray();
        SignedRecord record = store.record(Kind.OFFER, Samples.TOWN, content, null);
        store.put(record, null);
        return record;
    }

    private static void fill(SearchedStore store) throws Exception {
        for (int i = 0; i < OFFERS; i++) {
            offer(store, i);
        }
        store.commit();
    }

    @Test
    void itIsThereAfterARestartAndGoesOn() throws Exception {
        try (SearchedStore store = new SearchedStore(folder)) {
            fill(store);
            List<Bytes32> before = store.ids("q", "ladder");
            store.close();
            store.open();
            store.settle();
            assertEquals(before, store.ids("q", "ladder"));
            SignedRecord late = offer(store, OFFERS);
            store.commit();
            assertEquals(late.id(), store.ids("q", "ladder").get(0));
        }
    }

    @Test
    void whatHappenedWithoutItIsMadeUpFor() throws Exception {
        try (SearchedStore store = new SearchedStore(folder)) {
            fill(store);
            SignedRecord first = offer(store, OFFERS);
            store.commit();
            store.close();
            Path kept = copy(store.index(), folder.resolve("kept"));
            store.open();
            SignedRecord withdrawal = store.record(Kind.WITHDRAWAL, Samples.TOWN, new byte[0], first.envelope());
            store.put(withdrawal, first);
            SignedRecord second = offer(store, OFFERS + 1);
            store.commit();
            List<Bytes32> now = store.ids("q", "ladder");
            assertEquals(second.id(), now.get(0));
            assertFalse(now.contains(first.id()));
            store.close();
            // The older state of the index is put back, with its older mark.
            delete(store.index());
            copy(kept, store.index());
            store.open();
            store.settle();
            assertEquals(now, store.ids("q", "ladder"));
        }
    }

    @Test
    void whatAKeySignedThatWasRotatedAwayIsNotFound() throws Exception {
        try (SearchedStore store = new SearchedStore(folder)) {
            fill(store);
            assertFalse(store.ids("q", "ladder").isEmpty());
            store.retire();
            store.commit();
            assertEquals(List.of(), store.ids("q", "ladder"));
            store.close();
            delete(store.index());
            store.open();
            store.settle();
            assertEquals(List.of(), store.ids("q", "ladder"), "nor by an index that is made anew");
        }
    }

    @Test
    void aDamagedIndexIsMadeAgain() throws Exception {
        try (SearchedStore store = new SearchedStore(folder)) {
            fill(store);
            List<Bytes32> before = store.ids("q", "ladder");
            List<Path> files = files(store.index());
            for (Path file : files) {
                heals(store, before, file, bytes -> java.util.Arrays.copyOf(bytes, bytes.length / 2));
                heals(store, before, file, IndexKeeperTest::flipped);
                heals(store, before, file, bytes -> new byte[0]);
            }
            store.close();
            delete(store.index());
            store.open();
            store.settle();
            assertEquals(before, store.ids("q", "ladder"));
        }
    }

    @Test
    void anIndexThatLacksAFileIsMadeAgain() throws Exception {
        try (SearchedStore store = new SearchedStore(folder)) {
            fill(store);
            List<Bytes32> before = store.ids("q", "ladder");
            int count = files(store.index()).size();
            for (int i = 0; i < count; i++) {
                store.close();
                List<Path> files = files(store.index());
                Files.delete(files.get(Math.min(i, files.size() - 1)));
                store.open();
                store.settle();
                assertEquals(before, store.ids("q", "ladder"));
            }
        }
    }

    @Test
    void anIndexOfAnotherLayoutIsMadeAgain() throws Exception {
        try (SearchedStore store = new SearchedStore(folder)) {
            fill(store);
            List<Bytes32> before = store.ids("q", "ladder");
            store.close();
            try (Directory directory = FSDirectory.open(store.index());
                    IndexWriter writer =
                            new IndexWriter(directory, new IndexWriterConfig(null).setIndexSort(Fields.ORDER))) {
                Map<String, String> remarks = new TreeMap<>();
                writer.getLiveCommitData().forEach(each -> remarks.put(each.getKey(), each.getValue()));
                remarks.put("layout", "0");
                writer.deleteAll();
                writer.setLiveCommitData(remarks.entrySet());
                writer.commit();
            }
            store.open();
            store.settle();
            assertEquals(before, store.ids("q", "ladder"));
        }
    }

    @Test
    void whatWasFilledInOrDroppedJustBeforeACrashIsMadeUpFor() throws Exception {
        try (SearchedStore store = new SearchedStore(folder)) {
            fill(store);
            SignedRecord filled = offer(store, OFFERS);
            SignedRecord dropped = offer(store, OFFERS + 1);
            SignedRecord replaced = offer(store, OFFERS + 2);
            store.commit();
            store.dropContent(filled);
            store.dropContent(replaced);
            store.commit();
            store.close();
            store.open();
            store.settle();
            Path kept = copy(store.index(), folder.resolve("kept"));
            store.put(filled, null);
            store.put(replaced, null);
            store.commit();
            store.dropContent(dropped);
            store.put(store.record(Kind.WITHDRAWAL, Samples.TOWN, new byte[0], replaced.envelope()), replaced);
            store.commit();
            List<Bytes32> now = store.ids("q", "ladder");
            assertTrue(now.contains(filled.id()) && !now.contains(dropped.id()) && !now.contains(replaced.id()));
            store.close();
            // What a process leaves behind that had no time to write.
            delete(store.index());
            copy(kept, store.index());
            store.open();
            store.settle();
            assertEquals(now, store.ids("q", "ladder"));
        }
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] out = bytes.clone();
        if (out.length > 0) {
            out[out.length / 2] ^= 1;
        }
        return out;
    }

    private static void heals(SearchedStore store, List<Bytes32> before, Path file, UnaryOperator<byte[]> damage)
            throws Exception {
        store.close();
        Path damaged = Files.exists(file) ? file : files(store.index()).get(0);
        Files.write(damaged, damage.apply(Files.readAllBytes(damaged)));
        store.open();
        store.settle();
        assertEquals(before, store.ids("q", "ladder"), damaged::toString);
    }

    @Test
    void anIndexOfAnotherStoreIsMadeAgain() throws Exception {
        Path other = folder.resolve("other");
        try (SearchedStore store = new SearchedStore(other)) {
            for (int i = 0; i < OFFERS; i++) {
                offer(store, i);
            }
            store.commit();
            offer(store, 1);
            store.commit();
        }
        try (SearchedStore store = new SearchedStore(folder)) {
            SignedRecord withdrawn = offer(store, 0);
            fill(store);
            store.put(store.record(Kind.WITHDRAWAL, Samples.TOWN, new byte[0], withdrawn.envelope()), withdrawn);
            store.commit();
            List<Bytes32> before = store.ids("q", "ladder");
            store.close();
            delete(store.index());
            copy(other.resolve("index"), store.index());
            store.open();
            store.settle();
            assertEquals(before, store.ids("q", "ladder"));
        }
    }

    private static List<Path> files(Path index) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        return to;
    }

    private static void delete(Path index) throws IOException {
        for (Path file : files(index)) {
            Files.delete(file);
        }
        Files.deleteIfExists(index.resolve("write.lock"));
        Files.delete(index);
    }
}
