package org.byway.protocol.market;

import static org.byway.protocol.market.Samples.LEXICON;
import static org.byway.protocol.market.Samples.NOW;
import static org.byway.protocol.market.Samples.category;
import static org.byway.protocol.market.Samples.cell;
import static org.byway.protocol.market.Samples.euros;
import static org.byway.protocol.market.Samples.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.byway.protocol.market.Match.Miss;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Offer;
import org.junit.jupiter.api.Test;

/** What fits a query, why, and what it scores; and why something does not. */
final class MatchTest {
    private final Samples samples = new Samples(1);

    private Match match(Offer.Builder offer, Reach reach, String... query) {
        return Match.of(Sought.of(Samples.query(Kind.OFFER, query), LEXICON, reach), samples.candidate(offer), NOW);
    }

    private int score(String words, Offer.Builder offer) {
        return assertInstanceOf(Match.Fits.class, match(offer, Reach.SPELT, "q", words))
                .score();
    }

    private Miss miss(Offer.Builder offer, String... query) {
        return assertInstanceOf(Match.Misses.class, match(offer, Reach.SPELT, query))
                .why();
    }

    private List<String> reasons(Offer.Builder offer, String... query) {
        return assertInstanceOf(Match.Fits.class, match(offer, Reach.SPELT, query)).reasons().stream()
                .map(MatchReason::code)
                .toList();
    }

    @Test
    void aWordCountsByWhereAndHowItIsFound() {
        assertEquals(Points.TITLE_SAME, score("ladder", offer("Tall ladder")));
        assertEquals(Points.TITLE_STEM, score("ladders", offer("Tall ladder")));
        assertEquals(Points.TITLE_SYNONYM, score("bicycle", offer("Red bike")));
        assertEquals(Points.KIND_NAMED, score("brot", offer("Spelt").addCategories(category("byway:rolls"))));
        assertEquals(Points.KIND_SYNONYM, score("cycle", offer("Tandem").addCategories(category("byway:bikes"))));
        assertEquals(Points.TEXT_STEM, score("gutters", offer("Tall").setText("Reaches the gutter")));
        assertEquals(Points.TEXT_SYNONYM, score("ladder", offer("Wood").setText("Three steps")));
    }

    @Test
    void everyWordMustBeFoundButSmallOnes() {
        assertEquals(
                Points.TITLE_SAME + Points.TEXT_STEM,
                score("the tall gutter", offer("Tall").setText("a gutter")));
        assertEquals(Miss.WORDS, miss(offer("Tall ladder"), "q", "tall ladder wooden"));
        assertEquals(Points.TITLE_SAME, score("the", offer("The The")), "only small words: then they count");
    }

    @Test
    void aMisspellingIsForgivenWhereNothingElseIsFound() {
        assertEquals(Miss.WORDS, miss(offer("Tall ladder"), "q", "lader"));
        Match.Fits title =
                assertInstanceOf(Match.Fits.class, match(offer("Tall ladder"), Reach.FORGIVING, "q", "lader"));
        assertEquals(Points.TITLE_ALIKE, title.score());
        Offer.Builder rolls = offer("Spelt").addCategories(category("byway:rolls"));
        Match.Fits kind = assertInstanceOf(Match.Fits.class, match(rolls, Reach.FORGIVING, "q", "braed"));
        assertEquals(Points.KIND_ALIKE, kind.score());
        assertInstanceOf(Match.Misses.class, match(offer("Tall ladder"), Reach.FORGIVING, "q", "tall wooden lader"));
        assertInstanceOf(Match.Fits.class, match(offer("Tall ladder"), Reach.HALF, "q", "tall wooden lader"));
    }

    @Test
    void aKindFindsWhatIsWithinIt() {
        Offer.Builder rolls = offer("Spelt").addCategories(category("byway:rolls"));
        assertEquals(List.of("kind"), reasons(rolls, "category", "byway:food"));
        assertEquals(Miss.CATEGORY, miss(rolls, "category", "byway:tools"));
        assertEquals(Miss.CATEGORY, miss(offer("Bread"), "category", "byway:bread"));
    }

    @Test
    void aPlaceIsNearByTheCentreOfItsCell() {
        Offer.Builder here = offer("Bread").setCell(cell(48.05, 11.0));
        assertEquals(List.of("near"), reasons(here, "near", "48.05,11.0", "radiusKm", "10"));
        assertEquals(Miss.PLACE, miss(here, "near", "49.05,11.0", "radiusKm", "10"));
        assertEquals(Miss.PLACE, miss(offer("Bread"), "near", "48.05,11.0"));
    }

    @Test
    void whatIsBroughtFarEnoughIsNearToo() {
        Offer.Builder brought = offer("Bread").setCell(cell(48.05, 11.0)).setRadiusKm(200);
        assertEquals(List.of("reaches"), reasons(brought, "near", "49.05,11.0", "radiusKm", "10"));
    }

    @Test
    void theNearerHasMorePoints() {
        Area area = Samples.query(Kind.OFFER, "near", "0,0", "radiusKm", "8").area();
        assertEquals(3, Points.nearness(1_999, area));
        assertEquals(2, Points.nearness(2_000, area));
        assertEquals(0, Points.nearness(8_000, area));
        assertEquals(0, Points.nearness(20_000_000, area));
    }

