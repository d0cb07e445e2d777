package org.byway.protocol.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts are exact, of one currency, and have one text. */
final class AmountTest {
    static Stream<JsonNode> amounts() {
        return Vectors.cases("money", "amounts");
    }

    static Stream<JsonNode> ranges() {
        return Vectors.cases("money", "ranges");
    }

    static Stream<JsonNode> refusedAmounts() {
        return Vectors.cases("money", "refusedAmounts");
    }

    static Stream<JsonNode> refusedRanges() {
        return Vectors.cases("money", "refusedRanges");
    }

    @ParameterizedTest
    @MethodSource("amounts")
    void anAmountIsReadExactlyAndPrintedInOneWay(JsonNode vector) {
        Amount amount =
                amount(vector.get("decimal").asText(), vector.get("currency").asText());
        assertEquals(vector.get("minorUnits").asLong(), amount.minorUnits());
        assertEquals(vector.get("printed").asText(), amount.decimal());
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void aRangeHasTwoEnds(JsonNode vector) {
        AmountRange range = AmountRange.parse(
                        vector.get("range").asText(), vector.get("currency").asText())
                .orThrow();
        assertEquals(vector.get("minimum").asText(), range.minimum().decimal());
        assertEquals(vector.get("maximum").asText(), range.maximum().decimal());
    }

    @ParameterizedTest
    @MethodSource("refusedAmounts")
    void whatIsNoAmountIsRefusedWithAReason(JsonNode vector) {
        assertRefused(Amount.parse(
                vector.get("decimal").asText(), vector.get("currency").asText()));
    }

    @ParameterizedTest
    @MethodSource("refusedRanges")
    void whatIsNoRangeIsRefusedWithAReason(JsonNode vector) {
        assertRefused(AmountRange.parse(
                vector.get("range").asText(), vector.get("currency").asText()));
    }

    private static void assertRefused(Checked<?> answer) {
        var refused = assertInstanceOf(Checked.Refused.class, answer);
        assertEquals(Reason.BAD_CONTENT, refused.refusal().reason());
        assertFalse(refused.refusal().detail().isBlank());
    }

    @Test
    void theReasonTellsAPersonWhatToWrite() {
        var refused = assertInstanceOf(Checked.Refused.class, Amount.parse("12.505", "EUR"));
        assertEquals(
                "EUR has 2 digits at most after the point", refused.refusal().detail());
    }

    @Test
    void aRangeHoldsItsEnds() {
        AmountRange range = AmountRange.parse("2..5", "EUR").orThrow();
        assertTrue(range.contains(amount("2", "EUR")));
        assertTrue(range.contains(amount("5", "EUR")));
        assertFalse(range.contains(amount("1.99", "EUR")));
        assertFalse(range.contains(amount("5.01", "EUR")));
        assertEquals("2.00..5.00 EUR", range.toString());
    }

    @Test
    void amountsOfTwoCurrenciesAreNotCompared() {
        assertThrows(IllegalArgumentException.class, () -> amount("1", "EUR").compareTo(amount("1", "BRL")));
    }

    @Test
    void anAmountCannotBeMadeOutOfBounds() {
        Currency euro = Currency.getInstance("EUR");
        assertThrows(IllegalArgumentException.class, () -> new Amount(-1, euro));
        assertThrows(IllegalArgumentException.class, () -> new Amount(Amount.MAX_MINOR_UNITS + 1, euro));
        assertThrows(IllegalArgumentException.class, () -> new Amount(1, Currency.getInstance("XXX")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void printingAndReadingComesBack(long seed) {
        Random random = new Random(seed);
        List<Currency> currencies = Stream.of("EUR", "BRL", "JPY", "KWD", "CLF", "USD")
                .map(Currency::getInstance)
                .toList();
        for (int i = 0; i < 5_000; i++) {
            long units = (random.nextLong() >>> 1 + random.nextInt(62)) % (Amount.MAX_MINOR_UNITS + 1);
            Amount amount = new Amount(units, currencies.get(random.nextInt(currencies.size())));
            assertEquals(
                    amount,
                    amount(amount.decimal(), amount.currency().getCurrencyCode()),
                    "seed " + seed + ", try " + i);
        }
    }

    private static Amount amount(String decimal, String currency) {
        return Amount.parse(decimal, currency).orThrow();
    }
}
