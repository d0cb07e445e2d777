package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The HTTP interface of an {@link InMemoryNode} on a free port. Every answer is held against the contract. */
final class Served implements AutoCloseable {
    static final String TOKEN = "a token of tests";
    static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final OpenAPIContract CONTRACT = Contract.load().model();

    final InMemoryNode node;
    final InetSocketAddress address;
    private final HttpApi api;
    private final HttpClient client;

    Served() {
        this(HttpLimits.STANDARD);
    }

    Served(HttpLimits limits) {
        this(limits, Set.of(), Set.of(), HttpClient.Version.HTTP_1_1);
    }

    Served(HttpLimits limits, Set<String> hosts, Set<String> origins, HttpClient.Version version) {
        this(null, new HttpConfig(ANY, null, hosts, origins, TOKEN, limits), version);
    }

    /** With what keeps vaults and pictures; null for nothing. */
    Served(VaultService vaults, BlobService blobs) {
        this(
                new InMemoryNode(vaults, blobs),
                null,
                new HttpConfig(ANY, null, Set.of(), Set.of(), TOKEN, HttpLimits.STANDARD),
                HttpClient.Version.HTTP_1_1);
    }

    /** By a socket of the home as well. */
    Served(Path socket) {
        this(
                null,
                new HttpConfig(ANY, socket, Set.of(), Set.of(), TOKEN, HttpLimits.STANDARD),
                HttpClient.Version.HTTP_1_1);
    }

    /** Of a node that is a real one; it closes with neither. */
    Served(NodeService real, HttpLimits limits) {
        this(real, new HttpConfig(ANY, null, Set.of(), Set.of(), TOKEN, limits), HttpClient.Version.HTTP_1_1);
    }

    /** Of a node that is a real one, by a socket of the home as well. */
    Served(NodeService real, Path socket) {
        this(
                real,
                new HttpConfig(ANY, socket, Set.of(), Set.of(), TOKEN, HttpLimits.STANDARD),
                HttpClient.Version.HTTP_1_1);
    }

    private Served(NodeService real, HttpConfig config, HttpClient.Version version) {
        this(new InMemoryNode(), real, config, version);
    }

    private Served(InMemoryNode node, NodeService real, HttpConfig config, HttpClient.Version version) {
        this.node = node;
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        api = HttpApi.prepare(config, meters, () -> SampleOffers.NOW).join();
        address = api.listen(real == null ? node : real).toCompletableFuture().join();
        client = HttpClient.newBuilder().version(version).build();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + HostRule.text(address) + path));
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<byte[]> post(byte[] body) {
        return send(request("/v1/records")
                .header("content-type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** As the home's owner. */
    HttpResponse<byte[]> administer(String method, String path, String json) {
        HttpRequest.Builder request = request(path).header("authorization", "Bearer " + TOKEN);
        if (json == null) {
            return send(request.method(method, HttpRequest.BodyPublishers.noBody()));
        }
        return send(request.header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            conform(request, response);
            return response;
        } catch (IOException e) {
            throw new AssertionError(request + " was not answered", e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** How many streams of events are open. */
    int streams() {
        return new String(get("/metrics").body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("byway_events_streams "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    static JsonObject json(HttpResponse<byte[]> response) {
        return new JsonObject(Buffer.buffer(response.body()));
    }

    /** The problem's code, once the answer is found to be one of that status. */
    static String problem(int status, HttpResponse<byte[]> response) {
        assertEquals(status, response.statusCode());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("content-type").orElse(null));
        JsonObject problem = json(response);
        assertEquals(status, problem.getInteger("status"));
        assertEquals("urn:byway:problem:" + problem.getString("code"), problem.getString("type"));
        return problem.getString("code");
    }

    /** Whether the JSON is one of the contract's schema of that name. */
    static void conform(String schema, JsonObject json) {
        JsonObject reference = new JsonObject().put("$ref", "app:///#/components/schemas/" + schema);
        var result = CONTRACT.getSchemaRepository()
                .validator(JsonSchema.of(reference))
                .validate(json);
        assertEquals(true, result.getValid(), () -> result.toJson().encodePrettily() + json);
    }

    private static void conform(HttpRequest request, HttpResponse<byte[]> response) {
        io.vertx.core.http.HttpMethod method = io.vertx.core.http.HttpMethod.valueOf(request.method());
        Operation operation = CONTRACT.findOperation(request.uri().getRawPath(), method);
        if (operation == null) {
            return;
        }
        Response told = operation.getResponse(response.statusCode());
        if (told == null) {
            told = operation.getDefaultResponse();
        }
        String type =
                response.headers().firstValue("content-type").orElse("none").split(";")[0];
        boolean problem = type.equals("application/problem+json");
        assertEquals(response.statusCode() >= 400, problem, "errors are problems, and nothing else is");
        if (told.getContent().isEmpty()) {
            assertEquals(0, response.body().length);
            return;
        }
        String routed = Contract.routable(type);
        var media = told.getContent().get(routed);
        assertNotNull(media, operation.getOperationId() + " does not promise " + type);
        if (type.endsWith("json")) {
            var result =
                    CONTRACT.getSchemaRepository().validator(media.getSchema()).validate(json(response));
            assertEquals(true, result.getValid(), () -> result.toJson().encodePrettily() + json(response));
        }
    }

    @Override
    public void close() {
        try {
            api.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the interface did not close", e);
        }
        node.close();
    }
}
