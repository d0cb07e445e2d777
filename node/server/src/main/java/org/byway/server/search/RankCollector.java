package org.byway.server.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.byway.protocol.market.Rank;
import org.byway.protocol.market.Sort;
import org.byway.protocol.market.Sought;

/**
 * Keeps the first so many records behind a rank. Documents of a segment come newest first: once enough are kept, what
 * comes later in the same segment must have a better score to count.
 */
final class RankCollector implements Collector {
    private final Sought sought;
    private final Sort sort;
    private final int most;
    private final Rank after;
    private final long now;
    private final PriorityQueue<Kept> kept = new PriorityQueue<>(
            Collections.reverseOrder((one, other) -> one.rank().compareTo(other.rank())));

    /** A document of a segment and its rank and score. */
    record Kept(Rank rank, int score, LeafReaderContext segment, int document) {}

    /**
     * @param most how many to keep
     * @param after null to begin with the first
     * @param now in milliseconds since 1970: what has expired by then is left out
     */
    RankCollector(Sought sought, Sort sort, int most, Rank after, long now) {
        this.sought = sought;
        this.sort = sort;
        this.most = most;
        this.after = after;
        this.now = now;
    }

    /** For a search on one thread. */
    CollectorManager<RankCollector, List<Kept>> alone() {
        return new CollectorManager<>() {
            @Override
            public RankCollector newCollector() {
                return RankCollector.this;
            }

            @Override
            public List<Kept> reduce(Collection<RankCollector> collectors) {
                List<Kept> best = new ArrayList<>(kept);
                best.sort((one, other) -> one.rank().compareTo(other.rank()));
                return best;
            }
        };
    }

    @Override
    public ScoreMode scoreMode() {
        return sort == Sort.RELEVANCE ? ScoreMode.TOP_SCORES : ScoreMode.COMPLETE;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext segment) throws IOException {
        return new Segment(segment);
    }

    private boolean full() {
        return kept.size() == most;
    }

    private final class Segment implements LeafCollector {
        private final LeafReaderContext segment;
        private final NumericDocValues created;
        private final NumericDocValues expires;
        private final BinaryDocValues lines;
        private final Worth worths;
        private Scorable scorer;
        private float floor;

        Segment(LeafReaderContext segment) throws IOException {
            LeafReader reader = segment.reader();
            this.segment = segment;
            created = DocValues.getNumeric(reader, Fields.CREATED);
            expires = DocValues.getNumeric(reader, Fields.EXPIRES);
            lines = DocValues.getBinary(reader, Fields.LINE);
            worths = worths(reader);
        }

        private Worth worths(LeafReader reader) throws IOException {
            Side side = Side.of(sought.kind());
            return switch (sort) {
                case RELEVANCE -> document -> -(long) scorer.score();
                case NEW -> document -> 0;
                case DISTANCE -> {
                    CellTable cells = CellTable.of(reader, side, sought.area());
                    yield document -> cells.metres(document);
                }
                case PRICE -> {
                    var currency = sought.price().range().minimum().currency();
                    NumericDocValues low = DocValues.getNumeric(reader, side.low(currency));
                    NumericDocValues high = DocValues.getNumeric(reader, side.high(currency));
                    boolean upper = side == Side.INTENTS;
                    yield document -> value(upper && high.advanceExact(document) ? high : low, document);
                }
            };
        }

        @Override
        public void setScorer(Scorable current) throws IOException {
            scorer = current;
            if (full()) {
                floor = Math.max(floor, -kept.peek().rank().worth());
            }
            if (sort == Sort.RELEVANCE && floor > 0) {
                scorer.setMinCompetitiveScore(floor);
            }
        }

        @Override
        public void collect(int document) throws IOException {
            long worth = worths.of(document);
            if (full() && worth > kept.peek().rank().worth() || value(expires, document) <= now) {
                return;
            }
            long when = value(created, document);
            if (after != null && (worth < after.worth() || worth == after.worth() && when > after.created())) {
                return;
            }
            lines.advanceExact(document);
            Rank rank = new Rank(worth, when, HitLine.id(lines.binaryValue()));
            if (after != null && rank.compareTo(after) <= 0) {
                return;
            }
            if (full() && rank.compareTo(kept.peek().rank()) > 0) {
                pass(worth);
                return;
            }
            keep(new Kept(rank, score(worth), segment, document));
        }

        private int score(long worth) throws IOException {
            return (int) (sort == Sort.RELEVANCE ? -worth : scorer.score());
        }

        private void keep(Kept one) throws IOException {
            kept.add(one);
            if (kept.size() > most) {
                kept.poll();
            }
            if (full()) {
                Kept last = kept.peek();
                if (last.segment() == segment) {
                    pass(last.rank().worth());
                } else {
                    raise(-last.rank().worth());
                }
            }
        }

        /** Nothing of that worth that comes later in this segment counts any more. */
        private void pass(long worth) throws IOException {
            if (sort == Sort.NEW) {
                throw new CollectionTerminatedException();
            }
            raise(1 - worth);
        }

        private void raise(long leastScore) throws IOException {
            if (sort == Sort.RELEVANCE && leastScore > floor) {
                floor = leastScore;
                scorer.setMinCompetitiveScore(floor);
            }
        }
    }

    /** What decides first about a document. */
    private interface Worth {
        long of(int document) throws IOException;
    }

    private static long value(NumericDocValues values, int document) throws IOException {
        if (!values.advanceExact(document)) {
            throw new IOException("a document lacks a value");
        }
        return values.longValue();
    }
}
