package org.byway.agent.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Over TCP, with connections that are kept. */
final class PortLine implements Line {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final String address;
    private final HttpClient client;

    /** HOST:PORT. */
    PortLine(String address) {
        this.address = address;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    @Override
    public Answer ask(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), answer.body());
    }

    @Override
    public Opened open(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        return new Opened(answer.statusCode(), answer.body());
    }

    @Override
    public String where() {
        return address;
    }
}
