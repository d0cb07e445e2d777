package org.byway.server.search;

import java.io.IOException;
import java.util.TreeSet;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.DocIdSetBuilder;
import org.byway.protocol.market.Area;
import org.byway.protocol.market.Points;

/**
 * Records whose place lies in an area, or reaches into its middle, scored by how near they are. The cells in the radius
 * are few, so they are looked up as words are; where other clauses leave fewer records, each of those is asked instead.
 */
final class AreaQuery extends Query {
    private final Side side;
    private final Area area;

    AreaQuery(Side side, Area area) {
        this.side = side;
        this.area = area;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new Weight(this) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext segment) throws IOException {
                CellTable table = CellTable.of(segment.reader(), side, area);
                return table == null ? null : new Supplier(segment.reader(), table);
            }

            @Override
            public Explanation explain(LeafReaderContext segment, int document) {
                return Explanation.noMatch("not explained");
            }

            @Override
            public boolean isCacheable(LeafReaderContext segment) {
                return false;
            }
        };
    }

    /** One segment's records. */
    private final class Supplier extends ScorerSupplier {
        private final LeafReader segment;
        private final CellTable table;
        private final TreeSet<BytesRef> near;
        private final long cost;

        Supplier(LeafReader segment, CellTable table) throws IOException {
            this.segment = segment;
            this.table = table;
            this.near = table.near();
            this.cost = near == null ? segment.maxDoc() : count();
        }

        private long count() throws IOException {
            Terms terms = segment.terms(side.cell);
            TermsEnum cells = terms == null ? TermsEnum.EMPTY : terms.iterator();
            PointValues reaching = segment.getPointValues(side.reachKm);
            long sum = reaching == null ? 0 : reaching.getDocCount();
            for (BytesRef cell : near) {
                sum += cells.seekExact(cell) ? cells.docFreq() : 0;
            }
            return sum;
        }

        @Override
        public long cost() {
            return cost;
        }

        @Override
        public Scorer get(long leadCost) throws IOException {
            boolean lookUp = near != null && cost <= leadCost;
            return new Near(lookUp ? lookUp() : DocIdSetIterator.all(segment.maxDoc()));
        }

        private DocIdSetIterator lookUp() throws IOException {
            DocIdSetBuilder found = new DocIdSetBuilder(segment.maxDoc());
            TermsEnum cells = segment.terms(side.cell).iterator();
            PostingsEnum postings = null;
            for (BytesRef cell : near) {
                if (cells.seekExact(cell)) {
                    postings = cells.postings(postings, PostingsEnum.NONE);
                    found.add(postings);
                }
            }
            addReaching(found);
            DocIdSetIterator all = found.build().iterator();
            return all == null ? DocIdSetIterator.empty() : all;
        }

        /** Those that may lie outside and reach the middle. */
        private void addReaching(DocIdSetBuilder found) throws IOException {
            if (segment.getPointValues(side.reachKm) == null) {
                return;
            }
            IndexSearcher one = new IndexSearcher(segment);
            one.setQueryCache(null);
            Query wide = LongPoint.newRangeQuery(side.reachKm, area.radiusKm() + 1L, Long.MAX_VALUE);
            Scorer scorer = one.createWeight(one.rewrite(wide), ScoreMode.COMPLETE_NO_SCORES, 1)
                    .scorer(segment.getContext());
            if (scorer != null) {
                found.add(scorer.iterator());
            }
        }

        /** Asks each record that may be in the area. */
        private final class Near extends Scorer {
            private final DocIdSetIterator approximation;
            private final NumericDocValues reach;
            private int metres;

            Near(DocIdSetIterator approximation) throws IOException {
                this.approximation = approximation;
                this.reach = segment.getNumericDocValues(side.reachKm);
            }

            @Override
            public TwoPhaseIterator twoPhaseIterator() {
                return new TwoPhaseIterator(approximation) {
                    @Override
                    public boolean matches() throws IOException {
                        int document = approximation.docID();
                        metres = table.metres(document);
                        return metres != CellTable.NOWHERE
                                && (metres <= area.radiusMetres() || metres <= reachMetres(document));
                    }

                    @Override
                    public float matchCost() {
                        return 20;
                    }
                };
            }

            private long reachMetres(int document) throws IOException {
                return reach != null && reach.advanceExact(document) ? reach.longValue() * 1000 : 0;
            }

            @Override
            public DocIdSetIterator iterator() {
                return TwoPhaseIterator.asDocIdSetIterator(twoPhaseIterator());
            }

            @Override
            public int docID() {
                return approximation.docID();
            }

            @Override
            public float score() {
                return Points.nearness(metres, area);
            }

            @Override
            public float getMaxScore(int upTo) {
                return Points.NEAREST;
            }
        }
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return side.cell + ":" + area;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AreaQuery that && side == that.side && area.equals(that.area);
    }

    @Override
    public int hashCode() {
        return 31 * side.hashCode() + area.hashCode();
    }
}
