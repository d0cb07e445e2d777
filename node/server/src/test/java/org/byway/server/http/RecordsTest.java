package org.byway.server.http;

import static org.byway.server.http.Served.json;
import static org.byway.server.http.Served.problem;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Receipt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Post records, get them back as bytes or as a view, and list them. */
class RecordsTest {
    private static final String NOWHERE = "f".repeat(64);
    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served();
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static Receipt receipt(HttpResponse<byte[]> response) throws Exception {
        assertEquals(200, response.statusCode());
        return Receipt.parseFrom(response.body());
    }

    @Test
    void aPostIsAnsweredWithItsPostmarkAndASecondOneWithTheSame() throws Exception {
        byte[] bundle = SampleOffers.bundle(SampleOffers.offer(1));

        Receipt first = receipt(served.post(bundle));
        Receipt second = receipt(served.post(bundle));

        assertEquals(1, first.getPostmarksCount());
        assertEquals(0, first.getRefusedCount());
        assertEquals(first, second);
    }

    @Test
    void recordsAreRefusedOneByOneAndTheOthersEnter() throws Exception {
        SignedRecord stranger = SampleOffers.sealed(
                SampleOffers.key(9),
                Sha256.of(new byte[] {1}),
                Kind.OFFER,
                SampleOffers.offer("Elsewhere").toByteArray(),
                2);

        Receipt receipt = receipt(served.post(SampleOffers.bundle(SampleOffers.offer(3), stranger)));

        assertEquals(1, receipt.getPostmarksCount());
        assertEquals(1, receipt.getRefused(0).getRecord());
        assertEquals("not-carried", receipt.getRefused(0).getReason());
    }

    @Test
    void aBundleThatIsNotValidIsRefusedAsAWhole() {
        Bundle good = Bundle.newBuilder().build();
        byte[] bytes = SampleOffers.bundle(SampleOffers.offer(4));
        bytes[bytes.length - 20] ^= 1;

        assertEquals("bad-seal", problem(422, served.post(bytes)));
        assertEquals("malformed", problem(400, served.post(new byte[] {1, 2, 3})));
        assertEquals("bad-request", problem(400, served.post(good.toByteArray())));
    }

    @ParameterizedTest
    @CsvSource({
        "OVER_BUDGET, 429",
        "STORE_FULL, 507",
        "INTERNAL, 500",
        "TOO_LARGE, 413",
        "CLOCK_OFF, 503",
        "NOT_YET, 503"
    })
    void aRefusalOfTheNodeHasItsStatus(Reason reason, int status) {
        try (Served other = new Served()) {
            other.node.refuseWith(new Refusal(reason, "as the test wants"));

            HttpResponse<byte[]> answer = other.post(SampleOffers.bundle(SampleOffers.offer(5)));

            assertEquals(reason.code(), problem(status, answer));
            boolean passes = status == 503 || status == 429;
            assertEquals(passes, answer.headers().firstValue("retry-after").isPresent());
        }
    }

    @Test
    void aFaultOfTheNodeIsToldWithoutItsDetails() {
        try (Served other = new Served()) {
            other.node.failWith(new IllegalStateException("secret"));
            HttpResponse<byte[]> response = other.get("/v1/records/" + NOWHERE);

            assertEquals("internal", problem(500, response));
            assertFalse(new String(response.body(), StandardCharsets.UTF_8).contains("secret"));
        }
    }

    @Test
    void aRecordComesBackAsItsBytes() throws Exception {
        SignedRecord offer = SampleOffers.offer(10);
        served.post(SampleOffers.bundle(offer));

        HttpResponse<byte[]> response = served.get("/v1/records/" + offer.id(), "accept", "application/octet-stream");

        Bundle bundle = Bundle.parseFrom(response.body());
        assertArrayEquals(
                offer.envelope().bytes(), bundle.getRecords(0).getEnvelope().toByteArray());
        assertArrayEquals(offer.content(), bundle.getRecords(0).getContent().toByteArray());
        assertEquals(1, bundle.getPostmarksCount());
    }

