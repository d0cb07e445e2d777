package org.byway.server.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.byway.protocol.market.Category;
import org.byway.protocol.market.Points;
import org.byway.protocol.market.Sought;
import org.byway.protocol.market.SoughtWord;
import org.byway.protocol.money.Amount;
import org.byway.protocol.money.AmountRange;
import org.byway.protocol.wire.Exchange;

/**
 * Asks the index what {@link org.byway.protocol.market.Match} asks of each candidate, but whether it has expired. Every
 * clause has a constant score, whole and small: their sums are exact.
 */
final class SoughtQuery {
    private final Sought sought;
    private final Side side;
    private final BooleanQuery.Builder all = new BooleanQuery.Builder();
    private boolean positive;

    private SoughtQuery(Sought sought) {
        this.sought = sought;
        this.side = Side.of(sought.kind());
    }

    static Query of(Sought sought) {
        if (!sought.either() && sought.words().size() < sought.leastWords()) {
            return new MatchNoDocsQuery("nothing is looked for");
        }
        return new SoughtQuery(sought).query();
    }

    private Query query() {
        conditions();
        needs();
        if (sought.area() != null) {
            must(new AreaQuery(side, sought.area()));
        }
        if (sought.either()) {
            eitherSubject();
        } else {
            subject();
        }
        if (!positive) {
            filter(term(Fields.SIDE, side.name()));
        }
        return all.build();
    }

    private void filter(Query query) {
        all.add(query, Occur.FILTER);
        positive = true;
    }

    private void must(Query query) {
        all.add(query, Occur.MUST);
        positive = true;
    }

    private static TermQuery term(String field, String text) {
        return new TermQuery(new Term(field, text));
    }

    private void conditions() {
        if (sought.community() != null) {
            filter(new TermQuery(
                    new Term(side.community, new BytesRef(sought.community().bytes()))));
        }
        if (sought.ways() != null) {
            filter(oneOf(
                    side.exchange, sought.ways().stream().map(Exchange::name).toList()));
        }
        if (sought.price() != null) {
            Query overlap = overlap(sought.price().range());
            filter(sought.price().named() ? overlap : or(overlap, term(side.priced, Fields.UNPRICED)));
        }
    }

    private Query overlap(AmountRange range) {
        long least = range.minimum().minorUnits();
        long most = range.maximum().minorUnits();
        var currency = range.minimum().currency();
        if (least == 0 && most == Amount.MAX_MINOR_UNITS) {
            return term(side.priced, currency.getCurrencyCode());
        }
        Query begins = between(side.low(currency), least, most);
        if (least == 0) {
            return begins;
        }
        Query around = new BooleanQuery.Builder()
                .add(between(side.low(currency), 0, least - 1), Occur.FILTER)
                .add(between(side.high(currency), least, Amount.MAX_MINOR_UNITS), Occur.FILTER)
                .build();
        return or(begins, around);
    }

    private static Query between(String field, long least, long most) {
        return new IndexOrDocValuesQuery(
                LongPoint.newRangeQuery(field, least, most),
                NumericDocValuesField.newSlowRangeQuery(field, least, most));
    }

    private static Query or(Query one, Query other) {
        return new BooleanQuery.Builder()
                .add(one, Occur.SHOULD)
                .add(other, Occur.SHOULD)
                .build();
    }

    private void needs() {
        Sought.Needs needs = sought.needs();
        if (needs.quantity() > 1) {
            all.add(NumericDocValuesField.newSlowRangeQuery(side.stock, 0, needs.quantity() - 1), Occur.MUST_NOT);
        }
        if (needs.from() < 0) {
            filter(new MatchNoDocsQuery("it is wanted after the end of time"));
        } else if (needs.from() > 0) {
            filter(between(Fields.EXPIRES, needs.from() + 1, Long.MAX_VALUE));
        }
        needs.proofs().forEach(proof -> filter(term(side.proof, proof)));
    }

    private void subject() {
        if (sought.categories() != null) {
            filter(oneOf(side.category, names(sought.categories())));
        }
        if (sought.leastWords() == sought.words().size()) {
            sought.words().forEach(word -> must(word(word)));
        } else {
            must(enough(true));
        }
    }

    /** A category that fits will do, or enough of the words; each counts. */
    private void eitherSubject() {
        Query category = oneOf(side.category, names(sought.categories()));
        filter(sought.words().size() < sought.leastWords() ? category : or(category, enough(false)));
        all.add(new BoostQuery(category, Points.CATEGORY), Occur.SHOULD);
        sought.words().forEach(word -> all.add(word(word), Occur.SHOULD));
    }

    private Query enough(boolean scored) {
        BooleanQuery.Builder some = new BooleanQuery.Builder().setMinimumNumberShouldMatch(sought.leastWords());
        sought.words().forEach(word -> some.add(word(word), Occur.SHOULD));
        return scored ? some.build() : new ConstantScoreQuery(some.build());
    }

    /** What the word is worth where it is worth most. */
    private Query word(SoughtWord word) {
        List<Query> ways = new ArrayList<>();
        add(ways, side.titleWords, List.of(word.word()), Points.TITLE_SAME);
        add(ways, side.titleStems, word.stems(), Points.TITLE_STEM);
        add(ways, side.titleStems, word.synonyms(), Points.TITLE_SYNONYM);
        add(ways, side.category, names(word.named()), Points.KIND_NAMED);
        add(ways, side.category, names(word.namedBySynonym()), Points.KIND_SYNONYM);
        add(ways, side.textStems, word.stems(), Points.TEXT_STEM);
        add(ways, side.textStems, word.synonyms(), Points.TEXT_SYNONYM);
        add(ways, side.titleReductions, word.reductions(), Points.TITLE_ALIKE);
        add(ways, side.category, names(word.namedAlike()), Points.KIND_ALIKE);
        return new DisjunctionMaxQuery(ways, 0);
    }

    private static void add(List<Query> ways, String field, Collection<String> terms, int points) {
        if (!terms.isEmpty()) {
            ways.add(new BoostQuery(oneOf(field, terms), points));
        }
    }

    private static List<String> names(Collection<Category> categories) {
        return categories.stream().map(Category::toString).toList();
    }

    private static Query oneOf(String field, Collection<String> terms) {
        if (terms.size() == 1) {
            return new ConstantScoreQuery(term(field, terms.iterator().next()));
        }
        return new TermInSetQuery(field, terms.stream().map(BytesRef::new).toList());
    }
}
