package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A market that nobody holds captive: three communities, in a line and in a triangle, lose the one in the middle (SIGKILL,
 * for good), and the others still find each other, agree and go through with it; and who lives at one of them takes all
 * that is hers to another.
 */
class NonCaptiveMarketTest extends OnNodes {
    private ChildNode a;
    private ChildNode b;
    private ChildNode c;

    /** The joiner answers the inviter's proposal, both carrying what comes from further away. */
    private void link(ChildNode inviter, ChildNode joiner) throws IOException {
        String proposal = one(inviter, "federation", "propose").path("link").asText();
        JsonNode accepted = one(joiner, "federation", "accept", "--transit", proposal);
        assertEquals("linked", accepted.path("state").asText());
    }

    private void line() throws IOException {
        a = up("a");
        b = up("b");
        c = up("c");
        link(a, b);
        link(b, c);
    }

    private String cast(ChildNode at, String title) throws IOException {
        return one(at, "intent", "cast", "--title", title).path("id").asText();
    }

    private void finds(ChildNode at, String id) {
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(at, "intent", "show", id) == Exit.OK), typed.err());
    }

    /** Waits until a deal stands so at a home, which fetches meanwhile. */
    private JsonNode sees(Path home, String deal, String state) {
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(home, "inbox") == Exit.OK
                                && run(home, "deal", "show", deal) == Exit.OK
                                && typed.out().contains("\"state\":\"" + state + "\"")),
                () -> "no deal that is " + state + ": " + typed.out() + typed.err());
        return lines().get(0);
    }

    /** Somebody at C answers what was cast at A, by letter, and both sign the same; the deal. */
    private String agree(String intent) throws IOException {
        String deal = one(c, "deal", "quote", intent, "--give", "Ladder", "--get", "5.00 EUR")
                .path("deal")
                .asText();
        sees(a.home().folder(), deal, "quoted");
        String agreement = one(a, "deal", "accept", deal).path("agreement").asText();
        JsonNode there = sees(c.home().folder(), deal, "agreed");
        assertEquals(agreement, there.path("agreement").asText(), "both hold the same");
        return deal;
    }

    @Test
    void inALineTheEndsTradeByAnyOtherWayOnceTheMiddleIsDead() throws IOException {
        line();
        String before = cast(a, "Ladder for a weekend");
        finds(c, before);

        b.kill();
        String after = cast(a, "Ladder for a month");
        assertEquals(Exit.FAILED, run(c, "intent", "show", after), "no way leads there");
        ChildNode d = up("d");
        link(a, d);
        link(c, d);
        finds(c, after);
        agree(after);
        assertTrue(
                all(c, "peer", "list").stream()
                        .noneMatch(peer -> peer.path("community").asText().equals(a.fact("community"))),
                "all of it went by D");
    }

    @Test
    void inATriangleTheOthersTradeAndAliceTakesAllToTheThird() throws IOException {
        line();
        link(a, c);
        String alice = one(a, "persona", "new", "Alice").path("id").asText();
        one(a, "persona", "rotate", "Alice");
        String jam = one(a, "offer", "post", "--title", "Jam", "--seller", "Alice")
                .path("id")
                .asText();
        b.kill();
        String intent = cast(a, "Ladder");
        finds(c, intent);
        String deal = agree(intent);
        String agreement =
                sees(c.home().folder(), deal, "agreed").path("agreement").asText();

        Path words = folder.resolve("words");
        Files.writeString(words, one(a, "persona", "words").path("words").asText() + "\n");
        Path exported = folder.resolve("exported");
        one(a, "vault", "export", "--to", exported.toString());
        try (Stream<Path> records = Files.list(exported.resolve("records"))) {
            for (Path each : records.toList()) {
                assertTrue(one(c, "record", "verify", each.toString())
                        .path("valid")
                        .asBoolean());
            }
        }
        a.kill();

        Path home = folder.resolve("elsewhere");
        String invite = one(c, "invite", "--person").path("link").asText();
        List<JsonNode> back =
                all(home, "vault", "import", "--words-file", words.toString(), "--at", invite, exported.toString());
        assertEquals(1, back.get(1).path("asked").asInt(), "the one in touch with whom she is");
        one(home, "move");
        JsonNode persona = one(home, "persona", "list");
        assertEquals(alice, persona.path("id").asText());
        assertEquals(2, persona.path("keySequence").asInt(), "with the key that she changed to");
        JsonNode moved =
                one(c, "offer", "show", one(c, "offer", "list").path("id").asText());
        assertEquals(alice, moved.path("author").asText());
        assertEquals(c.fact("community"), moved.path("community").asText());
        assertEquals(jam, moved.path("content").path("movedFrom").asText());
        assertEquals(
                agreement, one(home, "deal", "show", deal).path("agreement").asText(), "what both signed");

        one(c, "deal", "fulfil", deal);
        assertTrue(Patience.until(
                PATIENCE_MILLIS, () -> run(home, "inbox") == Exit.OK && run(home, "deal", "confirm", deal) == Exit.OK));
        one(home, "deal", "fulfil", deal);
        assertTrue(Patience.until(
                PATIENCE_MILLIS, () -> run(c, "inbox") == Exit.OK && run(c, "deal", "confirm", deal) == Exit.OK));
        sees(home, deal, "closed");
    }
}
