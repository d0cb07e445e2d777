package org.byway.server.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.byway.protocol.market.Points;
import org.byway.protocol.market.Rank;
import org.byway.protocol.market.Sort;
import org.byway.protocol.market.Sought;

/**
 * Searches one segment, window by window. Its documents come newest first: once enough are kept, what comes later must
 * have a better score to count; lists that cannot give it one are not read any more, and the search ends where none can.
 */
final class SegmentSearch {
    /** So many lists are looked at for a document in the time in which its values are read. */
    private static final int LISTS_A_STEP = 16;

    private final SegmentQuery query;
    private final LeafReaderContext segment;
    private final Sort sort;
    private final Ranking ranking;
    private final Budget budget;
    private final long now;
    private final Bits live;
    private final NumericDocValues created;
    private final NumericDocValues expires;
    private final BinaryDocValues lines;
    private final Worth worths;
    private int floor;
    private boolean over;

    /** What decides first about a document; lower is better. */
    private interface Worth {
        long of(int document) throws IOException;
    }

    /** What of a search is the same for every segment. */
    record Task(Sought sought, Sort sort, Ranking ranking, Budget budget, long now) {}

    private SegmentSearch(Task task, LeafReaderContext segment, SegmentQuery query, Surroundings around)
            throws IOException {
        LeafReader reader = segment.reader();
        this.query = query;
        this.segment = segment;
        this.sort = task.sort();
        this.ranking = task.ranking();
        this.budget = task.budget();
        this.now = task.now();
        live = reader.getLiveDocs();
        created = DocValues.getNumeric(reader, Fields.CREATED);
        expires = DocValues.getNumeric(reader, Fields.EXPIRES);
        lines = DocValues.getBinary(reader, Fields.LINE);
        worths = worths(reader, task.sought(), around);
    }

    static void run(Task task, LeafReaderContext segment, Lists lists) throws IOException, TookTooLong {
        Sought sought = task.sought();
        Surroundings around =
                sought.area() == null ? null : Surroundings.of(segment.reader(), Side.of(sought.kind()), sought.area());
        SegmentQuery query = SegmentQuery.of(sought, segment.reader(), lists, around);
        if (query != null) {
            new SegmentSearch(task, segment, query, around).run();
        }
    }

    private Worth worths(LeafReader reader, Sought sought, Surroundings around) throws IOException {
        Side side = Side.of(sought.kind());
        return switch (sort) {
            case RELEVANCE, NEW -> document -> 0;
            case DISTANCE -> around::metres;
            case PRICE -> {
                var currency = sought.price().range().minimum().currency();
                NumericDocValues low = DocValues.getNumeric(reader, side.low(currency));
                NumericDocValues high = DocValues.getNumeric(reader, side.high(currency));
                boolean upper = side == Side.INTENTS;
                yield document -> value(upper && high.advanceExact(document) ? high : low, document);
            }
        };
    }

    private void run() throws IOException, TookTooLong {
        query.sort();
        if (ranking.full() && sort == Sort.RELEVANCE) {
            raise(-ranking.last().rank().worth());
        }
        List<Part> parts = query.parts();
        int end = segment.reader().maxDoc();
        int from = parts.get(0).next(0);
        while (from < end && !over) {
            int to = Math.min(from + Part.WINDOW_DOCUMENTS, end);
            window(parts, from, to);
            from = parts.get(0).next(to);
        }
    }

    private void window(List<Part> parts, int from, int to) throws IOException, TookTooLong {
        FixedBitSet left = parts.get(0).load(from, to);
        int lists = parts.get(0).lists();
        for (int i = 1; i < parts.size(); i++) {
            if (left.nextSetBit(0) == DocIdSetIterator.NO_MORE_DOCS) {
                return;
            }
            lists += parts.get(i).lists();
            left.and(parts.get(i).load(from, to));
        }
        budget.spend(lists + left.cardinality() * (1 + lists / LISTS_A_STEP));
        long[] words = left.getBits();
        for (int i = 0; i < words.length; i++) {
            for (long bits = words[i]; bits != 0; bits &= bits - 1) {
                int offset = i * Long.SIZE + Long.numberOfTrailingZeros(bits);
                collect(from + offset, offset);
                if (over) {
                    return;
                }
            }
        }
    }

    private void collect(int document, int offset) throws IOException {
        int score = 0;
        if (sort == Sort.RELEVANCE) {
            score = points(offset);
            if (score + (query.verified() == null ? 0 : Points.NEAREST) < floor) {
                return;
            }
        }
        if (live != null && !live.get(document) || !passes(document)) {
            return;
        }
        if (sort == Sort.RELEVANCE && query.verified() != null) {
            score += query.verified().points(document);
            if (score < floor) {
                return;
            }
        }
        rank(document, offset, sort == Sort.RELEVANCE ? -(long) score : worths.of(document));
    }

    private int points(int offset) {
        int sum = 0;
        for (Part part : query.parts()) {
            sum += part.points(offset);
        }
        return sum;
    }

    private boolean passes(int document) throws IOException {
        for (SegmentQuery.Check check : query.checks()) {
            if (!check.passes(document)) {
                return false;
            }
        }
        return true;
    }

    private void rank(int document, int offset, long worth) throws IOException {
        if (ranking.full() && worth > ranking.last().rank().worth()) {
            return;
        }
        long until = value(expires, document);
        if (until <= now) {
            return;
        }
        long when = value(created, document);
        if (!ranking.mayFollow(worth, when)) {
            return;
        }
        lines.advanceExact(document);
        BytesRef line = lines.binaryValue();
        Rank rank = new Rank(worth, when, HitLine.id(line));
        if (!ranking.follows(rank)) {
            return;
        }
        if (ranking.full() && rank.compareTo(ranking.last().rank()) > 0) {
            pass(worth);
            return;
        }
        int score = score(document, offset, worth);
        ranking.keep(new Ranking.Kept(rank, score, until, segment, BytesRef.deepCopyOf(line)));
        if (ranking.full()) {
            Ranking.Kept last = ranking.last();
            if (last.segment() == segment) {
                pass(last.rank().worth());
            } else {
                raise(-last.rank().worth());
            }
        }
    }

    private int score(int document, int offset, long worth) throws IOException {
        if (sort == Sort.RELEVANCE) {
            return (int) -worth;
        }
        return points(offset) + (query.verified() == null ? 0 : query.verified().points(document));
    }

    /** Nothing of that worth that comes later in this segment counts any more. */
    private void pass(long worth) {
        if (sort == Sort.NEW) {
            over = true;
        }
        raise(1 - worth);
    }

    private void raise(long leastScore) {
        if (sort != Sort.RELEVANCE || leastScore <= floor) {
            return;
        }
        floor = (int) leastScore;
        int most = query.verified() == null ? 0 : Points.NEAREST;
        for (Part part : query.parts()) {
            most += part.mostPoints();
        }
        over = most < floor;
        for (Part part : query.parts()) {
            part.need(floor - (most - part.mostPoints()));
        }
    }

    private static long value(NumericDocValues values, int document) throws IOException {
        if (!values.advanceExact(document)) {
            throw new IOException("a document lacks a value");
        }
        return values.longValue();
    }
}
