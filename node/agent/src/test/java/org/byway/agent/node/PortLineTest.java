package org.byway.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else's node may answer whatever it likes, for as long as it likes. */
class PortLineTest {
    private static final byte[] MUCH = new byte[1 << 20];

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private PortLine line;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/whole", exchange -> {
            exchange.sendResponseHeaders(200, MUCH.length);
            exchange.getResponseBody().write(MUCH);
            exchange.close();
        });
        server.createContext("/endless", PortLineTest::endless);
        server.createContext("/slow", this::slow);
        server.start();
        line = new PortLine("127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (long sent = 0; sent < 4L * Line.ANSWER_BYTES; sent += MUCH.length) {
                body.write(MUCH);
            }
        }
    }

    private void slow(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(1);
        exchange.getResponseBody().flush();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private HttpRequest to(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + line.where() + path))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    @Test
    void anAnswerComesWhole() throws Exception {
        Line.Answer answer = line.ask(to("/whole"));
        assertEquals(200, answer.status());
        assertEquals(MUCH.length, answer.body().length);
    }

    @Test
    void anAnswerWithoutEndIsNotGathered() {
        IOException fault = assertThrows(IOException.class, () -> line.ask(to("/endless")));
        assertTrue(fault.getMessage().contains("has more than"), fault.getMessage());
    }

    @Test
    void aBodyThatNeverEndsIsNotWaitedForLongerThanWasSaid() {
        HttpRequest hasty = HttpRequest.newBuilder(to("/slow"), (name, value) -> true)
                .timeout(Duration.ofMillis(500))
                .build();
        assertThrows(HttpTimeoutException.class, () -> line.ask(hasty));
    }

    @Test
    void whereNobodyListensThereIsNoAnswer() {
        server.stop(0);
        assertThrows(IOException.class, () -> line.ask(to("/whole")));
    }
}
