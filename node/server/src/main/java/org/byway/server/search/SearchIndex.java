package org.byway.server.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.byway.protocol.record.Bytes32;

/**
 * The index on disk, and its newest readable state. Written by the keeper alone; read by many. What was not committed when
 * the process ends is gone, and is followed again from the mark that was committed last.
 */
final class SearchIndex implements Closeable {
    /** To be raised whenever documents, or the words and stems in them, are made differently. */
    private static final int LAYOUT = 2;

    private static final double BUFFER_MEGABYTES = 96;
    private static final int MERGES_WAITING = 6;
    private static final double SEGMENTS = 6;
    private static final int SEGMENTS_AT_REST = 3;
    private static final String LAYOUT_KEY = "layout";
    private static final String NEXT_KEY = "next";
    private static final String ANCHOR_KEY = "anchor";
    private static final String ANCHOR_ID_KEY = "anchorId";
    private static final String WHOLE_KEY = "whole";

    private final Directory directory;
    private final IndexWriter writer;
    private final ReaderManager readers;
    private final Mark mark;
    private final boolean whole;
    private final ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
    private final Map<String, String> remarks = new TreeMap<>();

    /**
     * Up to where the index follows the store.
     *
     * @param next the last entry of the log that was looked at
     * @param anchor an entry before it that held a record, and the id that it is about: by it a store is known again
     */
    record Mark(long next, long anchor, Bytes32 id) {
        static final Mark START = new Mark(0, 0, Bytes32.ZERO);
    }

    private SearchIndex(Directory directory, Map<String, String> committed, IndexWriterConfig.OpenMode mode)
            throws IOException {
        this.directory = directory;
        remarks.putAll(committed);
        mark = remarks.isEmpty()
                ? Mark.START
                : new Mark(
                        Long.parseLong(remarks.get(NEXT_KEY)),
                        Long.parseLong(remarks.get(ANCHOR_KEY)),
                        Bytes32.ofHex(remarks.get(ANCHOR_ID_KEY)));
        whole = remarks.isEmpty() || remarks.containsKey(WHOLE_KEY);
        writer = new IndexWriter(directory, config(mode, merges));
        readers = readers(writer);
    }

    private static IndexWriterConfig config(IndexWriterConfig.OpenMode mode, ConcurrentMergeScheduler merges) {
        merges.setMaxMergesAndThreads(MERGES_WAITING, 1);
        return new IndexWriterConfig(null)
                .setOpenMode(mode)
                .setIndexSort(Fields.ORDER)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setUseCompoundFile(false)
                .setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(SEGMENTS))
                .setMergeScheduler(merges);
    }

    private static ReaderManager readers(IndexWriter writer) throws IOException {
        try {
            return new ReaderManager(writer);
        } catch (IOException | RuntimeException | InternalError e) {
            writer.rollback();
            throw e;
        }
    }

    /** Opens what is in the folder once every byte of it was checked; null where there is none of this layout. */
    static SearchIndex open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        Directory directory = new YoungFiles(folder);
        try {
            if (!DirectoryReader.indexExists(directory)) {
                directory.close();
                return null;
            }
            Map<String, String> committed =
                    SegmentInfos.readLatestCommit(directory).getUserData();
            if (!Integer.toString(LAYOUT).equals(committed.get(LAYOUT_KEY))) {
                directory.close();
                return null;
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                check(reader);
            }
            return new SearchIndex(directory, committed, IndexWriterConfig.OpenMode.APPEND);
        } catch (IOException | RuntimeException | InternalError e) {
            directory.close();
            throw e;
        }
    }

    private static void check(DirectoryReader reader) throws IOException {
        for (LeafReaderContext segment : reader.leaves()) {
            if (segment.reader() instanceof CodecReader files) {
                files.checkIntegrity();
            }
        }
    }

    /** An empty one, in the place of what is in the folder. */
    static SearchIndex make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.createDirectories(folder);
        Directory directory = new YoungFiles(folder);
        try {
            return new SearchIndex(directory, Map.of(), IndexWriterConfig.OpenMode.CREATE);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Up to where it followed the store when it was opened. */
    Mark mark() {
        return mark;
    }

    /** Whether it has followed everything up to there; otherwise the process ended without a word. */
    boolean whole() {
        return whole;
    }

    /** What was remembered beside the documents, or null. */
    String remark(String key) {
        return remarks.get(key);
    }

    void remark(String key, String text) {
        remarks.put(key, text);
    }

    Map<String, String> remarks() {
        return remarks;
    }

    void add(Document document) throws IOException {
        writer.addDocument(document);
    }

    /** In the place of all else of its lineage. */
    void put(BytesRef lineage, Document document) throws IOException {
        writer.updateDocument(new Term(Fields.LINEAGE, lineage), document);
    }

    void takeLineage(BytesRef lineage) throws IOException {
        writer.deleteDocuments(new Term(Fields.LINEAGE, lineage));
    }

    void take(long number) throws IOException {
        writer.deleteDocuments(new Term(Fields.NUMBER, Fields.number(number)));
    }

    /** Drops what expires at or before that time. */
    void expire(long time) throws IOException {
        writer.deleteDocuments(LongPoint.newRangeQuery(Fields.EXPIRES, Long.MIN_VALUE, time));
    }

    /** Lets searches see what was written. */
    void refresh() throws IOException {
        readers.maybeRefreshBlocking();
    }

    /** The newest state; to be given back. */
    DirectoryReader acquire() throws IOException {
        return readers.acquire();
    }

    void release(DirectoryReader reader) throws IOException {
        readers.release(reader);
    }

    /** Reads every byte of what can be searched, and throws where one is wrong. */
    void check() throws IOException {
        DirectoryReader reader = acquire();
        try {
            check(reader);
        } finally {
            release(reader);
        }
    }

    /** Begins to make few segments of many, on threads of their own: each takes its share of every search. */
    void compact() throws IOException {
        writer.forceMerge(SEGMENTS_AT_REST, false);
    }

    /** Whether segments are being merged. */
    boolean merging() {
        return merges.mergeThreadCount() > 0 || writer.hasPendingMerges();
    }

    /**
     * Makes it durable, following the store up to the mark.
     *
     * @param whole whether nothing happened behind the mark's back that it has not heard of, and nothing will
     */
    void commit(Mark upTo, boolean whole) throws IOException {
        if (whole) {
            remarks.put(WHOLE_KEY, "");
        } else {
            remarks.remove(WHOLE_KEY);
        }
        remarks.put(LAYOUT_KEY, Integer.toString(LAYOUT));
        remarks.put(NEXT_KEY, Long.toString(upTo.next()));
        remarks.put(ANCHOR_KEY, Long.toString(upTo.anchor()));
        remarks.put(ANCHOR_ID_KEY, upTo.id().hex());
        writer.setLiveCommitData(remarks.entrySet());
        writer.commit();
    }

    /** Without a commit. */
    @Override
    public void close() throws IOException {
        try (directory) {
            try (readers) {
                writer.rollback();
            }
        }
    }
}
