package org.byway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Gets what a person asks for from the network: never what a peer names by itself. */
final class Fetching {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;

    private Fetching() {}

    /**
     * The bytes that are published there; empty where nothing is. Refused where they are more than that.
     *
     * @param known whether their hash is: else they come by https alone
     */
    static Checked<Optional<byte[]>> get(String uri, boolean known, int mostBytes) throws IOException {
        URI where;
        HttpRequest request;
        try {
            where = URI.create(uri);
            request = HttpRequest.newBuilder(where).timeout(PATIENCE).build();
        } catch (IllegalArgumentException e) {
            return Refusal.of(Reason.BAD_CONTENT, "this is no address of the web: " + uri);
        }
        if (!known && !"https".equals(where.getScheme())) {
            return Refusal.of(Reason.BAD_CONTENT, "what has no hash is got by https alone: " + uri);
        }
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != OK) {
                    return new Checked.Ok<>(Optional.empty());
                }
                byte[] bytes = body.readNBytes(mostBytes + 1);
                return bytes.length > mostBytes
                        ? Refusal.of(Reason.TOO_LARGE, uri + " has more than " + mostBytes + " bytes")
                        : new Checked.Ok<>(Optional.of(bytes));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return new Checked.Ok<>(Optional.empty());
        }
    }
}
