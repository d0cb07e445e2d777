package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two communities agree what their link carries, and either side takes of it what it likes. */
class FederationCommandsTest extends OnNodes {
    private boolean holds(ChildNode node, String kind, String title) {
        return Patience.until(PATIENCE_MILLIS, () -> {
            try {
                return titles(node, kind).contains(title);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private List<String> titles(ChildNode node, String kind) throws IOException {
        return all(node, kind, "list").stream()
                .map(item -> item.path("title").asText())
                .toList();
    }

    @Test
    void aLinkIsProposedAcceptedNarrowedAndEnded() throws IOException {
        ChildNode a = up("a");
        ChildNode b = up("b");
        assertEquals(List.of(), all(a, "federation", "list"));
        String link = one(a, "federation", "propose").path("link").asText();
        assertEquals(
                "linked",
                one(b, "federation", "accept", "--transit", link).path("state").asText());
        JsonNode listed = one(b, "federation", "list");
        assertEquals(a.fact("community"), listed.path("community").asText());
        assertEquals(3, listed.path("transitHops").asInt());
        one(a, "offer", "post", "--title", "Bread");
        assertTrue(holds(b, "offer", "Bread"));

        assertEquals(Exit.USAGE, run(b, "federation", "narrow", a.fact("community"), "--kind", "bread"));
        assertEquals(Exit.USAGE, run(b, "federation", "narrow", a.fact("community"), "--hops", "4"));
        assertEquals(Exit.FAILED, run(b, "federation", "narrow", "0".repeat(64)));
        one(b, "federation", "narrow", a.fact("community"), "--kind", "offer", "--hops", "0");
        assertTrue(
                Patience.until(PATIENCE_MILLIS, () -> {
                    try {
                        return one(a, "federation", "list").path("transitHops").asInt() == 0;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                "the other side hears of it");
        assertEquals("offer", one(a, "federation", "list").path("kinds").path(0).asText());
        one(a, "intent", "cast", "--title", "Ladder");
        one(a, "offer", "post", "--title", "Salt");
        assertTrue(holds(b, "offer", "Salt"));
        assertFalse(titles(b, "intent").contains("Ladder"), "what came before the salt was not carried");

        one(b, "federation", "narrow", a.fact("community"));
        assertTrue(holds(b, "intent", "Ladder"), "what is let through again comes with the next comparison");

        assertEquals(Exit.USAGE, run(b, "federation", "narrow", a.fact("community"), "--area", "48.09"));
        assertEquals(Exit.USAGE, run(b, "federation", "narrow", a.fact("community"), "--area", "89.9,10,50"));
        one(b, "federation", "narrow", a.fact("community"), "--area", "48.09,10.86,30");
        assertTrue(
                Patience.until(PATIENCE_MILLIS, () -> {
                    try {
                        return !one(a, "federation", "list").path("areas").isEmpty();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                "the other side hears of it");
        one(a, "offer", "post", "--title", "Figs", "--near", "38.72,-9.14");
        one(a, "offer", "post", "--title", "Rye", "--near", "48.1,10.9");
        assertTrue(holds(b, "offer", "Rye"));
        one(a, "offer", "post", "--title", "Stories");
        assertTrue(holds(b, "offer", "Stories"), "what says no place may be meant for everybody");
        assertFalse(titles(b, "offer").contains("Figs"), "what is elsewhere was not carried");

        one(a, "federation", "end", b.fact("community"));
        assertEquals(List.of(), all(a, "federation", "list"));
        assertTrue(
                Patience.until(PATIENCE_MILLIS, () -> {
                    try {
                        return all(b, "peer", "list").stream()
                                .noneMatch(peer -> peer.path("state").asText().equals("linked"));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                "no session is left");
        assertEquals(Exit.FAILED, run(a, "federation", "end", b.fact("community")));
    }
}
