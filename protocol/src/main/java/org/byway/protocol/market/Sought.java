package org.byway.protocol.market;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.byway.protocol.money.Amount;
import org.byway.protocol.money.AmountRange;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.search.Language;
import org.byway.protocol.search.Words;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;

/**
 * What is looked for, opened up by what a node knows of words and kinds: what {@link Match} holds candidates against, and
 * what an index is asked. What is null leaves everything in.
 *
 * @param leastWords how many of the words must be found
 * @param categories of which a candidate must have one; null for any
 * @param either whether a category alone, or the words alone, will do; otherwise both must be there
 * @param ways of exchange, of which a candidate must have one
 */
public record Sought(
        Kind kind,
        List<SoughtWord> words,
        int leastWords,
        Set<Category> categories,
        boolean either,
        Area area,
        Price price,
        Set<Exchange> ways,
        Bytes32 community,
        Needs needs) {

    /**
     * Amounts that a candidate's must overlap.
     *
     * @param named whether it must name any; otherwise one without an amount is left in
     */
    public record Price(AmountRange range, boolean named) {}

    /**
     * What an intent asks beside.
     *
     * @param quantity how many are wanted; from 1
     * @param from when they are wanted, in milliseconds since 1970; 0 where it is not said
     * @param proofs by their names
     */
    public record Needs(long quantity, long from, Set<String> proofs) {
        static final Needs NONE = new Needs(1, 0, Set.of());
    }

    /** What a query looks for at that reach. */
    public static Sought of(Query query, Lexicon lexicon, Reach reach) {
        List<SoughtWord> words = words(query.text(), lexicon, reach.forgives());
        return new Sought(
                query.kind(),
                words,
                reach.leastWords(words.size()),
                query.category() == null ? null : lexicon.under(query.category()),
                false,
                query.area(),
                query.price() == null ? null : new Price(query.price(), true),
                query.exchange() == null ? null : EnumSet.of(query.exchange()),
                query.community(),
                Needs.NONE);
    }

    /**
     * The offers that an intent makes somebody look for: of a kind that it names, or with half of its title's words; in
     * its place and radius; for no more than its budget; given in one of its ways; enough of them, when they are wanted,
     * with the proofs that it asks for.
     */
    public static Sought of(Intent intent, Lexicon lexicon) {
        List<SoughtWord> words = words(intent.getTitle(), lexicon, false);
        Set<Category> categories = new LinkedHashSet<>();
        Candidate.categories(intent.getCategoriesList()).forEach(each -> categories.addAll(lexicon.under(each)));
        Place place = Candidate.place(intent.getCell());
        int radiusKm = intent.getRadiusKm() == 0 ? Area.USUAL_RADIUS_KM : intent.getRadiusKm();
        AmountRange budget = Candidate.budget(intent);
        Set<Exchange> ways = EnumSet.copyOf(Candidate.ways(intent.getExchangeList()));
        boolean anyWay = !ways.add(Exchange.OPEN);
        return new Sought(
                Kind.OFFER,
                words,
                Math.max(1, (words.size() + 1) / 2),
                categories.isEmpty() ? null : categories,
                !categories.isEmpty(),
                place == null ? null : new Area(place.centre(), radiusKm),
                budget == null ? null : new Price(new AmountRange(zero(budget), budget.maximum()), false),
                anyWay ? null : ways,
                null,
                new Needs(
                        Math.max(1, Integer.toUnsignedLong(intent.getQuantity())),
                        intent.getFrom(),
                        new LinkedHashSet<>(intent.getProofAskedList())));
    }

    /** The same with other instances of its words. */
    public Sought with(List<SoughtWord> same) {
        return new Sought(kind, same, leastWords, categories, either, area, price, ways, community, needs);
    }

    private static Amount zero(AmountRange budget) {
        return new Amount(0, budget.maximum().currency());
    }

    /** Each word once; small ones only where there are no others. */
    private static List<SoughtWord> words(String text, Lexicon lexicon, boolean forgiving) {
        Set<String> all = new LinkedHashSet<>(Words.of(text));
        List<String> telling = new ArrayList<>(all);
        telling.removeIf(Language::isSmall);
        return (telling.isEmpty() ? List.copyOf(all) : telling)
                .stream()
                        .limit(Query.MOST_WORDS)
                        .map(word -> SoughtWord.of(word, lexicon, forgiving))
                        .toList();
    }
}
