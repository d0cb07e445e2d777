package org.byway.server.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSet;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.DocIdSetBuilder;

/**
 * Looks up the documents of a segment that have a term, each term's as a list of its own; many lists are made one. For one
 * search at a time: what was opened for one is used again by the next.
 */
final class Lists {
    private static final int MOST_APART = 64;
    private static final int MOST_KEPT = 512;

    private final LeafReader segment;
    private final TreeMap<String, TermsEnum> fields = new TreeMap<>();
    private final List<PostingsEnum> kept = new ArrayList<>();
    private int used;

    Lists(LeafReader segment) {
        this.segment = segment;
    }

    /** Another search begins: what the one before got is not read any more. */
    Lists begin() {
        used = 0;
        return this;
    }

    List<DocIdSetIterator> of(String field, String term) throws IOException {
        return of(field, List.of(new BytesRef(term)));
    }

    List<DocIdSetIterator> ofAny(String field, Collection<String> terms) throws IOException {
        return terms.isEmpty()
                ? List.of()
                : of(field, terms.stream().map(BytesRef::new).toList());
    }

    /** Those of the terms that the segment has. */
    List<DocIdSetIterator> of(String field, Collection<BytesRef> terms) throws IOException {
        TermsEnum known = terms(field);
        if (known == null) {
            return List.of();
        }
        if (terms.size() > MOST_APART) {
            return together(known, terms);
        }
        List<DocIdSetIterator> found = new ArrayList<>();
        for (BytesRef term : terms) {
            if (known.seekExact(term)) {
                found.add(postings(known));
            }
        }
        return found;
    }

    private PostingsEnum postings(TermsEnum term) throws IOException {
        PostingsEnum before = used < kept.size() ? kept.get(used) : null;
        PostingsEnum postings = term.postings(before, PostingsEnum.NONE);
        if (before != null) {
            kept.set(used++, postings);
        } else if (used < MOST_KEPT) {
            kept.add(postings);
            used++;
        }
        return postings;
    }

    private List<DocIdSetIterator> together(TermsEnum known, Collection<BytesRef> terms) throws IOException {
        DocIdSetBuilder all = new DocIdSetBuilder(segment.maxDoc());
        PostingsEnum postings = null;
        for (BytesRef term : terms) {
            if (known.seekExact(term)) {
                postings = known.postings(postings, PostingsEnum.NONE);
                all.add(postings);
            }
        }
        return postings == null ? List.of() : list(all);
    }

    static List<DocIdSetIterator> list(DocIdSetBuilder of) throws IOException {
        DocIdSet built = of.build();
        DocIdSetIterator list = built.iterator();
        return list == null ? List.of() : List.of(list);
    }

    /** In how many documents the terms are, one that is in two counted twice. */
    long count(String field, Collection<BytesRef> terms) throws IOException {
        TermsEnum known = terms(field);
        long sum = 0;
        for (BytesRef term : terms) {
            sum += known != null && known.seekExact(term) ? known.docFreq() : 0;
        }
        return sum;
    }

    private TermsEnum terms(String field) throws IOException {
        TermsEnum known = fields.get(field);
        if (known == null && !fields.containsKey(field)) {
            Terms terms = segment.terms(field);
            known = terms == null ? null : terms.iterator();
            fields.put(field, known);
        }
        return known;
    }
}
