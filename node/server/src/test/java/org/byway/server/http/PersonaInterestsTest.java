package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.RequestSigning;
import org.byway.protocol.identity.SigningKey;
import org.byway.server.TownNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interests of personas, who sign what they ask: nobody else sees them, not even the host. */
class PersonaInterestsTest {
    private static final String PATH = "/v1/interests";

    @TempDir
    Path folder;

    private final SigningKey anna = SampleOffers.key(7);
    private final SigningKey ben = SampleOffers.key(8);
    private TownNode town;
    private Served served;
    private int nonce;

    @BeforeEach
    void start() throws Exception {
        town = new TownNode(folder).start();
        served = new Served(town.service(), HttpLimits.STANDARD);
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
        town.close();
    }

    private Fields signed(SigningKey by, String method, String path, byte[] body) {
        Message.Request request =
                new Message.Request(method, "http", HostRule.text(served.address), path, "", Fields.NONE);
        byte[] once =
                ByteBuffer.allocate(RequestSigning.NONCE_BYTES).putInt(++nonce).array();
        return RequestSigning.sign(request, body, by, SampleOffers.NOW, once);
    }

    private HttpResponse<byte[]> ask(SigningKey by, String method, String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = served.request(path).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!json.isEmpty()) {
            request.header("content-type", "application/json");
        }
        signed(by, method, path, body).all().forEach(header -> request.header(header.name(), header.value()));
        return served.send(request);
    }

    private String add(SigningKey by, String words) {
        var answer = ask(by, "POST", PATH, "{\"kind\":\"offers\",\"q\":\"" + words + "\"}");
        assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        return Served.json(answer).getString("id");
    }

    private JsonArray interests(SigningKey by) {
        return Served.json(ask(by, "GET", PATH, "")).getJsonArray("items");
    }

    @Test
    void everybodySeesAndGivesUpTheirOwn() {
        String bread = add(anna, "bread");
        assertEquals(1, interests(anna).size());
        assertEquals(0, interests(ben).size());
        JsonArray ofHost = Served.json(served.administer("GET", PATH, null)).getJsonArray("items");
        assertEquals(0, ofHost.size());
        assertEquals("unknown-interest", Served.problem(404, ask(ben, "DELETE", PATH + "/" + bread, "")));
        assertEquals(204, ask(anna, "DELETE", PATH + "/" + bread, "").statusCode());
        assertEquals(0, interests(anna).size());
    }

    @Test
    void whatFitsIsToldToThePersonaThatSigns() throws Exception {
        add(anna, "bread");
        add(ben, "cake");
        List<String> headers = new ArrayList<>();
        headers.add("Host: " + HostRule.text(served.address));
        signed(anna, "GET", "/v1/events", new byte[0])
                .all()
                .forEach(header -> headers.add(header.name() + ": " + header.value()));
        try (Listening listening = Listening.as(served.address, "/v1/events", headers)) {
            assertEquals(200, listening.status());
            town.post(town.offer("Cake"), town.offer("Bread"));
            assertEquals(List.of("Bread"), listening.titles(1));
        }
    }

    @Test
    void aChangedRequestIsNotTaken() {
        byte[] signedBody = "{\"kind\":\"offers\",\"q\":\"bread\"}".getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = served.request(PATH)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"offers\",\"q\":\"broom\"}"));
        signed(anna, "POST", PATH, signedBody).all().forEach(header -> request.header(header.name(), header.value()));
        assertEquals("wrong-digest", Served.problem(401, served.send(request)));
        assertEquals(0, interests(anna).size());
    }
}
