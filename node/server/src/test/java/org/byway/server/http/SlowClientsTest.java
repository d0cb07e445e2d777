package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.byway.server.http.HttpLimits.Patience;
import org.junit.jupiter.api.Test;

/** A client that sends or reads by drops is cut. These tests end when the node acts; how soon is not asserted. */
class SlowClientsTest {
    private static final long SOON = 100;
    private static final long NEVER = 3_600_000;
    private static final String GET = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String POST =
            "POST /v1/records HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n";

    private static Served served(long head, long idle, long request) {
        HttpLimits usual = HttpLimits.STANDARD;
        return new Served(
                new HttpLimits(100, 100, new Patience(head, idle, request), usual.bufferedBytes(), usual.rates()));
    }

    @Test
    void aConnectionThatSaysNothingIsCut() throws IOException {
        try (Served served = served(SOON, NEVER, NEVER);
                Wire wire = new Wire(served.address)) {
            assertEquals("", wire.rest());
        }
    }

    @Test
    void halfAHeadIsCut() throws IOException {
        try (Served served = served(SOON, NEVER, NEVER);
                Wire first = new Wire(served.address);
                Wire later = new Wire(served.address)) {
            assertEquals(200, later.say(GET).answer().status());

            assertEquals("", first.say("GET /healthz HT").rest());
            assertEquals("", later.say("GET /healthz HT").rest());
        }
    }

    @Test
    void halfTheWordsOfHttp2AreCut() throws IOException {
        try (Served served = served(SOON, NEVER, NEVER);
                Wire wire = new Wire(served.address)) {
            assertEquals("", wire.say("PRI * HTTP/2.0\r\n").rest());
        }
    }

    @Test
    void aConnectionIsKeptForAWhileAfterAnAnswer() throws IOException {
        try (Served served = served(NEVER, SOON, NEVER);
                Wire wire = new Wire(served.address)) {
            assertEquals(200, wire.say(GET).answer().status());
            assertEquals("", wire.rest());
        }
    }

    @Test
    void halfABodyIsToldSoAndCut() throws IOException {
        try (Served served = served(NEVER, NEVER, SOON);
                Wire wire = new Wire(served.address)) {
            Wire.Answer answer =
                    wire.say(POST + "Content-Length: 100\r\n\r\nhalf").answer();

            assertEquals(408, answer.status());
            assertTrue(answer.tells("timeout"));
            assertEquals("", wire.rest());
        }
    }

    @Test
    void aNodeThatDoesNotAnswerIsNotWaitedForLong() throws IOException {
        try (Served served = served(NEVER, NEVER, SOON);
                Wire wire = new Wire(served.address)) {
            served.node.fallSilent();
            Wire.Answer answer =
                    wire.say(POST + "Content-Length: 4\r\n\r\nbody").answer();

            assertEquals(503, answer.status());
            assertTrue(answer.tells("slow"));
        }
    }

    @Test
    void aClientThatNeverReadsIsCut() throws IOException {
        try (Served served = served(NEVER, NEVER, SOON);
                Wire wire = new Wire(served.address)) {
            boolean open = true;
            while (open) {
                open = wire.tries("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100));
            }

            assertFalse(open);
        }
    }
}
