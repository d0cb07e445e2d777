package org.byway.protocol.market;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Searches by holding every candidate against the query: the plain meaning that faster ways must agree with. */
public final class PlainSearch {
    private final Lexicon lexicon;
    private final Collection<Candidate> candidates;
    private final long now;

    public PlainSearch(Lexicon lexicon, Collection<Candidate> candidates, long now) {
        this.lexicon = lexicon;
        this.candidates = candidates;
        this.now = now;
    }

    /** A page of at most so many; the continuation is that of the page before, or null. */
    public Hits page(Query query, int limit, Continuation from) {
        Reach reach = from == null ? Reach.SPELT : from.reach();
        while (true) {
            Sought sought = Sought.of(query, lexicon, reach);
            TreeMap<Rank, Hit> found = all(sought, query.sort());
            Reach next = reach.next(sought.words().size());
            if (!found.isEmpty() || from != null || next == null) {
                return page(found, reach, limit, from);
            }
            reach = next;
        }
    }

    /** Likewise, of what an intent makes somebody look for. */
    public Hits matches(Sought sought, int limit, Continuation from) {
        return page(all(sought, Sort.RELEVANCE), Reach.SPELT, limit, from);
    }

    private TreeMap<Rank, Hit> all(Sought sought, Sort sort) {
        TreeMap<Rank, Hit> found = new TreeMap<>();
        for (Candidate candidate : candidates) {
            if (Match.of(sought, candidate, now) instanceof Match.Fits fits) {
                found.put(Rank.of(sort, fits, candidate), Hit.of(candidate, fits));
            }
        }
        return found;
    }

    private static Hits page(TreeMap<Rank, Hit> found, Reach reach, int limit, Continuation from) {
        List<Hit> hits = new ArrayList<>();
        Rank last = null;
        for (var one : (from == null ? found : found.tailMap(from.after(), false)).entrySet()) {
            if (hits.size() == limit) {
                return new Hits(hits, reach, new Continuation(reach, last));
            }
            hits.add(one.getValue());
            last = one.getKey();
        }
        return new Hits(hits, reach, null);
    }
}
