package org.byway.agent.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.wire.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file may hold, and what is said of rows that cannot be read. */
class RowsTest {
    private static final long NOW = 1_800_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void onlyATitleMustBeThere() throws IOException {
        Draft draft = accepted(offers("title\nGarden table\n").get(0));
        assertEquals("Garden table", draft.title());
        assertNull(draft.low());
        assertNull(draft.place());
        assertEquals(OptionalInt.empty(), draft.expiresDays());
    }

    @Test
    void aFullRow() throws IOException {
        Draft draft = accepted(offers("title,category,price,currency,text,lat,lon,stock,expires_days,seller\n"
                        + "\"Table, oak\",google:443,12.5,eur,\"two\nlines\",-23.55,-46.63,3,60,Ana\n")
                .get(0));
        assertEquals("Table, oak", draft.title());
        assertEquals("[google:443]", draft.categories().toString());
        assertEquals("12.50 EUR", draft.low().toString());
        assertEquals("two\nlines", draft.text());
        assertEquals("6gyf4", draft.place().cell());
        assertEquals(OptionalLong.of(3), draft.stock());
        assertEquals(OptionalInt.of(60), draft.expiresDays());
        assertEquals("Ana", draft.seller());
    }

    @Test
    void badRowsSayWhyAndStopNothing() throws IOException {
        List<Row> rows = offers("title,price,currency,lat,lon,stock,expires_days,category\n"
                + ",1,EUR,,,,,\n" // 1
                + "A,1,,,,,,\n"
                + "A,\"1,50\",EUR,,,,,\n"
                + "A,1,XYZW,,,,,\n"
                + "A,-1,EUR,,,,,\n" // 5
                + "A,2..1,EUR,,,,,\n"
                + "A,,,91,0,,,\n"
                + "A,,,1,,,,\n"
                + "A,,,,,many,,\n"
                + "A,,,,,,91,\n" // 10
                + "A,,,,,,,Tables\n"
                + "A,1\n"
                + "Good,1,EUR,,,,,\n");
        String[] reasons = {
            "there is no title",
            "price has no currency",
            "price \"1,50\"",
            "a currency is a code of ISO 4217",
            "price \"-1\"",
            "price has its higher end first",
            "latitude lies between",
            "a place needs both lat and lon",
            "stock must be a whole number",
            "expires_days must be a whole number from 1 to 90",
            "category \"Tables\"",
            "has 2 fields where the header has 8"
        };
        for (int i = 0; i < reasons.length; i++) {
            Row.Refused refused = assertInstanceOf(Row.Refused.class, rows.get(i));
            assertEquals(i + 1, refused.number());
            assertTrue(refused.reason().contains(reasons[i]), refused.toString());
        }
        assertEquals("Good", accepted(rows.get(reasons.length)).title());
    }

    @Test
    void spreadsheetsWriteSemicolonsAndAByteOrderMark() throws IOException {
        Draft draft =
                accepted(offers("\uFEFFTitle;Price;Currency\nMesa;10;BRL\n").get(0));
        assertEquals("Mesa", draft.title());
        assertEquals("10.00 BRL", draft.low().toString());
    }

