package org.byway.server.http;

import static org.byway.server.http.Served.json;
import static org.byway.server.http.Served.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Set;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Receipt;
import org.junit.jupiter.api.Test;

/** The same over HTTP/2 without TLS, to which a client rises from HTTP/1.1. */
class Http2Test {
    private final Served served = new Served(HttpLimits.STANDARD, Set.of(), Set.of(), HttpClient.Version.HTTP_2);

    @Test
    void postsGetsAndRefusalsGoOverHttp2() throws Exception {
        try (served) {
            SignedRecord offer = SampleOffers.offer(1);
            HttpResponse<byte[]> first = served.get("/healthz");
            HttpResponse<byte[]> posted = served.post(SampleOffers.bundle(offer));

            assertEquals(HttpClient.Version.HTTP_2, first.version());
            assertEquals(HttpClient.Version.HTTP_2, posted.version());
            assertEquals(1, Receipt.parseFrom(posted.body()).getPostmarksCount());
            assertEquals(
                    "Chair 1", json(served.get("/v1/records/" + offer.id())).getString("title"));
            assertEquals("malformed", problem(400, served.post(new byte[1 << 20])));
            assertEquals("unauthorized", problem(401, served.get("/v1/status")));
        }
    }

    @Test
    void theFirstRequestMayBeAPost() throws Exception {
        try (served) {
            HttpResponse<byte[]> posted = served.post(SampleOffers.bundle(SampleOffers.offer(1)));

            assertEquals(1, Receipt.parseFrom(posted.body()).getPostmarksCount());
        }
    }
}
