package org.byway.server.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.lucene.util.BytesRef;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.storage.Follower;

/**
 * Writes records into an index. Many are shared out among the processors by their lineage, so that the revisions of one
 * thing stay in their order.
 */
final class Indexing {
    private static final int FEW = 256;
    private static final String LANGUAGES = "languages.";

    private final SearchIndex index;
    private final Languages languages;
    private final List<Documents> lanes = new ArrayList<>();

    /** The languages are filled with those that the index remembers, and kept up. */
    Indexing(SearchIndex index, Languages languages) {
        this.index = index;
        this.languages = languages;
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            lanes.add(new Documents());
        }
        index.remarks().forEach((key, text) -> {
            if (key.startsWith(LANGUAGES)) {
                languages.put(Bytes32.ofHex(key.substring(LANGUAGES.length())), List.of(text.split(",")));
            }
        });
    }

    /** @param alone whether nobody else needs the processors */
    void take(List<Follower.Heard> records, boolean alone) throws IOException {
        for (Follower.Heard heard : records) {
            List<String> tags = languages.heed(heard.envelope(), heard.content());
            if (!tags.isEmpty()) {
                index.remark(LANGUAGES + heard.envelope().home().hex(), String.join(",", tags));
            }
        }
        if (!alone || records.size() < FEW) {
            for (Follower.Heard heard : records) {
                take(heard, lanes.get(0));
            }
        } else {
            shareOut(records);
        }
    }

    private void shareOut(List<Follower.Heard> records) throws IOException {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int lane = 1; lane < lanes.size(); lane++) {
            int number = lane;
            running.add(CompletableFuture.runAsync(
                    () -> take(records, number),
                    task -> Thread.ofPlatform().name("byway-indexing").start(task)));
        }
        try {
            take(records, 0);
            running.forEach(CompletableFuture::join);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private void take(List<Follower.Heard> records, int lane) {
        try {
            for (Follower.Heard heard : records) {
                if (Math.floorMod(heard.envelope().lineage().hashCode(), lanes.size()) == lane) {
                    take(heard, lanes.get(lane));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * By lineage, and not only what the record says that it replaced: a revision in between may have gone from the log before
     * it was followed.
     */
    private void take(Follower.Heard heard, Documents documents) throws IOException {
        Candidate candidate = IndexKeeper.candidate(heard.envelope(), heard.content(), languages);
        boolean replaces = heard.replaced() != 0 && says(heard);
        if (candidate == null && !replaces) {
            return;
        }
        BytesRef lineage = Fields.lineage(heard.envelope());
        if (candidate == null) {
            index.takeLineage(lineage);
        } else if (replaces) {
            index.put(lineage, documents.of(heard.number(), lineage, candidate));
        } else {
            index.add(documents.of(heard.number(), lineage, candidate));
        }
    }

    /** Whether it may have taken the place of an offer or an intent. */
    private static boolean says(Follower.Heard heard) {
        return heard.envelope().is(Kind.OFFER)
                || heard.envelope().is(Kind.INTENT)
                || heard.envelope().is(Kind.WITHDRAWAL);
    }
}
