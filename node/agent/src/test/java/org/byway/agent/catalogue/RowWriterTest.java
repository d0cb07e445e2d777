package org.byway.agent.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.money.Amount;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.wire.Category;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.ReplyAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is written is read again as it was: import(export(x)) = x, in every form, for contents made by chance. Not carried are what
 * binds a record to its first life (moved_from, reply, sealed_body), blanks at the ends of texts, a radius around nothing,
 * times past the year 9999 and, by CSV alone, the character U+FFFD.
 */
class RowWriterTest {
    private static final long NOW = 1_900_000_000_000L;
    private static final int CONTENTS = 2_000;
    private static final String[] WORDS = {
        "table",
        "\"quoted\"",
        "a,b;c",
        "=1+1",
        "<script>alert(1)</script>",
        "市場",
        "🥖",
        "e\u0301",
        "\u202eבית",
        "null",
        "\\n",
        "\t",
        "{}",
        "#",
        "'",
        "-",
        "\uFFFD",
        "byway:bread",
        " ",
        "\u2028"
    };

    private static final String[] CURRENCIES = {"EUR", "JPY", "KWD"};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void offersComeBackAsTheyWere(RowFormat format) throws IOException {
        Random random = new Random(7);
        List<Offer> all = new ArrayList<>();
        for (int i = 0; i < CONTENTS; i++) {
            all.add(offer(random, format));
        }
        List<Row> rows = again(
                format, Wanted.OFFERS, all.stream().map(Offer::toByteArray).toList());
        for (int i = 0; i < CONTENTS; i++) {
            Offer read = Offer.parseFrom(content(Wanted.OFFERS, rows.get(i)));
            assertEquals(carried(all.get(i)), read, "of " + all.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void intentsComeBackAsTheyWere(RowFormat format) throws IOException {
        Random random = new Random(8);
        List<Intent> all = new ArrayList<>();
        for (int i = 0; i < CONTENTS; i++) {
            all.add(intent(random, format));
        }
        List<Row> rows = again(
                format, Wanted.INTENTS, all.stream().map(Intent::toByteArray).toList());
        for (int i = 0; i < CONTENTS; i++) {
            Intent read = Intent.parseFrom(content(Wanted.INTENTS, rows.get(i)));
            assertEquals(carried(all.get(i)), read, "of " + all.get(i));
        }
    }

    @Test
    void whoSaidItAndForHowLongComesWithIt() throws IOException {
        byte[] content = Offer.newBuilder().setTitle("Table").build().toByteArray();
        Draft draft = assertInstanceOf(
                        Row.Accepted.class,
                        again(RowFormat.CSV, Wanted.OFFERS, List.of(content)).get(0))
                .draft();
        assertEquals(9, draft.expiresDays().orElseThrow());
        assertEquals(new Bytes32(1, 2, 3, 4).hex(), draft.seller());
        String header = written(RowFormat.CSV, Wanted.OFFERS, List.of(content))
                .lines()
                .findFirst()
                .orElseThrow();
        assertTrue(header.startsWith("title,category,price,"), header);
        assertTrue(header.endsWith(",id,author,community,created,expires"), header);
    }

    @Test
    void othersReadSchemaOrg() throws IOException {
        Offer offer = Offer.newBuilder()
                .setTitle("Ladder")
                .setCell("u33db")
                .setRadiusKm(5)
                .addCategories(Category.newBuilder().setScheme("google").setCode("1"))
                .addExchange(Exchange.LOAN)
                .setLanguage("de")
                .setBusiness(true)
                .build();
        JsonNode thing =
                new ObjectMapper().readTree(written(RowFormat.SCHEMA_ORG, Wanted.OFFERS, List.of(offer.toByteArray())));
        assertEquals("Offer", thing.path("@type").asText());
        assertEquals("Ladder", thing.path("name").asText());
        assertEquals("de", thing.path("@context").path(1).path("@language").asText());
        assertEquals(
                "CategoryCode", thing.path("category").path(0).path("@type").asText());
        assertEquals(
                5000,
                thing.path("availableAtOrFrom").path("geo").path("geoRadius").asInt());
        assertEquals("Organization", thing.path("seller").path("@type").asText());
        assertEquals(
                "urn:byway:exchange:loan", thing.path("additionalType").path(0).asText());
    }

    private List<Row> again(RowFormat format, Wanted wanted, List<byte[]> contents) throws IOException {
        Path file = Files.writeString(folder.resolve("rows"), written(format, wanted, contents));
        List<Row> all = new ArrayList<>();
        try (Rows rows = Rows.open(file, wanted, NOW).orThrow()) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        assertEquals(contents.size(), all.size());
        return all;
    }

    private static String written(RowFormat format, Wanted wanted, List<byte[]> contents) throws IOException {
        StringWriter out = new StringWriter();
        try (RowWriter writer = format.to(out, wanted, NOW)) {
            for (byte[] content : contents) {
                writer.write(new Listed(envelope(wanted, content), content));
            }
        }
        return out.toString();
    }

    private static Envelope envelope(Wanted wanted, byte[] content) {
        Kind kind = wanted == Wanted.OFFERS ? Kind.OFFER : Kind.INTENT;
        long horizon = NOW + 20 * Limits.DAY_MILLIS;
        byte[] salt = new byte[Lineage.RANDOM_BYTES];
        Envelope.Place place = new Envelope.Place(
                new Bytes32(1, 2, 3, 4), 0, new Bytes32(5, 6, 7, 8), Lineage.of(horizon, salt), null);
        return Envelope.write(place, kind, NOW - 1, NOW + 8 * Limits.DAY_MILLIS + 1, content)
                .orThrow();
    }

    private static byte[] content(Wanted wanted, Row row) {
        Draft draft = assertInstanceOf(Row.Accepted.class, row, row.toString()).draft();
        return Contents.write(wanted, draft).orThrow();
    }

    private static Offer carried(Offer offer) {
        Offer.Builder out = offer.toBuilder()
                .setTitle(offer.getTitle().strip())
                .setText(offer.getText().strip())
                .clearMovedFrom()
                .clearPaymentMethods()
                .clearProof();
        offer.getPaymentMethodsList().forEach(each -> out.addPaymentMethods(each.strip()));
        offer.getProofList().forEach(each -> out.addProof(each.strip()));
        return offer.getCell().isEmpty() ? out.clearRadiusKm().build() : out.build();
    }

    private static Intent carried(Intent intent) {
        Intent.Builder out = intent.toBuilder()
                .setTitle(intent.getTitle().strip())
                .setText(intent.getText().strip())
                .clearMovedFrom()
                .clearReply()
                .clearSealedBody()
                .clearProofAsked();
        intent.getProofAskedList().forEach(each -> out.addProofAsked(each.strip()));
        return intent.getCell().isEmpty() ? out.clearRadiusKm().build() : out.build();
    }

    private static Offer offer(Random random, RowFormat format) throws InvalidProtocolBufferException {
        Offer.Builder out = Offer.newBuilder().setTitle(line(random, format)).setText(text(random, format));
        categories(random).forEach(out::addCategories);
        ways(random).forEach(out::addExchange);
        switch (random.nextInt(4)) {
            case 0 -> out.setPrice(money(random, 0));
            case 1 -> out.setPrice(money(random, 0, "KWD")).setPriceMax(money(random, 1_000_000, "KWD"));
            case 2 -> out.setPriceMax(money(random, 0));
            default -> {}
        }
        if (random.nextBoolean()) {
            out.setCell(cell(random));
        }
        out.setRadiusKm(random.nextInt(3) * 7);
        if (random.nextBoolean()) {
            out.setStock(random.nextInt());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            out.addPhotos(bytes(random, 32));
            out.addPaymentMethods(method(random, format));
            out.addProof(method(random, format));
        }
        out.setService(random.nextBoolean()).setBusiness(random.nextBoolean());
        out.setLanguage(random.nextBoolean() ? "" : "pt-BR");
        out.setMovedFrom(random.nextBoolean() ? ByteString.EMPTY : bytes(random, 32));
        Offer made = out.build();
        assertInstanceOf(Checked.Ok.class, MarketRule.offer(made.toByteArray()), () -> "no offer: " + made);
        return made;
    }

    private static Intent intent(Random random, RowFormat format) throws InvalidProtocolBufferException {
        Intent.Builder out = Intent.newBuilder().setTitle(line(random, format)).setText(text(random, format));
        categories(random).forEach(out::addCategories);
        ways(random).forEach(out::addExchange);
        switch (random.nextInt(4)) {
            case 0 -> out.setBudgetMin(money(random, 0));
            case 1 -> out.setBudgetMin(money(random, 0, "JPY")).setBudgetMax(money(random, 1_000_000, "JPY"));
            case 2 -> out.setBudgetMax(money(random, 0));
            default -> {}
        }
        if (random.nextBoolean()) {
            out.setCell(cell(random)).setRadiusKm(random.nextInt(MarketRule.RADIUS_KM));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            out.addProofAsked(method(random, format));
        }
        out.setQuantity(random.nextInt(3) * random.nextInt());
        if (random.nextBoolean()) {
            out.setFrom(random.nextLong(1, NOW)).setUntil(NOW + random.nextLong(NOW));
        }
        if (random.nextBoolean()) {
            out.setReply(ReplyAddress.newBuilder()
                    .setTag(bytes(random, 16))
                    .setKey(bytes(random, 32))
                    .addNodes(bytes(random, 32)));
        }
        out.setLanguage(random.nextBoolean() ? "" : "de");
        Intent made = out.build();
        assertInstanceOf(Checked.Ok.class, MarketRule.intent(made.toByteArray()), () -> "no intent: " + made);
        return made;
    }

    private static List<Category> categories(Random random) {
        List<Category> all = new ArrayList<>();
        for (int i = random.nextInt(MarketRule.CATEGORIES + 1); i > 0; i--) {
            char odd = (char) ('!' + random.nextInt('~' - '!'));
            all.add(Category.newBuilder()
                    .setScheme("a-" + i)
                    .setCode("x" + odd + ":" + i)
                    .build());
        }
        return all;
    }

    private static List<Exchange> ways(Random random) {
        List<Exchange> all = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            all.add(Exchange.forNumber(random.nextInt(6)));
        }
        return all;
    }

    private static Money money(Random random, long from) {
        String currency = CURRENCIES[random.nextInt(CURRENCIES.length)];
        return money(random, from, currency);
    }

    private static Money money(Random random, long from, String currency) {
        long units = from + random.nextInt(1_000_000);
        String whole = Long.toString(units);
        return Money.newBuilder()
                .setAmount(Amount.parse(whole, currency).orThrow().decimal())
                .setCurrency(currency)
                .build();
    }

    private static String line(Random random, RowFormat format) {
        String line = words(random, format).replace("\t", " ");
        return line.isBlank() ? "x" : line;
    }

    private static String method(Random random, RowFormat format) {
        String line = line(random, format);
        return line.length() > MarketRule.PAYMENT_METHOD_CHARACTERS ? " Cash, or by bank " : line;
    }

    private static String text(Random random, RowFormat format) {
        return words(random, format) + "\n" + words(random, format);
    }

    private static String words(Random random, RowFormat format) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextBoolean() ? " " : "");
        }
        return format == RowFormat.CSV ? text.toString().replace("\uFFFD", "") : text.toString();
    }

    private static String cell(Random random) {
        String digits = "0123456789bcdefghjkmnpqrstuvwxyz";
        StringBuilder cell = new StringBuilder();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            cell.append(digits.charAt(random.nextInt(digits.length())));
        }
        return cell.toString();
    }

    private static ByteString bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
