package org.byway.protocol.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A query is read from named texts, the same for a request, a command and a saved interest. */
final class QueryReaderTest {
    @Test
    void everythingMayBeLeftOut() {
        Query query = Samples.query(Kind.OFFER);
        assertEquals(new Query(Kind.OFFER, "", null, null, null, null, null, Sort.RELEVANCE), query);
    }

    @Test
    void everythingMayBeSaid() {
        Query query = Samples.query(
                Kind.INTENT,
                "q",
                " garden table ",
                "category",
                "byway:food",
                "near",
                "48.09, 10.86",
                "radiusKm",
                "7",
                "minPrice",
                "2",
                "maxPrice",
                "5.50",
                "currency",
                "eur",
                "exchange",
                "swap",
                "community",
                Samples.TOWN.hex(),
                "sort",
                "price");
        assertEquals("garden table", query.text());
        assertEquals("byway:food", query.category().toString());
        assertEquals(7, query.area().radiusKm());
        assertEquals("2.00..5.50 EUR", query.price().toString());
        assertEquals(Exchange.SWAP, query.exchange());
        assertEquals(Samples.TOWN, query.community());
        assertEquals(Sort.PRICE, query.sort());
    }

    @Test
    void nearMeansTwentyFiveKilometresUnlessItIsSaid() {
        assertEquals(25, Samples.query(Kind.OFFER, "near", "1,2").area().radiusKm());
        assertNull(Samples.query(Kind.OFFER, "near", " ").area());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q | !!! | there is no word in the text that is looked for",
                "category | bread | category: a category is scheme:code, such as google:1604",
                "near | here | near: a place is latitude, comma, longitude, such as -23.55,-46.63",
                "radiusKm | 5 | a radius needs a place: near",
                "minPrice | 5 | a price needs a currency",
                "currency | EURO | currency: a currency is a code of ISO 4217 in capitals, such as EUR",
                "exchange | theft | 'exchange is one of price, open, hours, swap, gift and loan'",
                "exchange | unrecognized | 'exchange is one of price, open, hours, swap, gift and loan'",
                "community | 12 | community: 64 hexadecimal digits wanted",
                "sort | best | 'sort is one of relevance, distance, price and new'",
                "sort | distance | to sort by distance it must be said from where: near",
                "sort | price | to sort by price it must be said in which currency"
            })
    void whatCannotBeReadIsNamed(String name, String value, String fault) {
        assertEquals(fault, fault(name, value));
    }

    @Test
    void lengthsAndRangesHaveLimits() {
        assertEquals("a search has at most 400 characters of text", fault("q", "x".repeat(401)));
        assertEquals("a search has at most 32 words", fault("q", "a ".repeat(33)));
        assertEquals("radiusKm is a whole number from 1 to 20040", fault("near", "1,1", "radiusKm", "20041"));
        assertEquals("minPrice is above maxPrice", fault("currency", "EUR", "minPrice", "2", "maxPrice", "1"));
    }

    private static String fault(String... parameters) {
        return QueryReader.read(Kind.OFFER, name -> Samples.value(name, parameters))
                        instanceof Checked.Refused<Query>(Refusal refusal)
                ? refusal.detail()
                : "read";
    }
}
