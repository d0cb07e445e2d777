package org.byway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.Reply;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.Nonces;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.http.RequestVerdict;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an agent sends is what a node takes: a small server judges each request as a node does. */
class HttpNodeTest {
    private static final long NOW = 1_800_000_000_000L;

    private final RequestRule rule = new RequestRule(new StrictEd25519(), new Nonces(16, 0));
    private final HttpServer server = serve();
    private final HttpNode node =
            new HttpNode("127.0.0.1:" + server.getAddress().getPort(), "");
    private final SigningKey persona = SigningKey.ofSeed(new byte[32]);

    private HttpServer serve() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", this::judge);
            made.start();
            return made;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void judge(HttpExchange exchange) throws IOException {
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
        RequestVerdict verdict = rule.judge(request, exchange.getRequestBody().readAllBytes(), NOW);
        boolean signed = verdict instanceof RequestVerdict.Signed;
        String answer = signed
                ? "{\"persona\":\"" + ((RequestVerdict.Signed) verdict).persona() + "\"}"
                : "{\"code\":\"" + ((RequestVerdict.Refused) verdict).fault().code() + "\",\"detail\":\"no\"}";
        exchange.sendResponseHeaders(signed ? 200 : 401, answer.length());
        exchange.getResponseBody().write(answer.getBytes(StandardCharsets.US_ASCII));
        exchange.close();
    }

    @Test
    void aRequestIsSignedAsItsPersonaEachTimeAnew() {
        PersonaSigner signer = signer(NOW);
        for (int i = 0; i < 3; i++) {
            Reply.Got<JsonNode> got = assertInstanceOf(Reply.Got.class, node.persona(signer));
            assertEquals(persona.publicKey().hex(), got.value().path("persona").asText());
        }
    }

    @Test
    void aNodeWhoseClockDiffersSaysSo() {
        Reply.Refused<JsonNode> refused = assertInstanceOf(Reply.Refused.class, node.persona(signer(NOW - 3_600_000)));
        assertEquals("stale-signature", refused.code());
    }

    private PersonaSigner signer(long now) {
        return new PersonaSigner(persona, () -> Instant.ofEpochMilli(now), new Random(1));
    }
}
