package org.byway.server.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.byway.protocol.market.Category;
import org.byway.protocol.market.Points;
import org.byway.protocol.market.Sought;
import org.byway.protocol.market.SoughtWord;
import org.byway.protocol.money.Amount;
import org.byway.protocol.money.AmountRange;
import org.byway.protocol.wire.Exchange;

/**
 * Asks one segment what {@link org.byway.protocol.market.Match} asks of each candidate, but whether it has expired: parts
 * that a document must be in, and checks of what is no list.
 */
final class SegmentQuery {
    /** An area is looked up as lists where these have at most so many times the documents that the other parts leave. */
    private static final int AREA_TIMES = 4;

    private final Sought sought;
    private final LeafReader segment;
    private final Side side;
    private final Lists lists;
    private final List<Part> parts = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private Surroundings verified;

    /** Whether a document passes; asked in ascending order. */
    interface Check {
        boolean passes(int document) throws IOException;
    }

    private SegmentQuery(Sought sought, LeafReader segment, Lists lists) {
        this.sought = sought;
        this.segment = segment;
        this.side = Side.of(sought.kind());
        this.lists = lists;
    }

    /** Null where nothing of the segment can be found. */
    static SegmentQuery of(Sought sought, LeafReader segment, Lists lists, Surroundings around) throws IOException {
        boolean nothing = !sought.either() && sought.words().size() < sought.leastWords()
                || sought.area() != null && around == null
                || sought.needs().from() < 0;
        SegmentQuery query = new SegmentQuery(sought, segment, lists);
        return nothing || !query.conditions() || !query.subject() || !query.place(around) ? null : query;
    }

    /** Those with the fewest documents first. */
    List<Part> parts() {
        return parts;
    }

    void sort() {
        parts.sort(Comparator.comparingLong(Part::cost));
    }

    List<Check> checks() {
        return checks;
    }

    /** By which each document's place is to be checked, and gives its points; null where a part has done it. */
    Surroundings verified() {
        return verified;
    }

    /** Whether there are such documents at all; as of each of the following. */
    private boolean must(Part part) {
        parts.add(part);
        return part.cost() > 0;
    }

    private boolean must(List<DocIdSetIterator> any) {
        return must(new Clause.Builder().add(0, any).build());
    }

    private boolean conditions() throws IOException {
        if (sought.community() != null
                && !must(lists.of(
                        side.community, List.of(new BytesRef(sought.community().bytes()))))) {
            return false;
        }
        if (sought.ways() != null
                && !must(lists.ofAny(
                        side.exchange,
                        sought.ways().stream().map(Exchange::name).toList()))) {
            return false;
        }
        for (String proof : sought.needs().proofs()) {
            if (!must(lists.of(side.proof, proof))) {
                return false;
            }
        }
        needs();
        return sought.price() == null || price(sought.price());
    }

    private void needs() throws IOException {
        Sought.Needs needs = sought.needs();
        NumericDocValues stock = segment.getNumericDocValues(side.stock);
        if (needs.quantity() > 1 && stock != null) {
            checks.add(document -> !stock.advanceExact(document) || stock.longValue() >= needs.quantity());
        }
        NumericDocValues expires = segment.getNumericDocValues(Fields.EXPIRES);
        if (needs.from() > 0) {
            checks.add(document -> expires.advanceExact(document) && expires.longValue() > needs.from());
        }
    }

    private boolean price(Sought.Price price) throws IOException {
        AmountRange range = price.range();
        var currency = range.minimum().currency();
        List<DocIdSetIterator> priced = new ArrayList<>(lists.of(side.priced, currency.getCurrencyCode()));
        if (!price.named()) {
            priced.addAll(lists.of(side.priced, Fields.UNPRICED));
        }
        if (price.named()
                && range.minimum().minorUnits() == 0
                && range.maximum().minorUnits() == Amount.MAX_MINOR_UNITS) {
            return must(priced);
        }
        NumericDocValues low = segment.getNumericDocValues(side.low(currency));
        NumericDocValues high = segment.getNumericDocValues(side.high(currency));
        if (low != null) {
            checks.add(document -> {
                if (!low.advanceExact(document)) {
                    return true;
                }
                long least = low.longValue();
                long most = high != null && high.advanceExact(document) ? high.longValue() : least;
                return least <= range.maximum().minorUnits() && range.minimum().minorUnits() <= most;
            });
        }
        return must(priced);
    }

    private boolean subject() throws IOException {
        List<DocIdSetIterator> kinds =
                sought.categories() == null ? List.of() : lists.ofAny(side.category, names(sought.categories()));
        if (sought.either()) {
            return must(new Choice(
                    words(),
                    sought.leastWords(),
                    new Clause.Builder().add(Points.CATEGORY, kinds).build()));
        }
        if (sought.categories() != null && !must(kinds)) {
            return false;
        }
        if (sought.leastWords() < sought.words().size()) {
            return must(new Choice(words(), sought.leastWords(), null));
        }
        for (SoughtWord word : sought.words()) {
            if (!must(word(word))) {
                return false;
            }
        }
        return true;
    }

    private List<Clause> words() throws IOException {
        List<Clause> words = new ArrayList<>();
        for (SoughtWord word : sought.words()) {
            words.add(word(word));
        }
        return words;
    }

    /** What the word is worth where it is worth most. */
    private Clause word(SoughtWord word) throws IOException {
        return new Clause.Builder()
                .add(Points.TITLE_SAME, lists.of(side.titleWords, word.word()))
                .add(Points.TITLE_STEM, lists.ofAny(side.titleStems, word.stems()))
                .add(Points.TITLE_SYNONYM, lists.ofAny(side.titleStems, word.synonyms()))
                .add(Points.KIND_NAMED, lists.ofAny(side.category, names(word.named())))
                .add(Points.KIND_SYNONYM, lists.ofAny(side.category, names(word.namedBySynonym())))
                .add(Points.TEXT_STEM, lists.ofAny(side.textStems, word.stems()))
                .add(Points.TEXT_SYNONYM, lists.ofAny(side.textStems, word.synonyms()))
                .add(Points.TITLE_ALIKE, lists.ofAny(side.titleReductions, word.reductions()))
                .add(Points.KIND_ALIKE, lists.ofAny(side.category, names(word.namedAlike())))
                .build();
    }

    private static List<String> names(Collection<Category> categories) {
        return categories.stream().map(Category::toString).toList();
    }

    private boolean place(Surroundings around) throws IOException {
        long most = parts.stream().mapToLong(Part::cost).min().orElse(segment.maxDoc());
        Clause near = around == null ? null : around.clause(lists, AREA_TIMES * most);
        if (near != null) {
            return must(near);
        }
        if (around != null) {
            verified = around;
            checks.add(around::holds);
        }
        return !parts.isEmpty() || must(lists.of(Fields.SIDE, side.name()));
    }
}
