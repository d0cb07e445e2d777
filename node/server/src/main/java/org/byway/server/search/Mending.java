package org.byway.server.search;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.byway.protocol.record.Kind;
import org.byway.storage.Follower;

/**
 * Finds entries behind an index's mark whose contents were filled in or dropped while it did not hear of it: the process
 * ended first. The log is gone through once, page by page, and held against the numbers that the index has.
 */
final class Mending {
    private static final int PAGE_RECORDS = 4_096;

    private final Follower store;
    private final long end;
    private final BitSet indexed;
    private final BitSet held = new BitSet();
    private final BitSet replaced = new BitSet();
    private long next;

    /** @param end the last entry that the index has looked at; entries are counted by whole numbers below 2^31 here */
    Mending(Follower store, long end, DirectoryReader index) throws IOException {
        this.store = store;
        this.end = Math.min(end, Integer.MAX_VALUE - 1);
        this.indexed = numbers(index);
    }

    private static BitSet numbers(DirectoryReader index) throws IOException {
        BitSet numbers = new BitSet();
        for (LeafReaderContext segment : index.leaves()) {
            Terms terms = segment.reader().terms(Fields.NUMBER);
            Bits live = segment.reader().getLiveDocs();
            TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
            PostingsEnum postings = null;
            while (each.next() != null) {
                postings = each.postings(postings, PostingsEnum.NONE);
                int document = postings.nextDoc();
                while (document != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(document)) {
                    document = postings.nextDoc();
                }
                long number = Fields.number(each.term());
                if (document != DocIdSetIterator.NO_MORE_DOCS && number < Integer.MAX_VALUE) {
                    numbers.set((int) number);
                }
            }
        }
        return numbers;
    }

    /** Looks through one page; whether there are more. */
    boolean step() {
        Follower.Page page = store.page(next, PAGE_RECORDS);
        page.records().forEach(this::look);
        boolean more = page.next() > next && !page.done();
        next = page.next();
        return more;
    }

    private void look(Follower.Heard heard) {
        boolean market = heard.envelope().is(Kind.OFFER) || heard.envelope().is(Kind.INTENT);
        if (market && heard.content() != null && heard.number() <= end) {
            held.set((int) heard.number());
        }
        if (heard.replaced() > 0 && heard.replaced() <= end) {
            replaced.set((int) heard.replaced());
        }
    }

    /** Entries that stand otherwise in the store than in the index, or may do so; but none that was superseded. */
    long[] different() {
        held.andNot(replaced);
        held.xor(indexed);
        Map<BytesRef, Long> lineages = new HashMap<>();
        held.stream().filter(number -> !indexed.get(number)).forEach(number -> {
            Follower.Heard heard = store.at(number);
            if (heard != null) {
                lineages.put(Fields.lineage(heard.envelope()), heard.number());
            }
        });
        for (long from = 0; !lineages.isEmpty(); ) {
            Follower.Page page = store.page(from, PAGE_RECORDS);
            page.records().forEach(heard -> {
                Long number = lineages.get(Fields.lineage(heard.envelope()));
                if (number != null && number < heard.number()) {
                    held.clear(Math.toIntExact(number));
                }
            });
            if (page.done()) {
                break;
            }
            from = page.next();
        }
        return held.stream().mapToLong(number -> number).toArray();
    }
}
