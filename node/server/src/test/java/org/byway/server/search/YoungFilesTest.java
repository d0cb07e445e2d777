package org.byway.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.byway.protocol.record.Bytes32;
import org.byway.server.search.SearchIndex.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YoungFilesTest {
    @TempDir
    Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void add(SearchIndex index) throws IOException {
        Document document = new Document();
        document.add(new NumericDocValuesField(Fields.CREATED, 1));
        document.add(new NumericDocValuesField(Fields.ID_HIGH, 1));
        index.add(document);
    }

    private static int found(SearchIndex index) throws IOException {
        DirectoryReader reader = index.acquire();
        try {
            return reader.numDocs();
        } finally {
            index.release(reader);
        }
    }

    @Test
    void oneMoreDocumentIsFoundAndCostsTheDiskNothingUntilTheCommit() throws IOException {
        try (SearchIndex index = SearchIndex.make(folder)) {
            add(index);
            index.commit(new Mark(1, 1, Bytes32.ZERO), true);
            List<String> committed = files();
            add(index);
            index.refresh();
            assertEquals(2, found(index));
            assertEquals(committed, files());
            index.commit(new Mark(2, 2, Bytes32.ZERO), true);
            assertTrue(files().size() > committed.size(), files().toString());
        }
        try (SearchIndex again = SearchIndex.open(folder)) {
            assertEquals(2, found(again));
        }
    }
}
