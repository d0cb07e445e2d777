package org.byway.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A node's host over HTTP, who keeps interests and listens to all of them. */
final class InterestClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 32;
    private static final long BEGIN_SECONDS = 30;
    private static final String ID = "\"id\":\"";
    private static final int ID_DIGITS = 64;

    private final NodeProcess node;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    InterestClient(NodeProcess node) {
        this.node = node;
    }

    private HttpRequest.Builder to(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(node.http() + path)).header("Authorization", node.authorization());
    }

    void add(List<Map<String, String>> wordings) throws IOException, BenchFailure {
        HttpRequest.Builder request = to("/v1/interests").header("Content-Type", "application/json");
        for (int first = 0; first < wordings.size(); first += AT_ONCE) {
            List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
            for (Map<String, String> wording : wordings.subList(first, Math.min(first + AT_ONCE, wordings.size()))) {
                HttpRequest one = request.POST(HttpRequest.BodyPublishers.ofString(body(wording)))
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
    }

    private static String body(Map<String, String> wording) {
        ObjectNode body = JSON.createObjectNode();
        wording.forEach((name, text) -> {
            if (name.equals("radiusKm")) {
                body.put(name, Integer.parseInt(text));
            } else {
                body.put(name, text);
            }
        });
        return body.toString();
    }

    /** Begins to listen; from when it returns on, everything is told. */
    Listening listen() throws IOException, InterruptedException, BenchFailure {
        HttpResponse<InputStream> answer =
                client.send(to("/v1/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        Listening listening = new Listening(answer.body());
        Thread.ofPlatform().name("byway-bench-listen").daemon().start(listening::read);
        if (answer.statusCode() != 200 || !listening.begun.await(BEGIN_SECONDS, TimeUnit.SECONDS)) {
            listening.close();
            throw new BenchFailure("node", "The node does not tell its events.", "");
        }
        return listening;
    }

    /** Notes when the events of each record came, by the monotonic clock. */
    static final class Listening implements AutoCloseable {
        private final InputStream in;
        private final CountDownLatch begun = new CountDownLatch(1);
        private final Map<String, List<Long>> heard = new HashMap<>();
        private long events;

        Listening(InputStream in) {
            this.in = in;
        }

        private void read() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data:")) {
                        int at = line.indexOf(ID) + ID.length();
                        hear(line.substring(at, at + ID_DIGITS));
                    } else if (line.startsWith("id:")) {
                        begun.countDown();
                    }
                }
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        }

        private synchronized void hear(String id) {
            heard.computeIfAbsent(id, any -> new ArrayList<>(1)).add(System.nanoTime());
            events++;
        }

        synchronized long events() {
            return events;
        }

        /** By the ids of the records. */
        synchronized Map<String, List<Long>> heard() {
            return new HashMap<>(heard);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
