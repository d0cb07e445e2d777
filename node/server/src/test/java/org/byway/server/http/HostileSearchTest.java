package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.byway.protocol.record.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every query of hostile.txt is answered or refused with a reason, whatever it does to a request; none is the node's fault. */
class HostileSearchTest {
    private static final Set<Integer> EXPECTED = Set.of(200, 400, 414, 429);
    private static final int LEAST = 500;

    private final Served served = new Served();

    @AfterEach
    void close() {
        served.close();
    }

    private static List<String> queries() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                HostileSearchTest.class.getResourceAsStream("/hostile.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("# ")).toList();
        }
    }

    private Wire.Answer ask(String query) throws IOException {
        try (Wire wire = new Wire(served.address)) {
            return wire.say("GET /v1/search?" + query + " HTTP/1.1\r\nhost: localhost\r\n\r\n")
                    .answer();
        }
    }

    @Test
    void eachIsAnsweredOrRefusedWithAReason() throws IOException {
        served.node
                .hold(SampleOffers.sealed(
                        SampleOffers.key(7),
                        Kind.OFFER,
                        SampleOffers.offer("Ladder").toByteArray(),
                        1))
                .toCompletableFuture()
                .join();
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        for (String query : queries()) {
            Wire.Answer answer = ask(query);
            assertTrue(EXPECTED.contains(answer.status()), () -> query + " got " + answer.head() + answer.body());
            assertEquals(answer.status() == 200, answer.body().contains("\"items\":["), query);
            assertFalse(answer.status() != 200 && answer.body().isEmpty(), query);
            statuses.merge(answer.status(), 1, Integer::sum);
        }
        int all = statuses.values().stream().mapToInt(count -> count).sum();
        assertTrue(all >= LEAST && statuses.get(200) > LEAST / 4 && statuses.get(400) > LEAST / 4, statuses::toString);
        assertEquals(200, ask("kind=offers&q=ladder").status(), "and it goes on as before");
    }
}
