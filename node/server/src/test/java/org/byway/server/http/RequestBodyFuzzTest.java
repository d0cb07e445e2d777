package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.identity.SigningKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a body says to an operation that takes one, the answer is one of the contract's, and no fault of the node's own. */
class RequestBodyFuzzTest {
    private static final String TAG = "01".repeat(16);
    private static final SigningKey ANNA = SampleOffers.key(7);

    /** An operation that takes a body. */
    private record Asked(String method, String path, boolean json, boolean signed) {}

    private static final List<Asked> OPERATIONS = List.of(
            new Asked("POST", "/v1/peers", true, false),
            new Asked("POST", "/v1/interests", true, false),
            new Asked("POST", "/v1/records", false, false),
            new Asked("POST", "/v1/token-posts", false, false),
            new Asked("PUT", "/v1/mailboxes/" + TAG, true, true),
            new Asked("POST", "/v1/mailboxes/" + TAG + "/acknowledgements", true, true),
            new Asked("POST", "/v1/letters", false, true),
            new Asked("POST", "/v1/tokens", false, true),
            new Asked("POST", "/v1/vaults/" + ANNA.publicKey().hex() + "/missing", false, true),
            new Asked("PUT", "/v1/vaults/" + ANNA.publicKey().hex() + "/snapshots/1", false, true));

    @TempDir
    static Path folder;

    private static FuzzedInterface asked;
    private static SignedClient anna;

    /** Bodies behind the place of their operation. */
    static Stream<byte[]> good() {
        String expires = Instant.now().plus(Duration.ofDays(3)).toString();
        Stream<byte[]> json = Stream.of(
                behind(0, Good.text("{\"address\":\"127.0.0.1:7401\"}")),
                behind(1, Good.text("{\"kind\":\"offers\",\"q\":\"bread\",\"near\":\"48.09,10.86\",\"radiusKm\":5}")),
                behind(
                        1,
                        Good.text("{\"kind\":\"intents\",\"name\":\"tools\",\"currency\":\"EUR\",\"maxPrice\":\"5\"}")),
                behind(4, Good.text("{\"expires\":\"" + expires + "\",\"devices\":[\"" + TAG + "\"],\"gone\":[]}")),
                behind(5, Good.text("{\"device\":\"" + TAG + "\",\"position\":0}")));
        return Stream.of(
                        json,
                        Good.of("bundles", "bundles", "bundle").limit(4).map(bundle -> behind(2, bundle)),
                        Good.of("private-tokens", "issued", "request").map(request -> behind(7, request)),
                        Good.of("vault-snapshots", "read", "snapshot").map(snapshot -> behind(9, snapshot)),
                        Stream.of(behind(8, new byte[64]), behind(6, new byte[] {10, 2, 8, 1})))
                .flatMap(all -> all);
    }

    private static byte[] behind(int operation, byte[] body) {
        byte[] all = new byte[1 + body.length];
        all[0] = (byte) operation;
        System.arraycopy(body, 0, all, 1, body.length);
        return all;
    }

    @BeforeAll
    static void serve() throws Exception {
        asked = new FuzzedInterface(folder);
        anna = new SignedClient(asked.served, ANNA, asked.town.service().facts().node());
    }

    @AfterAll
    static void close() throws IOException {
        asked.close();
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltBodies() {
        assertEquals(200, answer(good().skip(1).findFirst().orElseThrow()).statusCode());
        Spoilt.each(good(), 1_000, RequestBodyFuzzTest::read);
    }

    /** That it keeps to the contract is looked at wherever something is asked in these tests. */
    private static HttpResponse<byte[]> answer(byte[] bytes) {
        Asked operation = OPERATIONS.get((bytes[0] & 0xff) % OPERATIONS.size());
        byte[] body = Arrays.copyOfRange(bytes, 1, bytes.length);
        HttpRequest.Builder request = operation.signed
                ? anna.request(operation.method, operation.path, body)
                : asked.served
                        .request(operation.path)
                        .header("authorization", "Bearer " + Served.TOKEN)
                        .method(operation.method, HttpRequest.BodyPublishers.ofByteArray(body));
        String type = operation.json ? "application/json" : "application/octet-stream";
        return asked.served.send(request.setHeader("content-type", type));
    }

    private static void read(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int status = answer(bytes).statusCode();
        assertTrue(status < 500 || status == 503, () -> "answered with " + status);
        assertNull(asked.fault());
    }
}
