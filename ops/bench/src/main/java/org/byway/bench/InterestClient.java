package org.byway.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.RequestSigning;
import org.byway.protocol.identity.SigningKey;

/** Personas over HTTP, who keep as many interests each as a node lets them, and each of whom listens to its own. */
final class InterestClient {
    /** What a node keeps of one persona. */
    private static final int INTERESTS_EACH = 200;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 32;
    private static final byte[] NO_BODY = new byte[0];

    private final NodeProcess node;
    private final RandomGenerator random;
    private final List<SigningKey> personas = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    InterestClient(NodeProcess node, RandomGenerator random) {
        this.node = node;
        this.random = random;
    }

    int personas() {
        return personas.size();
    }

    /** A request that the persona signed. */
    private HttpRequest.Builder to(String path, SigningKey persona, String method, byte[] body) {
        URI uri = URI.create(node.http() + path);
        Message.Request request =
                new Message.Request(method, "http", uri.getHost() + ":" + uri.getPort(), path, "", Fields.NONE);
        byte[] nonce = new byte[RequestSigning.NONCE_BYTES];
        random.nextBytes(nonce);
        Fields signed = RequestSigning.sign(request, body, persona, System.currentTimeMillis(), nonce);
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        signed.all().forEach(field -> builder.header(field.name(), field.value()));
        return builder;
    }

    void add(List<Map<String, String>> wordings) throws BenchFailure {
        for (int first = 0; first < wordings.size(); first += INTERESTS_EACH) {
            SigningKey persona = SendingCommunity.key(random);
            personas.add(persona);
            List<Map<String, String>> own = wordings.subList(first, Math.min(first + INTERESTS_EACH, wordings.size()));
            for (int some = 0; some < own.size(); some += AT_ONCE) {
                add(persona, own.subList(some, Math.min(some + AT_ONCE, own.size())));
            }
        }
    }

    private void add(SigningKey persona, List<Map<String, String>> wordings) throws BenchFailure {
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (Map<String, String> wording : wordings) {
            HttpRequest one = to("/v1/interests", persona, "POST", body(wording))
                    .header("Content-Type", "application/json")
                    .build();
            asked.add(client.sendAsync(one, HttpResponse.BodyHandlers.ofString()));
        }
        for (var one : asked) {
            HttpResponse<String> answer = one.join();
            if (answer.statusCode() != 200) {
                throw new BenchFailure("node", "The node did not keep an interest: " + answer.body(), "");
            }
        }
    }

    private static byte[] body(Map<String, String> wording) {
        ObjectNode body = JSON.createObjectNode();
        wording.forEach((name, text) -> {
            if (name.equals("radiusKm")) {
                body.put(name, Integer.parseInt(text));
            } else {
                body.put(name, text);
            }
        });
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** All of them begin to listen; from when it returns on, everything is told. */
    Listening listen() throws IOException, InterruptedException, BenchFailure {
        Listening listening = new Listening();
        try {
            for (SigningKey persona : personas) {
                HttpRequest request = to("/v1/events", persona, "GET", NO_BODY).build();
                HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                listening.add(answer.statusCode(), answer.body());
            }
            listening.awaitBegun();
            return listening;
        } catch (IOException | InterruptedException | BenchFailure e) {
            listening.close();
            throw e;
        }
    }
}
