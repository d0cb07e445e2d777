package org.byway.server.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.DocIdSetBuilder;
import org.byway.protocol.market.Area;
import org.byway.protocol.market.Points;

/**
 * Documents of a segment whose place lies in an area, or reaches into its middle. The cells in the radius are few, so they
 * are looked up as words are; where other parts leave fewer documents, each of those is asked instead.
 */
final class Surroundings {
    private final LeafReader segment;
    private final Side side;
    private final Area area;
    private final CellTable table;
    private final NumericDocValues reach;

    private Surroundings(LeafReader segment, Side side, Area area, CellTable table) throws IOException {
        this.segment = segment;
        this.side = side;
        this.area = area;
        this.table = table;
        this.reach = segment.getNumericDocValues(side.reachKm);
    }

    /** Null where no record of the segment has a place. */
    static Surroundings of(LeafReader segment, Side side, Area area) throws IOException {
        CellTable table = CellTable.of(segment, side, area);
        return table == null ? null : new Surroundings(segment, side, area, table);
    }

    /** Whole metres to the document's place; documents in ascending order. */
    int metres(int document) throws IOException {
        return table.metres(document);
    }

    /** Whether it is near enough; documents in ascending order. */
    boolean holds(int document) throws IOException {
        int metres = table.metres(document);
        return metres != CellTable.NOWHERE && (metres <= area.radiusMetres() || reaches(document, metres));
    }

    private boolean reaches(int document, int metres) throws IOException {
        return reach != null && reach.advanceExact(document) && metres <= reach.longValue() * 1000;
    }

    int points(int document) throws IOException {
        return Points.nearness(table.metres(document), area);
    }

    /** All of them, worth more the nearer they are; null where that would be more than so many. */
    Clause clause(Lists lists, long mostDocuments) throws IOException {
        TreeMap<BytesRef, Integer> near = table.near();
        if (near == null || lists.count(side.cell, near.keySet()) + reaching() > mostDocuments) {
            return null;
        }
        TreeMap<Integer, Collection<BytesRef>> byPoints = new TreeMap<>();
        near.forEach((cell, metres) -> byPoints.computeIfAbsent(Points.nearness(metres, area), any -> new ArrayList<>())
                .add(cell));
        Clause.Builder clause = new Clause.Builder();
        for (var quarter : byPoints.entrySet()) {
            clause.add(quarter.getKey(), lists.of(side.cell, quarter.getValue()));
        }
        return clause.add(0, fromOutside()).build();
    }

    private long reaching() throws IOException {
        PointValues reaching = segment.getPointValues(side.reachKm);
        return reaching == null ? 0 : reaching.getDocCount();
    }

    /** Those that lie outside and reach the middle. */
    private List<DocIdSetIterator> fromOutside() throws IOException {
        if (reaching() == 0) {
            return List.of();
        }
        IndexSearcher one = new IndexSearcher(segment);
        one.setQueryCache(null);
        Query wide = LongPoint.newRangeQuery(side.reachKm, area.radiusKm() + 1L, Long.MAX_VALUE);
        Scorer scorer = one.createWeight(one.rewrite(wide), ScoreMode.COMPLETE_NO_SCORES, 1)
                .scorer(segment.getContext());
        if (scorer == null) {
            return List.of();
        }
        Surroundings again = new Surroundings(segment, side, area, table.again(segment, side));
        DocIdSetBuilder found = new DocIdSetBuilder(segment.maxDoc());
        DocIdSetIterator far = scorer.iterator();
        for (int document = far.nextDoc(); document != DocIdSetIterator.NO_MORE_DOCS; document = far.nextDoc()) {
            if (again.holds(document)) {
                found.grow(1).add(document);
            }
        }
        return Lists.list(found);
    }
}
