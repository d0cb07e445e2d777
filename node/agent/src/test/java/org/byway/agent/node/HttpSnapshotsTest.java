package org.byway.agent.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.byway.agent.keys.PersonaSigner;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.Nonces;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.http.RequestVerdict;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.vault.SignedSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent leaves at a node is signed for that node alone, and what a lying node gives is not taken. */
class HttpSnapshotsTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final String NODE = "ab".repeat(32);
    private static final byte[] CHUNK = {1, 2, 3};

    private final RequestRule rule = new RequestRule(new StrictEd25519(), new Nonces(64, 0));
    private final SigningKey place = SigningKey.ofSeed(new byte[32]);
    private final String root = "/v1/vaults/" + place.publicKey().hex();
    /** What the node gives, by the path. */
    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

    private HttpServer server;
    private HttpSnapshots snapshots;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        kept.put("/v1/node", ("{\"node\":\"" + NODE + "\"}").getBytes(StandardCharsets.US_ASCII));
        PersonaSigner signer = new PersonaSigner(place, () -> Instant.ofEpochMilli(NOW), new Random(1));
        HttpNode line = new HttpNode("127.0.0.1:" + server.getAddress().getPort(), "");
        snapshots = got(HttpSnapshots.at(line, signer, new StrictEd25519()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getRawPath();
        String fault = path.startsWith(root) ? fault(exchange, body) : null;
        if (fault == null && exchange.getRequestMethod().equals("PUT")) {
            kept.put(path, body);
            exchange.sendResponseHeaders(204, -1);
        } else {
            byte[] answer = fault == null ? kept.get(path) : null;
            byte[] problem = ("{\"code\":\"" + (fault == null ? "unknown" : fault) + "\",\"detail\":\"no\"}")
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, (answer == null ? problem : answer).length);
            exchange.getResponseBody().write(answer == null ? problem : answer);
        }
        exchange.close();
    }

    /** Null where the request is signed by the place, for this node. */
    private String fault(HttpExchange exchange, byte[] body) {
        Fields fields = Fields.NONE;
        for (var header : exchange.getRequestHeaders().entrySet()) {
            for (String value : header.getValue()) {
                fields = fields.with(header.getKey(), value);
            }
        }
        String query = exchange.getRequestURI().getRawQuery();
        Message.Request request = new Message.Request(
                exchange.getRequestMethod(),
                "http",
                fields.get("host"),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                fields);
        boolean ours = NODE.equals(fields.get(RequestRule.NODE_HEADER));
        RequestVerdict verdict = rule.judge(request, body, List.of(RequestRule.NODE_HEADER), NOW);
        return ours && verdict.equals(new RequestVerdict.Signed(place.publicKey())) ? null : verdict.toString();
    }

    private static <T> T got(Reply<T> reply) {
        return switch (reply) {
            case Reply.Got<T>(T value) -> value;
            case Reply.Refused<T>(String code, String message) -> throw new AssertionError(code + ": " + message);
            case Reply.Unreachable<T>(String why) -> throw new AssertionError(why);
        };
    }

    private SignedSnapshot snapshot(SigningKey by, long number) {
        return SignedSnapshot.sign(by, new SignedSnapshot.Said(number, null, List.of(Sha256.of(CHUNK)), new byte[] {7}))
                .orThrow();
    }

    @Test
    void whatWasLeftIsGivenBack() {
        assertEquals(Bytes32.ofHex(NODE), snapshots.node());
        Bytes32 digest = got(snapshots.put(CHUNK));
        assertArrayEquals(CHUNK, got(snapshots.chunk(digest)));
        SignedSnapshot fifth = snapshot(place, 5);
        assertEquals(fifth.digest(), got(snapshots.put(fifth)));
        assertArrayEquals(fifth.bytes(), got(snapshots.snapshot(5)).bytes());
        kept.put(root + "/snapshots/latest", fifth.bytes());
        assertEquals(5, got(snapshots.latest()).number());
        kept.put(root + "/missing", Sha256.of(new byte[0]).bytes());
        assertEquals(List.of(Sha256.of(new byte[0])), got(snapshots.missing(List.of(Sha256.of(new byte[0]), digest))));
        String item =
                "{\"items\":[{\"number\":\"5\",\"digest\":\"" + fifth.digest().hex() + "\",\"sizeBytes\":9}]}";
        kept.put(root + "/snapshots", item.getBytes(StandardCharsets.US_ASCII));
        assertEquals(List.of(new SnapshotPort.Listed(5, fifth.digest(), 9)), got(snapshots.list(3)));
    }

    @Test
    void whatALyingNodeGivesIsNotTaken() {
        Bytes32 digest = Sha256.of(CHUNK);
        kept.put(root + "/chunks/" + digest.hex(), new byte[] {1, 2, 4});
        assertInstanceOf(Reply.Unreachable.class, snapshots.chunk(digest));
        kept.put(
                root + "/snapshots/latest",
                snapshot(SigningKey.ofSeed(digest.bytes()), 9).bytes());
        assertInstanceOf(Reply.Unreachable.class, snapshots.latest());
        kept.put(root + "/snapshots/9", snapshot(place, 8).bytes());
        assertInstanceOf(Reply.Unreachable.class, snapshots.snapshot(9));
        kept.put(root + "/missing", new byte[33]);
        assertInstanceOf(Reply.Unreachable.class, snapshots.missing(List.of(digest)));
        kept.put(root + "/snapshots", "{\"items\":[{\"number\":1}]}".getBytes(StandardCharsets.US_ASCII));
        assertInstanceOf(Reply.Unreachable.class, snapshots.list(3));
        assertInstanceOf(Reply.Refused.class, snapshots.snapshot(10));
    }
}
