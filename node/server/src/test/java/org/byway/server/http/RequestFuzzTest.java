package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Spoilt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come in place of a request, the node answers or hangs up, and is never at fault. */
class RequestFuzzTest {
    @TempDir
    static Path folder;

    private static FuzzedInterface asked;

    static Stream<byte[]> good() {
        String id = "1".repeat(64);
        return Stream.of(
                        "GET /v1/node HTTP/1.1|Host: node||",
                        "GET /v1/records?kind=offer&limit=3&author=" + id + " HTTP/1.1|Host: node|Accept: */*||",
                        "GET /v1/search?q=bread&near=48.09,10.86&radiusKm=5&sort=distance HTTP/1.1|Host: node||",
                        "GET /v1/events?kind=offers HTTP/1.1|Host: node|Last-Event-ID: 0-0||",
                        "POST /v1/peers HTTP/1.1|Host: node|Content-Type: application/json|Content-Length: 28||"
                                + "{\"address\":\"127.0.0.1:7401\"}",
                        "POST /v1/interests HTTP/1.1|Host: node|Content-Type: application/json|Content-Length: 29||"
                                + "{\"kind\":\"offers\",\"q\":\"bread\"}",
                        "DELETE /v1/interests/1 HTTP/1.1|Host: node||",
                        "POST /v1/records HTTP/1.1|Host: node|Content-Type: application/octet-stream"
                                + "|Transfer-Encoding: chunked||3|abc|0||",
                        "GET /v1/persona HTTP/1.1|Host: node|Signature-Input: byway=(\"@method\");created=1;keyid=\""
                                + id + "\";nonce=\"0123456789abcdef\";tag=\"byway\"|Signature: byway=:AAAA:||",
                        "PUT /v1/blobs/" + id + " HTTP/1.1|Host: node|Expect: 100-continue|Content-Length: 3||abc",
                        "PRI * HTTP/2.0||SM||\0\0\0\4\0\0\0\0\0")
                .map(text -> text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @BeforeAll
    static void serve() throws Exception {
        asked = new FuzzedInterface(folder);
    }

    @AfterAll
    static void close() throws IOException {
        asked.close();
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) throws IOException {
        read(bytes);
    }

    @Test
    void spoiltRequests() {
        List<byte[]> all = good().toList();
        Spoilt.each(all.stream(), 1_000, RequestFuzzTest::read);
        assertEquals(200, asked.served.get("/v1/node").statusCode(), "it serves on");
    }

    private static void read(byte[] bytes) throws IOException {
        asked.hears(bytes);
        assertNull(asked.fault());
    }
}
