package org.byway.server.http;

import static org.byway.server.http.Served.json;
import static org.byway.server.http.Served.problem;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.byway.protocol.record.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What anybody may know of a node. */
class NodeOperationsTest {
    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served();
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @Test
    void aNodeTellsWhatAnAgentNeeds() {
        JsonObject node = json(served.get("/v1/node"));

        assertEquals(served.node.key.publicKey().hex(), node.getString("node"));
        assertEquals(SampleOffers.COMMUNITY.hex(), node.getString("community"));
        assertEquals("Testtown", node.getString("name"));
        assertEquals(JsonArray.of("127.0.0.1:7400"), node.getJsonArray("listen"));
        assertEquals("2026-02-25T06:13:20Z", node.getString("time"));
        assertEquals(Kind.values().length, node.getJsonArray("kinds").size());
        assertEquals(1 << 20, node.getJsonObject("limits").getInteger("bundleBytes"));
    }

    @Test
    void theProcessIsWellAsLongAsItAnswers() {
        assertEquals("ok", json(served.get("/healthz")).getString("status"));
    }

    @Test
    void aNodeIsReadyUnlessItSaysWhyNot() {
        assertEquals(true, json(served.get("/readyz")).getBoolean("ready"));
        served.node.unready("the disk is full");
        HttpResponse<byte[]> response = served.get("/readyz");
        served.node.unready(null);

        assertEquals("not-ready", problem(503, response));
        assertEquals("the disk is full", json(response).getString("detail"));
    }

    @Test
    void figuresCountRequestsByOperationAndStatus() {
        served.get("/healthz");
        served.get("/v1/records/no-id");

        String figures = new String(served.get("/metrics").body(), StandardCharsets.UTF_8);

        assertTrue(figures.contains("byway_http_requests_seconds_count{operation=\"getHealth\",status=\"200\"}"));
        assertTrue(figures.contains("byway_http_requests_seconds_count{operation=\"getRecord\",status=\"400\"}"));
        assertTrue(figures.contains("byway_http_connections"));
    }

    @Test
    void theContractIsServedAsItStands() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/openapi.json")) {
            assertArrayEquals(in.readAllBytes(), served.get("/openapi.json").body());
        }
    }

    @Test
    void onlyThePathsAndMethodsOfTheContractAreThere() {
        HttpResponse<byte[]> wrong = served.administer("PUT", "/v1/peers", "{}");

        assertEquals("not-found", problem(404, served.get("/v1/secrets")));
        assertEquals("not-found", problem(404, served.get("/")));
        assertEquals("wrong-method", problem(405, wrong));
        assertEquals("GET, POST", wrong.headers().firstValue("allow").orElseThrow());
        assertEquals("wrong-method", problem(405, served.administer("DELETE", "/v1/records/" + "0".repeat(64), null)));
        assertEquals("wrong-method", problem(405, served.administer("TRACE", "/healthz", null)));
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        HttpConfig taken = HttpConfig.of(served.address, Served.TOKEN);
        HttpApi second = HttpApi.prepare(
                        taken, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> SampleOffers.NOW)
                .join();
        ExecutionException fault = assertThrows(
                ExecutionException.class,
                () -> second.listen(served.node).toCompletableFuture().get());

        assertTrue(fault.getCause().getMessage().startsWith("cannot listen on " + HostRule.text(served.address)));
        second.close().toCompletableFuture().get();
    }
}
