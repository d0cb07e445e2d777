package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An individual's conditions are accepted by the command line, over nodes that are killed; both hold the same bytes. */
class TermsCommandsTest extends OnNodes {
    private ChildNode shop;
    private ChildNode alice;
    private String roster;

    /** A roster of two texts on everybody's disk. */
    private void texts() throws IOException {
        Path list = Files.createDirectories(folder.resolve("roster"));
        Files.writeString(list.resolve("nostalking.txt"), "Do not follow me around.\n");
        Files.writeString(list.resolve("base.txt"), "Only what the service needs.\n");
        Files.writeString(list.resolve("terms.json"), """
                {"roster": "https://roster.example/", "texts": [
                  {"id": "P2B1", "version": "test", "title": "No stalking", "forms": [
                    {"form": "human", "type": "text/plain", "uri": "https://roster.example/p2b1", "file": "nostalking.txt"}]},
                  {"id": "SD-BASE", "version": "test", "forms": [
                    {"form": "human", "type": "text/plain", "file": "base.txt"}]}]}
                """);
        roster = list.toString();
    }

    private String talk() throws IOException {
        texts();
        shop = up("shop");
        alice = up("alice");
        one(alice, "join", shop.fact("invite"), "--wait", "60");
        String offer = one(shop, "offer", "post", "--title", "Bread").path("id").asText();
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(alice, "offer", "show", offer) == Exit.OK), typed.err());
        assertEquals(2, all(alice, "terms", "import", roster).size());
        assertEquals(2, all(shop, "terms", "import", roster).size());
        return offer;
    }

    /** Waits until terms stand so at a home, which fetches meanwhile. */
    private JsonNode sees(ChildNode node, String terms, String state) throws IOException {
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(node, "inbox") == Exit.OK
                                && run(node, "terms", "show", terms) == Exit.OK
                                && typed.out().contains("\"state\":\"" + state + "\"")),
                () -> "no terms that are " + state + ": " + typed.out() + typed.err());
        return lines().get(0);
    }

    private void kill(ChildNode node) throws IOException {
        node.kill();
        up(node);
    }

    @Test
    void bothHoldTheSameDoublySignedBytesThoughTheNodesDie() throws IOException {
        String offer = talk();
        assertEquals(Exit.FAILED, run(shop, "terms", "publish", "Nobody", "P2B1"));
        assertTrue(typed.err().contains("unknown_author"), typed.err());
        assertEquals(List.of(), all(alice, "terms", "list", "--of", offer));
        one(shop, "persona", "new", "Bakery");
        String named = one(shop, "offer", "post", "--title", "Rolls", "--seller", "Bakery")
                .path("id")
                .asText();
        String accepted =
                one(shop, "terms", "publish", "Bakery", "P2B1").path("id").asText();
        kill(shop);
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(alice, "terms", "list", "--of", named) == Exit.OK
                                && typed.out().contains("P2B1")),
                typed.err());
        assertTrue(lines().get(0).path("forms").path(0).path("here").asBoolean());
        assertEquals(accepted, lines().get(0).path("record").asText());
        String terms = one(
                        alice, "terms", "proffer", accepted, "P2B1", "--purpose", "Selling bread", "--data", "address")
                .path("terms")
                .asText();
        kill(alice);
        JsonNode asked = sees(shop, terms, "proffered");
        assertEquals("me", asked.path("awaited").asText());
        assertEquals("them", asked.path("first").asText());
        kill(shop);
        JsonNode agreed = one(shop, "terms", "accept", terms);
        assertEquals(
                "https://w3id.org/dpv/standards/p7012#AgreementAccepted",
                agreed.path("status").asText());
        kill(shop);
        JsonNode hers = sees(alice, terms, "agreed");
        JsonNode theirs = sees(shop, terms, "agreed");
        assertFalse(hers.path("signed").path("bytes").asText().isEmpty());
        assertEquals(hers.path("signed"), theirs.path("signed"));
        assertEquals(agreed.path("agreement").asText(), hers.path("agreement").asText());
        JsonNode policy = one(alice, "terms", "show", terms, "--odrl");
        assertEquals(policy, one(shop, "terms", "show", terms, "--odrl"));
        assertEquals("Agreement", policy.path("@type").asText());
        assertEquals(agreed.path("status"), policy.path("dpv:hasStatus").path("@id"));
        assertTrue(policy.path("assigner").asText().startsWith("did:key:"));
        Path page = folder.resolve("page.txt");
        one(shop, "terms", "print", terms, "--out", page.toString());
        assertTrue(Files.readString(page).contains("Do not follow me around."));
        assertTrue(Files.readString(page).contains(agreed.path("agreement").asText()));
        assertEquals(Exit.FAILED, run(shop, "terms", "choose", terms, "SD-BASE"));
        assertTrue(typed.err().contains("stale"), typed.err());

        String deal = one(
                        alice, "deal", "quote", hers.path("conversation").asText(), "--get", "Bread", "--terms", terms)
                .path("deal")
                .asText();
        assertTrue(Patience.until(
                PATIENCE_MILLIS, () -> run(shop, "inbox") == Exit.OK && run(shop, "deal", "show", deal) == Exit.OK));
        assertEquals(hers.path("agreement"), lines().get(0).path("terms"));
        one(alice, "terms", "end", terms);
        sees(shop, terms, "ended");
        assertEquals(Exit.FAILED, run(shop, "deal", "accept", deal), "a deal under what has ended");
        assertTrue(typed.err().contains("bad_content"), typed.err());
        assertEquals(
                Exit.FAILED,
                run(alice, "deal", "quote", hers.path("conversation").asText(), "--get", "Bread", "--terms", terms));
        assertTrue(typed.err().contains("unknown_terms"), typed.err());
    }

    @Test
    void anotherTextOfTheRosterIsChosenOnceAndNoMore() throws IOException {
        String offer = talk();
        String terms =
                one(alice, "terms", "proffer", offer, "P2B1").path("terms").asText();
        sees(shop, terms, "proffered");
        JsonNode chosen = one(shop, "terms", "choose", terms, "SD-BASE");
        assertEquals("countered", chosen.path("state").asText());
        assertEquals(Exit.FAILED, run(shop, "terms", "choose", terms, "P2B1"), "a second counter");
        assertTrue(typed.err().contains("over_budget"), typed.err());
        kill(shop);
        sees(alice, terms, "countered");
        assertEquals(Exit.FAILED, run(alice, "terms", "choose", terms, "P2B1"), "a counter of the first party's");
        assertTrue(typed.err().contains("over_budget"), typed.err());
        kill(alice);
        JsonNode agreed = one(alice, "terms", "accept", terms);
        assertEquals("SD-BASE", agreed.path("text").path("id").asText());
        assertEquals(
                sees(alice, terms, "agreed").path("signed"),
                sees(shop, terms, "agreed").path("signed"));
        assertEquals(
                "ended",
                one(shop, "terms", "end", terms, "We moved").path("state").asText());
        sees(alice, terms, "ended");
    }

    @Test
    void whatCannotBeSaidIsRefusedWithAReason() throws IOException {
        texts();
        ChildNode node = up("town");
        assertEquals(Exit.FAILED, run(node, "terms", "show", "0123"));
        assertTrue(typed.err().contains("unknown_terms"), typed.err());
        assertEquals(Exit.FAILED, run(node, "terms", "proffer", "9b12", "P2B1"));
        assertTrue(typed.err().contains("unknown_text"), typed.err());
        assertEquals(
                Exit.FAILED,
                run(node, "terms", "import", folder.resolve("nothing").toString()));
        assertTrue(typed.err().contains("no_file"), typed.err());
        Path bad = Files.writeString(folder.resolve("bad.json"), """
                {"texts": [{"id": "X", "forms": [{"form": "human", "type": "text/plain", "file": "../roster/base.txt"}]}]}
                """);
        assertEquals(Exit.FAILED, run(node, "terms", "import", bad.toString()));
        assertTrue(typed.err().contains("bad_content"), typed.err());
        assertEquals(List.of(), all(node, "terms", "list"));
        String hash = "00".repeat(32);
        Path known = Files.writeString(folder.resolve("known.json"), """
                {"texts": [{"id": "X", "forms": [{"form": "legal", "type": "text/html", "sha256": "%s", "size": 5}]}]}
                """.formatted(hash));
        assertFalse(one(node, "terms", "import", known.toString())
                .path("forms")
                .path(0)
                .path("here")
                .asBoolean());
        assertEquals(Exit.FAILED, run(node, "terms", "proffer", "9b12", "X"));
        assertTrue(typed.err().contains("unread_text"), typed.err());
    }
}