    @Test
    void whatIsNotUtf8IsRefused() throws IOException {
        Path file = folder.resolve("latin1.csv");
        Files.write(file, "title\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertInstanceOf(Row.Refused.class, read(file, Wanted.OFFERS).get(0));
    }

    @Test
    void aFileWithoutATitleColumnIsRefusedAsAWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("odd.csv"), "name,price\nTable,1\n");
        assertInstanceOf(Checked.Refused.class, Rows.open(file, Wanted.OFFERS, NOW));
        Path empty = Files.writeString(folder.resolve("empty.csv"), "");
        assertInstanceOf(Checked.Refused.class, Rows.open(empty, Wanted.OFFERS, NOW));
    }

    @Test
    void aFirstLineWithoutEndIsRefusedAsAWhole() throws IOException {
        for (String first : List.of("title," + "a,".repeat(100_000), "title," + "a".repeat(20_000_000))) {
            Path file = Files.writeString(folder.resolve("rows"), first + "\nTable\n");
            assertInstanceOf(Checked.Refused.class, Rows.open(file, Wanted.OFFERS, NOW));
        }
    }

    @Test
    void numbersOfEndlessDigitsAreRefusedInTheirRows() throws IOException {
        String circle = "{\"@type\":\"Offer\",\"name\":\"A\",\"areaServed\":{\"geoMidpoint\":"
                + "{\"latitude\":1,\"longitude\":1},\"geoRadius\":%s}}";
        List<Row> rows = offers(String.join(
                "\n",
                "{\"title\":\"A\",\"price\":1e999999999,\"currency\":\"EUR\"}",
                "{\"title\":\"A\",\"lat\":1e-999999999,\"lon\":1}",
                "{\"title\":\"A\",\"stock\":1e999999999}",
                "{\"@type\":\"Offer\",\"name\":\"A\",\"price\":1e999999999,\"priceCurrency\":\"EUR\"}",
                circle.formatted("1e999999999"),
                circle.formatted("\"1e999999999\""),
                "{\"title\":\"Good\",\"price\":1e1,\"currency\":\"EUR\"}",
                circle.formatted("1500")));
        for (Row row : rows.subList(0, 6)) {
            assertInstanceOf(Row.Refused.class, row);
        }
        assertEquals("10.00 EUR", accepted(rows.get(6)).low().toString());
        assertEquals(2, accepted(rows.get(7)).radiusKm());
    }

    @Test
    void whatIsSaidLessOftenHasColumnsToo() throws IOException {
        Draft.Details loan = accepted(offers("title,exchange,category,service,business,language,payment_methods,cell\n"
                                + "Ladder,loan GIFT,byway:tools google:1,yes,no,de,\"Cash\nTwint\",u33d\n")
                        .get(0))
                .details();
        assertEquals(List.of(Exchange.LOAN, Exchange.GIFT), loan.exchange());
        assertEquals(List.of("Cash", "Twint"), loan.paymentMethods());
        assertTrue(loan.service() && !loan.business());
        assertEquals("de", loan.language());
        Draft room = accepted(
                rows(Wanted.INTENTS, "title,from,until,quantity\nRoom,2030-05-01,2030-05-03T12:00:00+02:00,2\n")
                        .get(0));
        assertEquals(1_903_824_000_000L, room.details().fromMillis());
        assertEquals(1_904_032_800_000L, room.details().untilMillis());
        assertEquals(OptionalLong.of(2), room.stock());
    }

    @Test
    void wrongWordsInThemSayWhy() throws IOException {
        List<Row> rows = offers("title,exchange,service,photos,cell,from\n"
                + "A,barter,,,,\n"
                + "A,,perhaps,,,\n"
                + "A,,,12ab,,\n"
                + "A,,,,aaaa,\n"
                + "A,,,,,soon\n");
        String[] reasons = {
            "exchange must be of price", "service must be yes or no", "photos", "cell", "from must be a day"
        };
        for (int i = 0; i < reasons.length; i++) {
            Row.Refused refused = assertInstanceOf(Row.Refused.class, rows.get(i));
            assertTrue(refused.reason().startsWith(reasons[i]), refused.toString());
        }
    }

    @Test
    void plainJsonHasColumnsAsMembers() throws IOException {
        List<Row> rows = offers(
                "{\"title\":\"Table\",\"price\":12.5,\"currency\":\"EUR\",\"category\":[\"google:443\",\"byway:x\"],"
                        + "\"stock\":3,\"service\":false,\"color\":\"red\"}\n{\"title\":\"bad \uFFFD\"}\n{\"title\":\"meant \\ufffd\"}\n[]\n");
        Draft table = accepted(rows.get(0));
        assertEquals("[google:443, byway:x]", table.categories().toString());
        assertEquals("12.50 EUR", table.low().toString());
        assertEquals(OptionalLong.of(3), table.stock());
        assertEquals(
                "is not UTF-8 text",
                assertInstanceOf(Row.Refused.class, rows.get(1)).reason());
        assertEquals("meant \uFFFD", accepted(rows.get(2)).title());
        assertInstanceOf(Row.Refused.class, rows.get(3));
    }

    @Test
    void aRevisionKeepsWhatIsSaidLessOften() throws IOException {
        Draft draft = accepted(offers("title,exchange,cell,price_min,price_max,currency\nRoom,hours,u33dbc,1,2,EUR\n")
                .get(0));
        byte[] content = Contents.write(Wanted.OFFERS, draft).orThrow();
        Draft moved = Contents.revise(
                        Wanted.OFFERS, content, Map.of("lat", "-23.55", "lon", "-46.63", "price", "7")::get)
                .orThrow();
        assertEquals("6gyf4", moved.place().cell());
        assertEquals("7.00 EUR", moved.low().toString());
        assertNull(moved.high());
        assertEquals(List.of(Exchange.HOURS), moved.details().exchange());
    }

    @Test
    void budgetsOfIntentsAreRanges() throws IOException {
        List<Row> rows = rows(
                Wanted.INTENTS,
                "title,budget,budget_min,budget_max,currency,lat,lon,radius_km\n"
                        + "Bike,20..50,,,EUR,52.5,13.4,7.5\n"
                        + "Bike,,20,50,EUR,,,\n"
                        + "Bike,50,,,EUR,,,\n"
                        + "Bike,..50,,,EUR,,,\n");
        assertEquals("20.00 EUR", accepted(rows.get(0)).low().toString());
        assertEquals(8, accepted(rows.get(0)).radiusKm());
        assertEquals(accepted(rows.get(0)).high(), accepted(rows.get(1)).high());
        assertNull(accepted(rows.get(2)).low());
        assertEquals(accepted(rows.get(2)), accepted(rows.get(3)));
    }

    @Test
    void schemaOrgOffers() throws IOException {
        List<Row> rows = offers(
                "{\"@context\":\"https://schema.org\",\"@type\":\"Offer\",\"price\":\"12.5\",\"priceCurrency\":\"EUR\","
                        + "\"itemOffered\":{\"@type\":\"Product\",\"name\":\"Table\",\"category\":\"google:443\"},"
                        + "\"seller\":{\"@type\":\"Person\",\"name\":\"Ana\"},\"inventoryLevel\":{\"value\":2},"
                        + "\"availableAtOrFrom\":{\"geo\":{\"latitude\":-23.55,\"longitude\":-46.63}}}\n"
                        + "\n"
                        + "{\"@type\":\"Product\",\"name\":\"Table\"}\n"
                        + "{\"@type\":\"Offer\"\n"
                        + "{\"@type\":\"schema:Offer\",\"name\":\"Chair\",\"price\":7.10,\"priceCurrency\":\"EUR\","
                        + "\"category\":{\"@type\":\"CategoryCode\",\"inCodeSet\":\"unspsc\",\"codeValue\":\"56101504\"}}\n");
        Draft table = accepted(rows.get(0));
        assertEquals("Table", table.title());
        assertEquals("12.50 EUR", table.low().toString());
        assertEquals("Ana", table.seller());
        assertEquals("6gyf4", table.place().cell());
        assertTrue(assertInstanceOf(Row.Refused.class, rows.get(1)).reason().contains("\"@type\":\"Offer\""));
        assertTrue(assertInstanceOf(Row.Refused.class, rows.get(2)).reason().startsWith("is no JSON"));
        Draft chair = accepted(rows.get(3));
        assertEquals("7.10 EUR", chair.low().toString());
        assertEquals("[unspsc:56101504]", chair.categories().toString());
    }

    @Test
    void schemaOrgDemands() throws IOException {
        Draft bike = accepted(rows(
                        Wanted.INTENTS,
                        "{\"@type\":\"Demand\",\"itemOffered\":\"Bike\",\"priceSpecification\":{\"minPrice\":20,\"maxPrice\":50,"
                                + "\"priceCurrency\":\"EUR\"},\"validThrough\":\"2027-01-20\",\"areaServed\":{\"@type\":\"GeoCircle\","
                                + "\"geoMidpoint\":{\"latitude\":52.5,\"longitude\":13.4},\"geoRadius\":5000}}\n")
                .get(0));
        assertEquals("Bike", bike.title());
        assertEquals("50.00 EUR", bike.high().toString());
        assertEquals(5, bike.radiusKm());
        assertEquals(OptionalInt.of(6), bike.expiresDays());
        String soon = Instant.ofEpochMilli(NOW + 30 * Limits.DAY_MILLIS - 1).toString();
        Draft exported = accepted(
                rows(Wanted.INTENTS, "{\"@type\":\"Demand\",\"name\":\"Bike\",\"validThrough\":\"" + soon + "\"}\n")
                        .get(0));
        assertEquals(OptionalInt.of(30), exported.expiresDays(), "as csv and jsonl say of it");
        Row never = rows(
                        Wanted.INTENTS,
                        "{\"@type\":\"Demand\",\"name\":\"Bike\",\"validThrough\":\"+999999999-01-01T00:00:00Z\"}\n")
                .get(0);
        assertInstanceOf(Row.Refused.class, never);
    }

    @Test
    void aDraftSurvivesBeingContent() throws IOException {
        Draft draft = accepted(offers(
                        "title,category,price,currency,text,lat,lon,stock\nTable,google:443,10..12.50,EUR,old,-23.55,-46.63,3\n")
                .get(0));
        byte[] content = Contents.write(Wanted.OFFERS, draft).orThrow();
        assertEquals(
                draft, Contents.revise(Wanted.OFFERS, content, name -> null).orThrow());
        Draft revised = Contents.revise(Wanted.OFFERS, content, name -> name.equals("price") ? "9" : null)
                .orThrow();
        assertEquals("9.00 EUR", revised.low().toString());
        assertEquals(draft.text(), revised.text());
    }

    private List<Row> offers(String text) throws IOException {
        return rows(Wanted.OFFERS, text);
    }

    private List<Row> rows(Wanted wanted, String text) throws IOException {
        return read(Files.writeString(folder.resolve("rows"), text), wanted);
    }

    private static List<Row> read(Path file, Wanted wanted) throws IOException {
        List<Row> all = new ArrayList<>();
        try (Rows rows = Rows.open(file, wanted, NOW).orThrow()) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }

    private static Draft accepted(Row row) {
        return assertInstanceOf(Row.Accepted.class, row, row.toString()).draft();
    }
}
