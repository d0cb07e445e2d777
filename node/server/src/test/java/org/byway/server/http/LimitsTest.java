package org.byway.server.http;

import static org.byway.server.http.Served.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.byway.server.http.HttpLimits.Patience;
import org.byway.server.http.HttpLimits.Rates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets more than the limits say, and the refusal comes before anything is kept. */
class LimitsTest {
    private static final HttpLimits USUAL = HttpLimits.STANDARD;
    private static final Patience HOUR = new Patience(3_600_000, 3_600_000, 3_600_000);
    private static final String POST =
            "POST /v1/records HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n";

    @ParameterizedTest
    @ValueSource(longs = {(1 << 20) + 1, Integer.MAX_VALUE, 1L << 31, Long.MAX_VALUE})
    void aBodyThatIsDeclaredTooLargeIsRefusedUnseen(long length) throws IOException {
        try (Served served = new Served();
                Wire wire = new Wire(served.address)) {
            Wire.Answer answer =
                    wire.say(POST + "Content-Length: " + length + "\r\n\r\n").answer();

            assertEquals(413, answer.status());
            assertTrue(answer.tells("too-large"));
            assertEquals("close", answer.header("connection"));
        }
    }

    @Test
    void aBodyThatGrowsTooLargeIsRefused() throws IOException {
        try (Served served = new Served();
                Wire wire = new Wire(served.address)) {
            wire.say(POST + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 17; i++) {
                wire.say(chunk);
            }

            assertEquals(413, wire.answer().status());
        }
    }

    @Test
    void theLargestBodyIsRead() {
        try (Served served = new Served()) {
            assertEquals("malformed", problem(400, served.post(new byte[1 << 20])));
            assertEquals("too-large", problem(413, served.post(new byte[(1 << 20) + 1])));
        }
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOnOrNotTo() throws IOException {
        try (Served served = new Served();
                Wire asks = new Wire(served.address);
                Wire tooMuch = new Wire(served.address)) {
            String expect = "Expect: 100-continue\r\n\r\n";

            assertEquals(
                    100,
                    asks.say(POST + "Content-Length: 3\r\n" + expect).answer().status());
            assertEquals(400, asks.say("abc").answer().status());
            assertEquals(
                    413,
                    tooMuch.say(POST + "Content-Length: 9999999\r\n" + expect)
                            .answer()
                            .status());
        }
    }

    @Test
    void pathsAndHeadersHaveALength() throws IOException {
        try (Served served = new Served();
                Wire path = new Wire(served.address);
                Wire header = new Wire(served.address);
                Wire garbage = new Wire(served.address)) {
            assertEquals(
                    414,
                    path.say("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .answer()
                            .status());
            assertEquals(
                    431,
                    header.say("GET /healthz HTTP/1.1\r\nHost: localhost\r\nA: " + "a".repeat(20_000) + "\r\n\r\n")
                            .answer()
                            .status());
            assertEquals(
                    400, garbage.say("\u0001\u0002 is this\r\n\r\n").answer().status());
        }
    }

    @Test
    void bodiesOfAllRequestsTogetherHaveALimit() {
        HttpLimits tight = new HttpLimits(10, 10, HOUR, 100, USUAL.rates());
        try (Served served = new Served(tight)) {
            assertEquals("busy", problem(503, served.post(new byte[101])));
            assertEquals("malformed", problem(400, served.post(new byte[99])));
        }
    }

    @Test
    void aStreamThatCouldNotBeginTakesNoPlace() {
        try (Served served = new Served()) {
            for (int i = 0; i <= HttpLimits.STRANGERS_STREAMS; i++) {
                assertEquals("internal", problem(500, served.get("/v1/events?kind=offers")));
            }
        }
    }

    @Test
    void anAddressThatAsksTooOftenIsRefused() {
        HttpLimits none = new HttpLimits(10, 10, HOUR, USUAL.bufferedBytes(), new Rates(0, 0));
        try (Served served = new Served(none)) {
            assertEquals("too-many-requests", problem(429, served.get("/healthz")));
        }
    }

    @Test
    void oneConnectionTooManyIsClosedAndTheOthersStay() throws IOException {
        HttpLimits two = new HttpLimits(2, 2, HOUR, USUAL.bufferedBytes(), USUAL.rates());
        String get = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Served served = new Served(two);
                Wire first = new Wire(served.address);
                Wire second = new Wire(served.address)) {
            assertEquals(200, first.say(get).answer().status());
            assertEquals(200, second.say(get).answer().status());
            try (Wire third = new Wire(served.address)) {
                assertEquals("", third.rest());
            }
            assertEquals(200, first.say(get).answer().status());
        }
    }

    @Test
    void answersOnOneConnectionComeInOrder() throws IOException {
        try (Served served = new Served();
                Wire wire = new Wire(served.address)) {
            wire.say(
                    "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertEquals(200, wire.answer().status());
            Wire.Answer second = wire.answer();
            assertEquals(404, second.status());
            assertNull(second.header("connection"));
        }
    }

    @Test
    void anEndClosesIdleConnectionsAtOnce() throws IOException {
        Served served = new Served(new HttpLimits(10, 10, HOUR, USUAL.bufferedBytes(), USUAL.rates()));
        try (Wire wire = new Wire(served.address)) {
            wire.say("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
            served.close();

            assertEquals("", wire.rest());
        }
    }
}
