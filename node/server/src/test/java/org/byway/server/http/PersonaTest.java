package org.byway.server.http;

import static org.byway.server.http.Served.json;
import static org.byway.server.http.Served.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.RequestSigning;
import org.byway.protocol.identity.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only a persona may do: whoever signs the request with its key. */
class PersonaTest {
    private static final String PATH = "/v1/persona";
    private static final byte[] NO_BODY = {};

    private final SigningKey persona = SampleOffers.key(7);
    private Served served;

    @BeforeEach
    void serve() {
        served = new Served();
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void aSignedRequestIsAnsweredToItsPersona() {
        HttpResponse<byte[]> response = ask(signed(1, SampleOffers.NOW));

        assertEquals(200, response.statusCode());
        assertEquals(persona.publicKey().hex(), json(response).getString("persona"));
        assertEquals("no-store", response.headers().firstValue("cache-control").orElseThrow());
    }

    @Test
    void anUnsignedRequestIsToldWhatIsWanted() {
        HttpResponse<byte[]> response = ask(Fields.NONE);

        assertEquals("unsigned", problem(401, response));
        assertEquals(
                "Signature", response.headers().firstValue("www-authenticate").orElseThrow());
    }

    @Test
    void theHostsTokenIsNoPersona() {
        assertEquals("unsigned", problem(401, ask(Fields.NONE.with("authorization", "Bearer " + Served.TOKEN))));
    }

    @Test
    void aRequestIsTakenOnce() {
        Fields headers = signed(1, SampleOffers.NOW);

        assertEquals(200, ask(headers).statusCode());
        HttpResponse<byte[]> again = ask(headers);
        assertEquals("replayed", problem(401, again));
        assertEquals("Signature", again.headers().firstValue("www-authenticate").orElseThrow());
    }

    @Test
    void aRequestOfAnotherTimeIsRefused() {
        assertEquals("stale-signature", problem(401, ask(signed(1, SampleOffers.NOW - 1_000))));
        assertEquals("stale-signature", problem(401, ask(signed(2, SampleOffers.NOW + 301_000))));
        assertEquals(200, ask(signed(3, SampleOffers.NOW + 300_000)).statusCode());
    }

    @Test
    void whatWasSignedForAnotherNodeOrPathIsRefused() {
        assertEquals("wrong-signature", problem(401, ask(signed(1, request -> aimed(request, "localhost:1", PATH)))));
        assertEquals("wrong-signature", problem(401, ask(signed(2, request -> aimed(request, null, "/v1/status")))));
    }

    private static Message.Request aimed(Message.Request request, String authority, String path) {
        String at = authority == null ? request.authority() : authority;
        return new Message.Request(request.method(), "http", at, path, request.query(), request.fields());
    }

    @Test
    void aSignatureDoesNotOpenWhatIsTheHosts() {
        Fields headers = signed(1, request -> aimed(request, null, "/v1/status"));
        assertEquals("unauthorized", problem(401, served.send(with(served.request("/v1/status"), headers))));
    }

    private Fields signed(int nonce, long now) {
        return sign(request(), nonce, now);
    }

    private Fields signed(int nonce, UnaryOperator<Message.Request> change) {
        return sign(change.apply(request()), nonce, SampleOffers.NOW);
    }

    private Message.Request request() {
        return new Message.Request("GET", "http", HostRule.text(served.address), PATH, "", Fields.NONE);
    }

    private Fields sign(Message.Request request, int number, long now) {
        byte[] nonce =
                ByteBuffer.allocate(RequestSigning.NONCE_BYTES).putInt(number).array();
        return RequestSigning.sign(request, NO_BODY, persona, now, nonce);
    }

    private HttpResponse<byte[]> ask(Fields headers) {
        return served.send(with(served.request(PATH), headers));
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, Fields headers) {
        headers.all().forEach(header -> request.header(header.name(), header.value()));
        return request;
    }
}
