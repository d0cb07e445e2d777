package org.byway.server.search;

import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.money.AmountRange;

/** Makes documents of candidates. For one thread; a document is to be indexed before the next one is made. */
final class Documents {
    /** Whether a document has the term, and nothing about how often or where. */
    private static final FieldType TERMS = new FieldType();

    static {
        TERMS.setIndexOptions(IndexOptions.DOCS);
        TERMS.setOmitNorms(true);
        TERMS.setTokenized(true);
        TERMS.freeze();
    }

    private final List<Words> streams = List.of(new Words(), new Words(), new Words(), new Words(), new Words());

    /** @param number the record's entry in the store's log */
    Document of(long number, BytesRef lineage, Candidate candidate) throws IOException {
        Side side = Side.of(candidate.kind());
        Document document = new Document();
        document.add(new StringField(Fields.NUMBER, Fields.number(number), Field.Store.NO));
        document.add(new StringField(Fields.LINEAGE, lineage, Field.Store.NO));
        document.add(new StringField(Fields.SIDE, side.name(), Field.Store.NO));
        value(document, Fields.EXPIRES, candidate.expires());
        document.add(new NumericDocValuesField(Fields.CREATED, candidate.created()));
        document.add(new NumericDocValuesField(
                Fields.ID_HIGH, Fields.sortable(candidate.id().a())));
        BytesRef community = new BytesRef(candidate.community().bytes());
        document.add(new StringField(side.community, community, Field.Store.NO));
        document.add(new BinaryDocValuesField(Fields.LINE, HitLine.write(candidate)));
        words(document, side, candidate);
        conditions(document, side, candidate.conditions());
        whereabouts(document, side, candidate.whereabouts());
        return document;
    }

    private void words(Document document, Side side, Candidate candidate) {
        terms(document, 0, side.titleWords, candidate.titleTerms().words());
        terms(document, 1, side.titleStems, candidate.titleTerms().stems());
        terms(document, 2, side.titleReductions, candidate.titleTerms().reductions());
        terms(document, 3, side.textStems, candidate.textTerms().stems());
        for (var category : candidate.categories()) {
            document.add(new StringField(side.category, category.toString(), Field.Store.NO));
        }
    }

    private void terms(Document document, int stream, String field, Collection<String> terms) {
        if (!terms.isEmpty()) {
            Words words = streams.get(stream);
            words.give(terms);
            document.add(new Field(field, words, TERMS));
        }
    }

    private static void conditions(Document document, Side side, Candidate.Conditions conditions) {
        conditions.ways().forEach(way -> document.add(new StringField(side.exchange, way.name(), Field.Store.NO)));
        conditions.proofs().forEach(proof -> document.add(new StringField(side.proof, proof, Field.Store.NO)));
        if (conditions.stock() >= 0) {
            document.add(new NumericDocValuesField(side.stock, conditions.stock()));
        }
        AmountRange price = conditions.price();
        if (price == null) {
            document.add(new StringField(side.priced, Fields.UNPRICED, Field.Store.NO));
            return;
        }
        var currency = price.minimum().currency();
        document.add(new StringField(side.priced, currency.getCurrencyCode(), Field.Store.NO));
        document.add(
                new NumericDocValuesField(side.low(currency), price.minimum().minorUnits()));
        if (!price.minimum().equals(price.maximum())) {
            document.add(new NumericDocValuesField(
                    side.high(currency), price.maximum().minorUnits()));
        }
    }

    private static void whereabouts(Document document, Side side, Candidate.Whereabouts whereabouts) {
        if (whereabouts.place() != null) {
            BytesRef cell = new BytesRef(whereabouts.place().cell());
            document.add(new StringField(side.cell, cell, Field.Store.NO));
            document.add(new SortedDocValuesField(side.cell, cell));
            if (whereabouts.reachKm() > 0) {
                value(document, side.reachKm, whereabouts.reachKm());
            }
        }
    }

    /** To be found by its range, and read. */
    private static void value(Document document, String field, long value) {
        document.add(new LongPoint(field, value));
        document.add(new NumericDocValuesField(field, value));
    }

    /** Terms that were made already. */
    private static final class Words extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private Collection<String> given = List.of();
        private Iterator<String> left = given.iterator();

        void give(Collection<String> terms) {
            given = terms;
        }

        @Override
        public void reset() {
            left = given.iterator();
        }

        @Override
        public boolean incrementToken() {
            if (!left.hasNext()) {
                return false;
            }
            clearAttributes();
            term.setEmpty().append(left.next());
            return true;
        }
    }
}
