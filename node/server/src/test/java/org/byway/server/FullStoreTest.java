package org.byway.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose store has no room left says so over HTTP, at once, and goes on being read. */
class FullStoreTest {
    private static final long STORE_BYTES = 4L << 20;
    private static final int TOGETHER = 500;
    private static final int MOST_POSTS = 64;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> post(TownNode node) throws Exception {
        List<SignedRecord> offers = IntStream.range(0, TOGETHER)
                .mapToObj(i -> node.offer("Bread " + i))
                .toList();
        byte[] bundle = Bundles.write(offers).toByteArray();
        return send(HttpRequest.newBuilder(URI.create("http://" + node.http() + "/v1/records"))
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bundle)));
    }

    private HttpResponse<String> get(TownNode node, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://" + node.http() + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aPostThatFindsNoRoomIsDeclinedAsAWhole() throws Exception {
        try (TownNode node = new TownNode(folder, STORE_BYTES).start()) {
            HttpResponse<String> answer = post(node);
            assertEquals(200, answer.statusCode());
            for (int posts = 1; answer.statusCode() == 200; posts++) {
                assertTrue(posts < MOST_POSTS, "the store never fills up");
                answer = post(node);
            }

            assertEquals(507, answer.statusCode());
            assertEquals("store-full", new JsonObject(answer.body()).getString("code"));
            assertEquals(507, post(node).statusCode(), "the next one does not wait either");
            HttpResponse<String> ready = get(node, "/readyz");
            assertEquals(503, ready.statusCode());
            assertTrue(ready.headers().firstValue("Retry-After").isPresent());
            assertEquals(200, get(node, "/v1/records?kind=offer").statusCode(), "reading goes on");
        }
    }
}
