package org.byway.agent.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that is asked by the socket in its home, and what answers there when it is none. */
class SocketLineTest {
    private static final int READ_BYTES = 1 << 20;
    private static final long PATIENCE_MILLIS = 60_000;

    @TempDir
    Path folder;

    private Path socket;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        socket = folder.resolve("node.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Answers one request so; gives what was asked, as far as its end. */
    private CompletableFuture<String> answering(String answer, String end) {
        return CompletableFuture.supplyAsync(() -> {
            try (SocketChannel channel = server.accept()) {
                ByteBuffer asked = ByteBuffer.allocate(READ_BYTES);
                while (!text(asked).endsWith(end) && channel.read(asked) >= 0) {
                    // as much as there is
                }
                ByteBuffer said = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
                while (said.hasRemaining()) {
                    channel.write(said);
                }
                return text(asked);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate().flip()).toString();
    }

    @Test
    void aQuestionIsARequestAndTheAnswerIsItsBody() {
        CompletableFuture<String> asked =
                answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"a\": 1}", "\r\n\r\n");
        Reply<JsonNode> reply = HttpNode.at(socket).search(Map.of("q", "bread & butter"));
        assertTrue(reply instanceof Reply.Got<JsonNode>(JsonNode json)
                && json.path("a").asInt() == 1);
        String head = asked.join();
        assertTrue(head.startsWith("GET /v1/search?q=bread+%26+butter HTTP/1.1\r\nHost: localhost\r\n"), head);
        assertTrue(head.contains("Connection: close\r\n"), head);
    }

    @Test
    void aBodyIsSentWithItsLength() {
        CompletableFuture<String> asked = answering(
                "HTTP/1.1 507 X\r\ncontent-length: 34\r\n\r\n{\"code\":\"store-full\",\"detail\":\"x\"}", "bytes");
        var refused = assertInstanceOf(
                Reply.Refused.class, HttpNode.at(socket).post("bytes".getBytes(StandardCharsets.UTF_8)));
        assertEquals("store-full", refused.code());
        assertTrue(asked.join().contains("\r\nContent-Length: 5\r\n"));
    }

    @Test
    void anAnswerLargerThanWhatIsReadAtOnceComesWhole() throws Exception {
        String body = "0123456789abcdef".repeat(100_000);
        CompletableFuture<String> asked =
                answering("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body, "\r\n\r\n");
        Line.Answer answer = new SocketLine(socket)
                .ask(HttpRequest.newBuilder(URI.create("http://node/metrics")).build());
        assertArrayEquals(body.getBytes(StandardCharsets.UTF_8), answer.body());
        asked.join();
    }

    @Test
    void eventsComeByItAsTheyHappen() throws Exception {
        String first = "id: 1-0badcafe\n\n";
        String second = "id: 2-0badcafe\nevent: match\ndata: {}\n\n";
        CompletableFuture<String> asked = answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10;a=b\r\n" + first + "\r\n"
                        + Integer.toHexString(second.length()) + "\r\n" + second + "\r\n0\r\n\r\n",
                "\r\n\r\n");
        Interests interests = HttpNode.at(socket).interests(null);
        try (Events events = opened(interests.events(Map.of(), "1-00000000"))) {
            assertEquals(new Events.Heard.Alive("1-0badcafe"), events.next(PATIENCE_MILLIS));
            assertEquals(new Events.Heard.Event("2-0badcafe", "match", "{}"), events.next(PATIENCE_MILLIS));
            assertEquals(new Events.Heard.Over(), events.next(PATIENCE_MILLIS));
        }
        assertTrue(asked.join().contains("Last-Event-ID: 1-00000000\r\n"));
    }

    private static Events opened(Reply<Events> reply) {
        if (reply instanceof Reply.Got<Events>(Events events)) {
            return events;
        }
        throw new AssertionError(reply.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nid: 1", "x\r\nid: 1\r\n", "2\r\nid: 1\r\n0\r\n\r\n", "ffffffff\r\nid: 1\n\n"})
    void aStreamThatBreaksIsOver(String chunks) throws Exception {
        CompletableFuture<String> asked =
                answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks, "\r\n\r\n");
        try (Events events = opened(HttpNode.at(socket).interests(null).events(Map.of(), null))) {
            Events.Heard last = events.next(PATIENCE_MILLIS);
            while (last instanceof Events.Heard.Alive) {
                last = events.next(PATIENCE_MILLIS);
            }
            assertEquals(new Events.Heard.Over(), last);
        }
        asked.join();
    }

    @Test
    void whyAStreamIsRefusedIsTold() {
        CompletableFuture<String> asked =
                answering("HTTP/1.1 503 X\r\n\r\n{\"code\":\"busy\",\"detail\":\"x\"}", "\r\n\r\n");
        var reply = HttpNode.at(socket).interests(null).events(Map.of(), null);
        assertEquals(new Reply.Refused<Events>("busy", "x"), reply);
        asked.join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"a\"",
                "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
            })
    void whatIsNoAnswerIsNoneAtAll(String answer) {
        CompletableFuture<String> asked = answering(answer, "\r\n\r\n");
        assertInstanceOf(Reply.Unreachable.class, HttpNode.at(socket).facts());
        asked.join();
    }

    /** Answers requests, one connection after the other, with so many on each; gives how many connections there were. */
    private CompletableFuture<Integer> answeringOn(int... requests) {
        return CompletableFuture.supplyAsync(() -> {
            for (int most : requests) {
                try (SocketChannel channel = server.accept()) {
                    ByteBuffer asked = ByteBuffer.allocate(READ_BYTES);
                    for (int i = 0; i < most; i++) {
                        while (!text(asked).endsWith("\r\n\r\n") && channel.read(asked) >= 0) {
                            // as much as there is
                        }
                        asked.clear();
                        String body = i % 2 == 0
                                ? "Content-Length: 1\r\n\r\n7"
                                : "Transfer-Encoding: chunked\r\n\r\n1\r\n7\r\n0\r\n\r\n";
                        channel.write(
                                ByteBuffer.wrap(("HTTP/1.1 200 OK\r\n" + body).getBytes(StandardCharsets.US_ASCII)));
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            return requests.length;
        });
    }

    @Test
    void aConnectionIsKeptForTheNextRequestAndMadeAnewWhereItIsGone() throws Exception {
        CompletableFuture<Integer> connections = answeringOn(3, 2);
        SocketLine line = new SocketLine(socket).keeping();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://node/v1/node")).build();
        for (int i = 0; i < 5; i++) {
            assertEquals("7", new String(line.ask(request).body(), StandardCharsets.UTF_8));
        }
        assertEquals(2, connections.join());
        line.close();
    }

    @Test
    void nobodyWaitsForEver() {
        HttpRequest hurried = HttpRequest.newBuilder(URI.create("http://node/v1/node"))
                .timeout(Duration.ofMillis(1))
                .build();
        assertThrows(HttpTimeoutException.class, () -> new SocketLine(socket).ask(hurried));
    }

    @Test
    void whereNobodyListensNothingIsReached() throws IOException {
        server.close();
        var reply =
                assertInstanceOf(Reply.Unreachable.class, HttpNode.at(socket).facts());
        assertTrue(reply.why().contains(socket.toString()), reply.why());
    }
}
