package org.byway.protocol.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.byway.protocol.interest.InterestIndex.Found;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Match;
import org.byway.protocol.market.Samples;
import org.byway.protocol.market.Sought;
import org.byway.protocol.wire.Offer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files find just the interests that asking each of them finds, with the same reasons. */
class InterestIndexTest {
    private static final int ROUNDS = 2_500;
    private static final long LATER = Samples.NOW + 30L * 24 * 3_600_000;

    private final InterestIndex index = new InterestIndex();
    private final TreeMap<Long, Sought> plain = new TreeMap<>();
    private long next = 1;

    private void add(Sought sought) {
        index.put(next, sought);
        plain.put(next++, sought);
    }

    private List<Found> each(Candidate record, long now) {
        List<Found> found = new ArrayList<>();
        plain.forEach((number, sought) -> {
            if (Match.of(sought, record, now) instanceof Match.Fits fits) {
                found.add(new Found(number, fits));
            }
        });
        return found;
    }

    private static Sought sought(Map<String, String> wording) {
        return Interest.read(1, Owner.HOME, Position.START, "", wording)
                .orThrow()
                .sought(Samples.LEXICON);
    }

    private static Sought offers(String... parameters) {
        Map<String, String> wording = new TreeMap<>(Map.of(Interest.KIND, "offers"));
        for (int i = 0; i < parameters.length; i += 2) {
            wording.put(parameters[i], parameters[i + 1]);
        }
        return sought(wording);
    }

    /** While interests come and go, and records let them be filed anew. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noInterestIsLostAndNoneIsInvented(long seed) {
        RandomMarket market = new RandomMarket(seed);
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round < 200 || market.chance(30)) {
                add(market.chance(80) ? sought(market.wording()) : Sought.of(market.intent(), Samples.LEXICON));
            }
            if (plain.size() > 200 || market.chance(5)) {
                long gone = plain.pollFirstEntry().getKey();
                assertTrue(index.remove(gone));
            }
            Candidate record = market.record();
            List<Found> each = each(record, Samples.NOW);
            assertEquals(each, index.matches(record, Samples.NOW), record::toString);
            found += each.size();
        }
        assertEquals(plain.size(), index.size());
        assertTrue(found > ROUNDS, "records fit interests: " + found);
    }

    @Test
    void aMisspellingAStemASynonymAndAParentAreFound() {
        add(offers("q", "bicylce"));
        add(offers("q", "ladders"));
        add(offers("q", "cycle"));
        add(offers("category", "byway:transport"));
        add(offers("q", "table"));
        Samples make = new Samples(1);
        Offer.Builder offer =
                Samples.offer("Bicycle").setText("and a ladder").addCategories(Samples.category("byway:bikes"));
        List<Long> numbers = index.matches(make.candidate(offer), Samples.NOW).stream()
                .map(Found::number)
                .toList();
        assertEquals(List.of(1L, 2L, 3L, 4L), numbers);
    }

    @Test
    void anOfferThatReachesTheMiddleOfAnAreaIsFoundFromOutside() {
        add(offers("near", "48.10,11.50", "radiusKm", "3"));
        Samples make = new Samples(1);
        Candidate far = make.candidate(Samples.offer("Plumbing").setCell(Samples.cell(48.6, 11.5)));
        Candidate reaching = make.candidate(
                Samples.offer("Plumbing").setCell(Samples.cell(48.6, 11.5)).setRadiusKm(80));
        assertEquals(List.of(), index.matches(far, Samples.NOW));
        assertEquals(1, index.matches(reaching, Samples.NOW).size());
    }

    @Test
    void whatHasExpiredFitsNothing() {
        add(offers("q", "bread"));
        Candidate bread = new Samples(1).candidate(Samples.offer("Bread"));
        assertEquals(1, index.matches(bread, Samples.NOW).size());
        assertEquals(List.of(), index.matches(bread, LATER));
    }

    @Test
    void aNumberIsUsedOnce() {
        add(offers("q", "bread"));
        Sought sought = offers("q", "table");
        assertThrows(IllegalArgumentException.class, () -> index.put(1, sought));
        assertTrue(index.remove(1));
        assertFalse(index.remove(1));
    }
}
