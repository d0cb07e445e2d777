package org.byway.server.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.BytesRef;
import org.byway.protocol.market.Rank;

/** The first so many records behind a rank, of those that were found so far in all segments. */
final class Ranking {
    private final int most;
    private final Rank after;
    private final PriorityQueue<Kept> kept = new PriorityQueue<>(
            Collections.reverseOrder((one, other) -> one.rank().compareTo(other.rank())));

    /** A document of a segment: how it stands, when it expires, and its {@link HitLine}. */
    record Kept(Rank rank, int score, long expires, LeafReaderContext segment, BytesRef line) {}

    /**
     * @param most how many to keep
     * @param after null to begin with the first
     */
    Ranking(int most, Rank after) {
        this.most = most;
        this.after = after;
    }

    boolean full() {
        return kept.size() == most;
    }

    /** The last of those that are kept, once there are so many. */
    Kept last() {
        return kept.peek();
    }

    /** Whether something of that worth and time may stand behind where the list begins. */
    boolean mayFollow(long worth, long created) {
        return after == null || worth > after.worth() || worth == after.worth() && created <= after.created();
    }

    boolean follows(Rank rank) {
        return after == null || rank.compareTo(after) > 0;
    }

    void keep(Kept one) {
        kept.add(one);
        if (kept.size() > most) {
            kept.poll();
        }
    }

    /** In order. */
    List<Kept> best() {
        List<Kept> best = new ArrayList<>(kept);
        best.sort((one, other) -> one.rank().compareTo(other.rank()));
        return best;
    }
}
