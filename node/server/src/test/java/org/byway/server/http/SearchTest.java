package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Offer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people want and have is found over HTTP; the answers are held against the contract as they come. */
class SearchTest {
    private final Served served = new Served();
    private int number;

    @AfterEach
    void close() {
        served.close();
    }

    private SignedRecord hold(Offer offer) {
        return hold(Kind.OFFER, offer.toByteArray());
    }

    private SignedRecord hold(Kind kind, byte[] content) {
        SignedRecord record = SampleOffers.sealed(SampleOffers.key(7), kind, content, ++number);
        served.node.hold(record).toCompletableFuture().join();
        return record;
    }

    private JsonObject search(String query) {
        return Served.json(served.get("/v1/search?" + query));
    }

    private static List<String> titles(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("title"))
                .toList();
    }

    @Test
    void anOfferIsFoundByItsWordsAndItsPlace() {
        SignedRecord chair = hold(SampleOffers.offer("Oak chair"));
        hold(SampleOffers.offer("Table"));
        JsonObject page = search("kind=offers&q=chairs&near=52.5,13.4&radiusKm=50");
        JsonObject hit = page.getJsonArray("items").getJsonObject(0);
        assertEquals(List.of("Oak chair"), titles(page));
        assertEquals(chair.id().hex(), hit.getString("id"));
        assertEquals("google:3356", hit.getString("category"));
        assertEquals("12.50", hit.getJsonObject("price").getString("amount"));
        assertTrue(hit.getDouble("distanceKm") < 10, hit::encode);
        assertEquals("spelt", page.getString("reach"));
        assertNull(page.getString("next"));
    }

    @Test
    void anIntentShowsItsBudgetAndNoPrice() {
        hold(Kind.INTENT, SampleOffers.intent("A table").toByteArray());
        JsonObject hit = search("kind=intents").getJsonArray("items").getJsonObject(0);
        assertNull(hit.getValue("price"));
        assertNull(hit.getValue("distanceKm"));
        assertEquals("20.00", hit.getJsonObject("budget").getString("max"));
    }

    @Test
    void pagesGoOnBehindTheirCursor() {
        for (int i = 0; i < 5; i++) {
            hold(SampleOffers.offer("Chair " + i));
        }
        JsonObject first = search("kind=offers&q=chair&limit=3");
        JsonObject second = search("kind=offers&q=chair&limit=3&cursor=" + first.getString("next"));
        assertEquals(List.of("Chair 4", "Chair 3", "Chair 2"), titles(first));
        assertEquals(List.of("Chair 1", "Chair 0"), titles(second));
    }

    @Test
    void anIntentIsMatchedWithReasons() {
        hold(SampleOffers.offer("Oak chair"));
        hold(Offer.newBuilder().setTitle("Bread").build());
        SignedRecord wanted = hold(
                Kind.INTENT,
                Intent.newBuilder()
                        .setTitle("Chair")
                        .addExchange(Exchange.SWAP)
                        .build()
                        .toByteArray());
        JsonObject page = Served.json(served.get("/v1/records/" + wanted.id().hex() + "/matches"));
        assertEquals(List.of("Oak chair"), titles(page));
        JsonArray reasons = page.getJsonArray("items").getJsonObject(0).getJsonArray("reasons");
        assertEquals("exchange", reasons.getJsonObject(0).getString("code"));
        assertEquals("word", reasons.getJsonObject(1).getString("code"));
    }

    @Test
    void onlyAnIntentThatIsHeldIsMatched() {
        SignedRecord chair = hold(SampleOffers.offer("Oak chair"));
        assertEquals(
                "bad-kind",
                Served.problem(422, served.get("/v1/records/" + chair.id().hex() + "/matches")));
        String nobody = "ab".repeat(32);
        assertEquals("unknown-record", Served.problem(404, served.get("/v1/records/" + nobody + "/matches")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kind=things",
                "kind=offers&q=%21%21",
                "kind=offers&category=Bread",
                "kind=offers&near=north",
                "kind=offers&near=91,0",
                "kind=offers&radiusKm=5",
                "kind=offers&near=1,1&radiusKm=0",
                "kind=offers&minPrice=1",
                "kind=offers&minPrice=-1&currency=EUR",
                "kind=offers&currency=ZZZ",
                "kind=offers&exchange=theft",
                "kind=offers&community=12",
                "kind=offers&sort=best",
                "kind=offers&sort=price",
                "kind=offers&limit=201",
                "kind=offers&cursor=1",
                "kind=offers&colour=red",
                "kind=offers&kind=intents"
            })
    void whatIsNoSearchIsRefused(String query) {
        assertEquals("bad-request", Served.problem(400, served.get("/v1/search?" + query)));
    }

    @Test
    void wordsAreBounded() {
        String words = "a+".repeat(33);
        assertEquals("bad-request", Served.problem(400, served.get("/v1/search?kind=offers&q=" + words)));
        String letters = "x".repeat(401);
        assertEquals("bad-request", Served.problem(400, served.get("/v1/search?kind=offers&q=" + letters)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chai*",
                "*",
                "chair~5",
                "/chair.*/",
                "title:chair",
                "+chair -table",
                "(((((chair",
                "chair AND NOT",
                "\"oak chair\"",
                "chair^100",
                "[a TO z]",
                "' OR 1=1 --",
                "\u0000chair",
                "../../etc/passwd",
                "chair\n\n"
            })
    void peoplesTextIsWordsAndNoLanguage(String text) {
        hold(SampleOffers.offer("Oak chair"));
        hold(SampleOffers.offer("Table"));
        var answer = served.get("/v1/search?kind=offers&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        assertTrue(answer.statusCode() == 200 || answer.statusCode() == 400, text);
        if (answer.statusCode() == 200) {
            assertTrue(!titles(Served.json(answer)).contains("Table") || text.contains("table"), text);
        }
    }

    @Test
    void anIndexThatIsBuiltOrTooSlowIsTold() {
        served.node.refuseWith(new Refusal(Reason.NOT_YET, "the index is being built: 7 %"));
        assertEquals("not-yet", Served.problem(503, served.get("/v1/search?kind=offers")));
        served.node.refuseWith(new Refusal(Reason.OVER_BUDGET, "it took too long"));
        assertEquals("over-budget", Served.problem(429, served.get("/v1/search?kind=offers&q=x")));
    }
}
