package org.byway.protocol.market;

import static org.byway.protocol.market.Samples.LEXICON;
import static org.byway.protocol.market.Samples.NOW;
import static org.byway.protocol.market.Samples.cell;
import static org.byway.protocol.market.Samples.euros;
import static org.byway.protocol.market.Samples.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search has one order, whatever came first; it reaches further only where it finds nothing; its pages fit together. */
final class PlainSearchTest {
    private final Samples samples = new Samples(2);
    private final List<Candidate> all = new ArrayList<>();

    PlainSearchTest() {
        all.add(samples.candidate(offer("Tall ladder").setPrice(euros("4")).setCell(cell(48.05, 11.0))));
        all.add(samples.candidate(offer("Ladder").setPrice(euros("9")).setCell(cell(48.05, 11.2))));
        all.add(samples.candidate(offer("Rope").setText("As good as a ladder").setPrice(euros("1"))));
        all.add(samples.candidate(offer("Ladders, two").setPrice(euros("2")).setCell(cell(48.05, 11.0))));
        all.add(samples.candidate(offer("Bread").setPrice(euros("3"))));
    }

    private List<String> titles(String... query) {
        return hits(query).hits().stream().map(Hit::title).toList();
    }

    private Hits hits(String... query) {
        return new PlainSearch(LEXICON, all, NOW).page(Samples.query(Kind.OFFER, query), 10, null);
    }

    @Test
    void theMoreRelevantComesFirstThenTheNewer() {
        assertEquals(List.of("Ladder", "Tall ladder", "Ladders, two", "Rope"), titles("q", "ladder"));
    }

    @Test
    void otherOrdersAreAskedFor() {
        assertEquals(List.of("Ladders, two", "Rope", "Ladder", "Tall ladder"), titles("q", "ladder", "sort", "new"));
        assertEquals(
                List.of("Rope", "Ladders, two", "Tall ladder", "Ladder"),
                titles("q", "ladder", "currency", "EUR", "sort", "price"));
        assertEquals(
                List.of("Ladders, two", "Tall ladder", "Ladder"),
                titles("q", "ladder", "near", "48.05,11.0", "radiusKm", "50", "sort", "distance"));
    }

    @Test
    void itReachesFurtherOnlyWhereItFindsNothing() {
        assertEquals(Reach.SPELT, hits("q", "ladder").reach());
        assertEquals(Reach.FORGIVING, hits("q", "tall lader").reach());
        assertEquals(List.of("Tall ladder"), titles("q", "tall lader"));
        assertEquals(Reach.HALF, hits("q", "lader wooden").reach());
        assertEquals(List.of(), titles("q", "zebra"));
    }

    @Test
    void theOrderDoesNotDependOnHowRecordsCame() {
        List<String> first = titles("q", "ladder");
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(all, random);
            assertEquals(first, titles("q", "ladder"));
        }
    }

    @Test
    void pagesFitTogether() {
        PlainSearch search = new PlainSearch(LEXICON, all, NOW);
        Query query = Samples.query(Kind.OFFER, "q", "lader");
        List<String> titles = new ArrayList<>();
        Continuation next = null;
        do {
            Hits page = search.page(query, 1, next);
            page.hits().forEach(hit -> titles.add(hit.title()));
            next = page.next() == null
                    ? null
                    : Continuation.parse(page.next().text()).orThrow();
        } while (next != null);
        assertEquals(List.of("Ladder", "Tall ladder"), titles);
    }

    @Test
    void theLastPageHasNoNext() {
        assertNull(hits().next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.1.2", "3.1.2.00", "0.-.1.x", "0.1.99999999999999999999.00"})
    void whatIsNoCursorIsRefused(String text) {
        assertInstanceOf(Checked.Refused.class, Continuation.parse(text));
    }
}
