package org.byway.protocol.market;

import java.util.List;

/** A page of what was found, best first; how far the search had to reach; and where the next page begins, or null. */
public record Hits(List<Hit> hits, Reach reach, Continuation next) {
    public Hits {
        hits = List.copyOf(hits);
    }
}
