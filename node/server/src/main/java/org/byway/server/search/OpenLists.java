package org.byway.server.search;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;

/** The lists of all segments, kept open from one search to the next: to open them takes longer than most searches. */
final class OpenLists {
    private final Map<Object, Lists> bySegment = new HashMap<>();

    /** Lets go of segments that are not in this state of the index, or were opened for another one: those are closed with it. */
    void keep(DirectoryReader reader) {
        Set<Object> now = new HashSet<>();
        for (LeafReaderContext segment : reader.leaves()) {
            now.add(key(segment.reader()));
        }
        bySegment.keySet().retainAll(now);
    }

    Lists of(LeafReader segment) {
        return bySegment
                .computeIfAbsent(key(segment), any -> new Lists(segment))
                .begin();
    }

    private static Object key(LeafReader segment) {
        return segment.getReaderCacheHelper().getKey();
    }
}