    @Test
    void pricesOverlapInOneCurrency() {
        Offer.Builder range = offer("Table").setPrice(euros("10")).setPriceMax(euros("20"));
        assertEquals(List.of("price"), reasons(range, "currency", "EUR", "minPrice", "20"));
        assertEquals(List.of("price"), reasons(range, "currency", "EUR", "maxPrice", "10.00"));
        assertEquals(Miss.PRICE, miss(range, "currency", "EUR", "minPrice", "20.01"));
        assertEquals(Miss.PRICE, miss(range, "currency", "BRL"));
        assertEquals(Miss.PRICE, miss(offer("Table"), "currency", "EUR"));
    }

    @Test
    void exchangeAndCommunityAreAsked() {
        Offer.Builder swap = offer("Table").addExchange(Exchange.SWAP).addExchange(Exchange.GIFT);
        assertEquals(List.of("exchange"), reasons(swap, "exchange", "gift"));
        assertEquals(Miss.EXCHANGE, miss(swap, "exchange", "price"));
        assertEquals(List.of("exchange"), reasons(offer("Table"), "exchange", "price"), "nothing said: a price");
        assertEquals(List.of("community"), reasons(swap, "community", Samples.TOWN.hex()));
        assertEquals(Miss.COMMUNITY, miss(swap, "community", Samples.VILLAGE.hex()));
    }

    @Test
    void whatHasRunOutOrExpiredIsNotFound() {
        assertEquals(Miss.STOCK, miss(offer("Table").setStock(0)));
        Sought all = Sought.of(Samples.query(Kind.OFFER), LEXICON, Reach.SPELT);
        Candidate table = samples.candidate(offer("Table").setStock(1));
        assertInstanceOf(Match.Fits.class, Match.of(all, table, table.expires() - 1));
        assertEquals(new Match.Misses(Miss.EXPIRED), Match.of(all, table, table.expires()));
        Sought intents = Sought.of(Samples.query(Kind.INTENT), LEXICON, Reach.SPELT);
        assertEquals(new Match.Misses(Miss.SIDE), Match.of(intents, table, NOW));
    }

    @Test
    void aRecordIsStemmedInItsOwnLanguageAndFoundInIt() {
        Offer.Builder german = offer("Leitern").setLanguage("de-AT");
        assertEquals(Points.TITLE_STEM, score("Leiter", german));
        // As English it would keep its ending.
        assertEquals(Miss.WORDS, miss(offer("Leitern").setLanguage("en"), "q", "Leiter"));
    }

    private Match match(Intent.Builder intent, Offer.Builder offer) {
        return Match.of(Sought.of(intent.build(), LEXICON), samples.candidate(offer), NOW);
    }

    private static Intent.Builder wanted(String title) {
        return Intent.newBuilder().setTitle(title);
    }

    @Test
    void anIntentIsAnsweredByItsKindOrByHalfOfItsWords() {
        Intent.Builder ladder = wanted("Ladder for a weekend").addCategories(category("byway:ladders"));
        Match.Fits both = assertInstanceOf(
                Match.Fits.class, match(ladder, offer("Tall ladder").addCategories(category("byway:ladders"))));
        Match.Fits kind = assertInstanceOf(
                Match.Fits.class, match(ladder, offer("Six metres").addCategories(category("byway:ladders"))));
        Match.Fits words = assertInstanceOf(Match.Fits.class, match(ladder, offer("Tall ladder")));
        assertEquals(List.of(50, 40, 20), List.of(both.score(), kind.score(), words.score()));
        assertEquals(new Match.Misses(Miss.WORDS), match(ladder, offer("Party tent")));
        assertEquals(new Match.Misses(Miss.WORDS), match(wanted("🚲"), offer("Party tent")), "nothing is no kind");
    }

    @Test
    void anIntentAsksForNoMoreThanItsBudget() {
        Intent.Builder bread = wanted("Bread").setBudgetMin(euros("40")).setBudgetMax(euros("80"));
        assertInstanceOf(Match.Fits.class, match(bread, offer("Bread").setPrice(euros("5"))));
        assertInstanceOf(Match.Fits.class, match(bread, offer("Bread")));
        assertEquals(new Match.Misses(Miss.PRICE), match(bread, offer("Bread").setPrice(euros("80.01"))));
    }

    @Test
    void anIntentIsGivenSomethingForWhatItOffers() {
        Intent.Builder gift = wanted("Bread").addExchange(Exchange.GIFT);
        assertEquals(new Match.Misses(Miss.EXCHANGE), match(gift, offer("Bread")));
        assertInstanceOf(Match.Fits.class, match(gift, offer("Bread").addExchange(Exchange.OPEN)));
        assertInstanceOf(Match.Fits.class, match(wanted("Bread").addExchange(Exchange.OPEN), offer("Bread")));
    }

    @Test
    void anIntentAsksForEnoughInTimeWithProof() {
        Intent.Builder many = wanted("Rolls").setQuantity(40);
        assertEquals(new Match.Misses(Miss.STOCK), match(many, offer("Rolls").setStock(39)));
        assertInstanceOf(Match.Fits.class, match(many, offer("Rolls").setStock(40)));
        assertInstanceOf(Match.Fits.class, match(many, offer("Rolls")));
        Intent.Builder later = wanted("Rolls").setFrom(NOW + 11 * Limits.DAY_MILLIS);
        assertEquals(new Match.Misses(Miss.TIME), match(later, offer("Rolls")));
        Intent.Builder proven = wanted("Wiring").addProofAsked("electrician");
        assertEquals(new Match.Misses(Miss.PROOF), match(proven, offer("Wiring")));
        Match.Fits shown =
                assertInstanceOf(Match.Fits.class, match(proven, offer("Wiring").addProof("electrician")));
        assertEquals(
                "it says that it can show: electrician", shown.reasons().get(0).text());
    }
}
