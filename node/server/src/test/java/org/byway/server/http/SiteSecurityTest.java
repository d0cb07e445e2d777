package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser may do here for a stranger's page: nothing. */
class SiteSecurityTest {
    private static final String INVITED = "https://shop.example";
    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served(HttpLimits.STANDARD, Set.of("town.example"), Set.of(INVITED), HttpClient.Version.HTTP_1_1);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static Wire.Answer ask(String head) throws IOException {
        try (Wire wire = new Wire(served.address)) {
            String text = head.replace("PORT", Integer.toString(served.address.getPort()));
            return wire.say(text.replace("|", "\r\n") + "\r\n\r\n").answer();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:PORT",
                "LOCALHOST:PORT",
                "localhost.:PORT",
                "127.0.0.1:PORT",
                "[::1]:PORT",
                "town.example",
                "Town.Example:443",
            })
    void aNodeAnswersToItsNames(String host) throws IOException {
        assertEquals(200, ask("GET /healthz HTTP/1.1|Host: " + host).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "town.example.evil.example",
                "10.0.0.1",
                "169.254.169.254",
                "0.0.0.0:PORT",
                "[::]:PORT",
                "2130706433",
            })
    void aReboundNameIsNotServed(String host) throws IOException {
        Wire.Answer answer = ask("GET /v1/node HTTP/1.1|Host: " + host);

        assertEquals(421, answer.status());
        assertTrue(answer.tells("wrong-host"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz HTTP/1.1",
                "GET /healthz HTTP/1.1|Host:",
                "GET /healthz HTTP/1.1|Host: localhost@evil.example",
                "GET /healthz HTTP/1.1|Host: localhost|Host: evil.example",
                "GET /healthz HTTP/1.1|Host: evil.example|Host: localhost",
                "GET /healthz HTTP/1.1|Host: local host",
            })
    void aRequestHasOneHost(String head) throws IOException {
        assertEquals(400, ask(head).status());
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example",
        "https://evil.example",
        "null",
        "http://localhost.evil.example",
        "http://localhost",
        "http://localhost:1",
        "file://",
        "''",
    })
    void anotherOriginIsRefused(String origin) throws IOException {
        for (String request : List.of("GET /v1/node", "POST /v1/records", "DELETE /v1/peers/1.2.3.4:5")) {
            Wire.Answer answer = ask(request + " HTTP/1.1|Host: localhost:PORT|Content-Length: 0|Origin: " + origin);

            assertEquals(403, answer.status(), request);
            assertTrue(answer.tells("cross-site"));
            assertNull(answer.header("access-control-allow-origin"));
        }
    }

    @Test
    void itsOwnOriginIsServed() throws IOException {
        assertEquals(
                200,
                ask("GET /v1/node HTTP/1.1|Host: localhost:PORT|Origin: http://localhost:PORT")
                        .status());
        assertEquals(
                200,
                ask("GET /v1/node HTTP/1.1|Host: town.example|Origin: https://town.example")
                        .status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | same-origin | cors     | empty    | 200",
                "GET    | none        | navigate | document | 200",
                "GET    | cross-site  | navigate | document | 200",
                "GET    | cross-site  | navigate | iframe   | 403",
                "GET    | cross-site  | navigate | object   | 403",
                "GET    | cross-site  | no-cors  | image    | 403",
                "GET    | cross-site  | no-cors  | script   | 403",
                "GET    | cross-site  | cors     | empty    | 403",
                "GET    | same-site   | no-cors  | empty    | 403",
                "GET    | same-site   | navigate | document | 200",
                "POST   | cross-site  | navigate | document | 403",
                "POST   | same-site   | cors     | empty    | 403",
                "POST   | same-origin | cors     | empty    | 415",
                "DELETE | cross-site  | cors     | empty    | 403",
            })
    void fetchMetadataIsHeeded(String method, String site, String mode, String destination, int status)
            throws IOException {
        String path = method.equals("GET") ? "/v1/node" : method.equals("POST") ? "/v1/records" : "/v1/peers/1.2.3.4:5";
        String head = method + " " + path + " HTTP/1.1|Host: localhost:PORT|Content-Length: 0|Sec-Fetch-Site: " + site
                + "|Sec-Fetch-Mode: " + mode + "|Sec-Fetch-Dest: " + destination;

        assertEquals(status, ask(head).status());
    }

    @Test
    void anInvitedSiteMayReadAndAskWhetherItMayWrite() throws IOException {
        Wire.Answer read = ask("GET /v1/node HTTP/1.1|Host: town.example|Origin: " + INVITED
                + "|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: cors");
        Wire.Answer preflight = ask("OPTIONS /v1/records HTTP/1.1|Host: town.example|Origin: " + INVITED
                + "|Access-Control-Request-Method: POST");

        assertEquals(200, read.status());
        assertEquals(INVITED, read.header("access-control-allow-origin"));
        assertNull(read.header("access-control-allow-credentials"));
        assertEquals(204, preflight.status());
        assertEquals("GET, POST, PUT, DELETE", preflight.header("access-control-allow-methods"));
    }

    @Test
    void noOtherSiteMayAsk() throws IOException {
        Wire.Answer preflight = ask("OPTIONS /v1/records HTTP/1.1|Host: town.example|Origin: https://evil.example"
                + "|Access-Control-Request-Method: POST");

        assertEquals(403, preflight.status());
        assertNull(preflight.header("access-control-allow-origin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/node", "/healthz", "/openapi.json", "/metrics", "/nowhere", "/v1/status"})
    void everyAnswerKeepsBrowsersFromReadingMoreIntoIt(String path) throws IOException {
        Wire.Answer answer = ask("GET " + path + " HTTP/1.1|Host: localhost");

        assertEquals("nosniff", answer.header("x-content-type-options"));
        assertTrue(answer.header("content-security-policy").startsWith("default-src 'none'; frame-ancestors 'none'"));
        assertEquals("same-origin", answer.header("cross-origin-resource-policy"));
        assertEquals("no-referrer", answer.header("referrer-policy"));
        assertNotNull(answer.header("cache-control"));
        assertNull(answer.header("server"));
    }

    @Test
    void whatIsTheHostsOwnIsNotKept() throws IOException {
        Wire.Answer answer = ask("GET /v1/status HTTP/1.1|Host: localhost|Authorization: Bearer " + Served.TOKEN);

        assertEquals(200, answer.status());
        assertEquals("no-store", answer.header("cache-control"));
    }

    @Test
    void aConfigurationDoesNotTellItsToken() {
        assertFalse(HttpConfig.of(served.address, "the token").toString().contains("the token"));
    }
}