    @Test
    void aRecordComesBackAsAView() {
        SignedRecord offer = SampleOffers.offer(11);
        served.post(SampleOffers.bundle(offer));

        JsonObject view = json(served.get("/v1/records/" + offer.id()));

        assertEquals(offer.id().hex(), view.getString("id"));
        assertEquals("offer", view.getString("kind"));
        assertEquals("Chair 11", view.getString("title"));
        assertEquals("google:3356", view.getString("category"));
        assertEquals(new JsonObject().put("amount", "12.50").put("currency", "EUR"), view.getJsonObject("price"));
        assertEquals("u33dc", view.getString("place"));
        assertEquals(true, view.getBoolean("valid"));
        assertEquals(true, view.getBoolean("live"));
        assertEquals("2026-02-25T06:13:20.011Z", view.getString("created"));
        assertEquals(3, view.getJsonObject("content").getInteger("stock"));
        assertEquals(new JsonArray().add("swap"), view.getJsonObject("content").getJsonArray("exchange"));
        assertEquals(
                served.node.key.publicKey().hex(),
                view.getJsonObject("postmark").getString("node"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "text/html,application/xhtml+xml,*/*;q=0.8 | application/json",
                "application/octet-stream, application/json;q=0.5 | application/octet-stream",
                "application/json, application/octet-stream;q=0.5 | application/json",
                "application/octet-stream;q=0, */* | application/json",
            })
    void theAcceptHeaderChooses(String accept, String type) {
        SignedRecord offer = SampleOffers.offer(12);
        served.post(SampleOffers.bundle(offer));

        HttpResponse<byte[]> response = served.get("/v1/records/" + offer.id(), "accept", accept);

        assertEquals(type, response.headers().firstValue("content-type").orElseThrow());
        assertEquals("accept, origin", response.headers().firstValue("vary").orElseThrow());
    }

    @Test
    void whatIsNeitherJsonNorBytesIsNotServed() {
        assertEquals("not-acceptable", problem(406, served.get("/v1/records/" + NOWHERE, "accept", "text/html")));
    }

    @Test
    void aRecordThatIsNotHeldIsNotFound() {
        assertEquals("unknown-record", problem(404, served.get("/v1/records/" + NOWHERE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/records/xyz",
                "/v1/records/" + "F" + "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "/v1/records?kind=Offer",
                "/v1/records?kind=unheard-of",
                "/v1/records?limit=0",
                "/v1/records?limit=201",
                "/v1/records?limit=many",
                "/v1/records?author=7",
                "/v1/records?community=",
                "/v1/records?cursor=later",
                "/v1/records?cursor=1-2",
                "/v1/records?limit=5&limit=6",
                "/v1/records?order=oldest",
                "/v1/node?x=1",
            })
    void whatDoesNotFitTheContractIsABadRequest(String path) {
        assertEquals("bad-request", problem(400, served.get(path)));
    }

    @Test
    void listsGoNewestFirstPageByPage() {
        try (Served other = new Served()) {
            for (int number = 1; number <= 5; number++) {
                other.post(SampleOffers.bundle(SampleOffers.offer(number)));
            }
            List<String> titles = new ArrayList<>();
            String path = "/v1/records?limit=2";
            String next = null;
            do {
                JsonObject page = json(other.get(next == null ? path : path + "&cursor=" + next));
                page.getJsonArray("items").forEach(item -> titles.add(((JsonObject) item).getString("title")));
                next = page.getString("next");
            } while (next != null);

            assertEquals(List.of("Chair 5", "Chair 4", "Chair 3", "Chair 2", "Chair 1"), titles);
        }
    }

    @Test
    void listsAreNarrowedByKindAuthorAndCommunity() {
        try (Served other = new Served()) {
            other.post(SampleOffers.bundle(SampleOffers.offer(1)));
            other.post(SampleOffers.bundle(SampleOffers.intent(2)));
            Bytes32 seller = SampleOffers.key(7).publicKey();

            assertEquals(List.of("A table 2", "Chair 1"), titles(other, ""));
            assertEquals(List.of("A table 2"), titles(other, "?kind=intent"));
            assertEquals(List.of("Chair 1"), titles(other, "?author=" + seller));
            assertEquals(List.of(), titles(other, "?kind=intent&author=" + seller));
            assertEquals(List.of("A table 2", "Chair 1"), titles(other, "?community=" + SampleOffers.COMMUNITY));
            assertEquals(List.of(), titles(other, "?community=" + NOWHERE));
        }
    }

    @Test
    void anItemSaysNullWhereNothingIsSaid() {
        try (Served other = new Served()) {
            other.post(SampleOffers.bundle(SampleOffers.intent(1)));
            JsonObject item =
                    json(other.get("/v1/records")).getJsonArray("items").getJsonObject(0);

            assertTrue(item.containsKey("category"));
            assertNull(item.getValue("category"));
            assertNull(item.getValue("price"));
            assertEquals("20", item.getJsonObject("budget").getString("max"));
        }
    }

    private static List<String> titles(Served other, String query) {
        return json(other.get("/v1/records" + query)).getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("title"))
                .toList();
    }

    @Test
    void aPostIsBytesAndNothingElse() {
        HttpRequest.Builder form = served.request("/v1/records")
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("a=b"));
        HttpRequest.Builder untyped = served.request("/v1/records").POST(HttpRequest.BodyPublishers.ofString("a=b"));

        assertEquals("wrong-type", problem(415, served.send(form)));
        assertEquals("wrong-type", problem(415, served.send(untyped)));
        assertEquals("bad-request", problem(400, served.post(new byte[0])));
    }
}
