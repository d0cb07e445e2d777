package org.byway.server.http;

import static org.byway.server.http.Served.json;
import static org.byway.server.http.Served.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only the node's host may do: whoever can read the token in its home. */
class AdministrationTest {
    private static final String PEER = "127.0.0.1:7401";
    private Served served;

    @BeforeEach
    void serve() {
        served = new Served();
    }

    @AfterEach
    void close() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/status", "GET, /v1/peers", "POST, /v1/peers", "DELETE, /v1/peers/127.0.0.1:7401"})
    void administrationWantsTheToken(String method, String path) {
        for (String header : List.of("", "Bearer", "Bearer wrong", "Bearer " + Served.TOKEN + "x", "Basic abc")) {
            HttpRequest.Builder request = served.request(path).method(method, HttpRequest.BodyPublishers.noBody());
            HttpResponse<byte[]> response =
                    served.send(header.isEmpty() ? request : request.header("authorization", header));

            assertEquals("unauthorized", problem(401, response));
            assertEquals(
                    "Bearer", response.headers().firstValue("www-authenticate").orElseThrow());
        }
        assertEquals(0, peers().size());
    }

    @Test
    void statusCountsWhatIsLiveAndNamesThePeers() {
        served.post(SampleOffers.bundle(SampleOffers.offer(1), SampleOffers.offer(2)));
        served.post(SampleOffers.bundle(SampleOffers.intent(3)));
        served.administer("POST", "/v1/peers", "{\"address\":\"" + PEER + "\"}");

        JsonObject status = json(served.administer("GET", "/v1/status", null));

        assertEquals(served.node.key.publicKey().hex(), status.getString("node"));
        assertEquals(3, status.getInteger("records"));
        assertEquals(1, status.getInteger("intents"));
        assertEquals(2, status.getInteger("offers"));
        assertEquals("127.0.0.1:7400", status.getString("listen"));
        assertEquals(HostRule.text(served.address), status.getString("http"));
        assertEquals("0.1.0", status.getString("version"));
        assertEquals(PEER, status.getJsonArray("peers").getJsonObject(0).getString("address"));
        assertEquals(-250, status.getInteger("behindMillis"));
        JsonObject set = status.getJsonArray("communities").getJsonObject(0);
        assertEquals("Testtown", set.getString("name"));
        assertEquals(3, set.getInteger("records"));
    }

    @Test
    void aPeerIsAddedListedAndRemoved() {
        JsonObject added = json(served.administer("POST", "/v1/peers", "{\"address\":\"" + PEER + "\"}"));

        assertEquals(PEER, added.getString("address"));
        assertEquals("dialling", added.getString("state"));
        assertNull(added.getString("node"));
        assertEquals(List.of(PEER), peers());
        assertEquals(204, served.administer("DELETE", "/v1/peers/" + PEER, null).statusCode());
        assertEquals(List.of(), peers());
        assertEquals("unknown-peer", problem(404, served.administer("DELETE", "/v1/peers/" + PEER, null)));
    }

    @Test
    void aPeerIsRemovedByItsKeyToo() {
        Bytes32 key = SampleOffers.key(42).publicKey();
        Address address = Address.parse("[::1]:7402").orThrow();
        served.node.linked(address, key).toCompletableFuture().join();

        assertEquals(List.of("[::1]:7402"), peers());
        assertEquals(204, served.administer("DELETE", "/v1/peers/" + key, null).statusCode());
        assertEquals(List.of(), peers());
        assertEquals("unknown-peer", problem(404, served.administer("DELETE", "/v1/peers/" + key, null)));
    }

    @Test
    void anAddressInBracketsIsRemovedAsItIsWritten() {
        served.administer("POST", "/v1/peers", "{\"address\":\"[::1]:7403\"}");

        assertEquals(
                204,
                served.administer("DELETE", "/v1/peers/%5B::1%5D:7403", null).statusCode());
        assertEquals(List.of(), peers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{\"address\":7}",
                "{\"address\":\"\"}",
                "{\"address\":\"no port\"}",
                "{\"address\":\"host\"}",
                "{\"address\":\"host:0\"}",
                "{\"address\":\"host:65536\"}",
                "{\"address\":\"::1:7400\"}",
                "{\"address\":\"user@host:1\"}",
                "{\"address\":\"host:1\",\"more\":1}",
                "{\"address\":[[[[[[[[[[[[\"host:1\"]]]]]]]]]]]]}",
            })
    void whatIsNoAddressIsABadRequest(String body) {
        assertEquals("bad-request", problem(400, served.administer("POST", "/v1/peers", body)));
        assertEquals(List.of(), peers());
    }

    @Test
    void jsonIsSmallAndDeclared() {
        String large = "{\"address\":\"" + "h".repeat(HttpLimits.JSON_BYTES) + "\"}";
        HttpRequest.Builder text = served.request("/v1/peers")
                .header("authorization", "Bearer " + Served.TOKEN)
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"address\":\"" + PEER + "\"}"));

        assertEquals("too-large", problem(413, served.administer("POST", "/v1/peers", large)));
        assertEquals("wrong-type", problem(415, served.send(text)));
    }

    @Test
    void thereAreOnlySoManyPeers() {
        for (int port = 1; port <= 256; port++) {
            served.node
                    .linked(Address.parse("10.0.0.1:" + port).orThrow(), null)
                    .toCompletableFuture()
                    .join();
        }

        assertEquals(
                "too-many-peers",
                problem(409, served.administer("POST", "/v1/peers", "{\"address\":\"" + PEER + "\"}")));
    }

    @Test
    void whoAsksForALinkIsAnsweredWhenItIsThere() {
        Bytes32 key = SampleOffers.key(42).publicKey();
        CompletableFuture<HttpResponse<byte[]>> waiting = CompletableFuture.supplyAsync(
                () -> served.administer("GET", "/v1/peers?linked=" + key + "&wait=20", null));
        served.node
                .linked(Address.parse("[::1]:7402").orThrow(), key)
                .toCompletableFuture()
                .join();

        JsonObject peer = json(waiting.join()).getJsonArray("items").getJsonObject(0);
        assertEquals(key.hex(), peer.getString("node"));
        assertEquals("linked", peer.getString("state"));
    }

    @Test
    void whoWaitsInVainIsAnsweredToo() {
        String nobody = "/v1/peers?linked=" + SampleOffers.key(43).publicKey();
        assertEquals(
                0,
                json(served.administer("GET", nobody + "&wait=1", null))
                        .getJsonArray("items")
                        .size());
        assertEquals(
                0,
                json(served.administer("GET", nobody, null))
                        .getJsonArray("items")
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wait=1", "linked=x&wait=1", "linked=KEY&wait=21", "linked=KEY&wait=-1", "linked=KEY&wait=x"})
    void waitingHasBounds(String query) {
        String key = SampleOffers.key(44).publicKey().hex();
        assertEquals(
                "bad-request", problem(400, served.administer("GET", "/v1/peers?" + query.replace("KEY", key), null)));
    }

    private List<String> peers() {
        return json(served.administer("GET", "/v1/peers", null)).getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("address"))
                .toList();
    }
}
