package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Two people of two communities keep a tab, by the command line, over nodes that are killed. */
class TabCommandsTest extends OnNodes {
    private ChildNode baker;
    private ChildNode guest;
    private String offer;

    private void meet() throws IOException {
        baker = up("baker");
        guest = up("guest");
        one(guest, "join", baker.fact("invite"), "--wait", "60");
        offer = one(baker, "offer", "post", "--title", "Bread").path("id").asText();
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(guest, "offer", "show", offer) == Exit.OK), typed.err());
    }

    /** Waits until a command says so at a home, which fetches meanwhile. */
    private JsonNode sees(ChildNode node, String word, String... command) throws IOException {
        return sees(node, word, () -> typed.out().contains(word), command);
    }

    private JsonNode sees(ChildNode node, String what, BooleanSupplier there, String... command) throws IOException {
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(node, "inbox") == Exit.OK && run(node, command) == Exit.OK && there.getAsBoolean()),
                () -> "not " + what + ": " + typed.out() + typed.err());
        return lines().get(0);
    }

    /** The tab once both have signed so many entries of it. */
    private JsonNode signed(ChildNode node, int entries, String tab) throws IOException {
        return sees(
                node, entries + " entries", () -> lines().get(0).path("entries").size() == entries, "tab", "show", tab);
    }

    private JsonNode tab(ChildNode node, String word, String tab) throws IOException {
        return sees(node, word, "tab", "show", tab);
    }

    private void kill(ChildNode node) throws IOException {
        node.kill();
        up(node);
    }

    private static List<String> digests(JsonNode tab) {
        List<String> all = new ArrayList<>();
        tab.path("entries").forEach(each -> all.add(each.path("digest").asText()));
        return all;
    }

    @Test
    void breadIsPaidByATabWithAPlanWhileTheNodesDie() throws IOException {
        meet();
        String deal = one(guest, "deal", "quote", offer, "--get", "2 x Loaf of rye", "--give", "9.00 EUR")
                .path("deal")
                .asText();
        sees(baker, "\"state\":\"quoted\"", "deal", "show", deal);
        one(baker, "deal", "accept", deal);
        String with = sees(guest, "\"state\":\"agreed\"", "deal", "show", deal)
                .path("conversation")
                .asText();
        String tab =
                one(guest, "tab", "open", with, "--unit", "EUR").path("tab").asText();
        kill(guest);
        tab(baker, "\"state\":\"asked\"", tab);
        assertEquals(
                "open",
                one(baker, "tab", "accept", tab, "--limit", "20").path("state").asText());
        kill(baker);
        tab(guest, "\"state\":\"open\"", tab);

        assertNotEquals(Exit.OK, run(guest, "tab", "pay", tab, "20.01"));
        assertTrue(typed.err().contains("more than the other side lets be owed"), typed.err());
        assertEquals(
                "pending",
                one(guest, "tab", "pay", tab, "--deal", deal).path("state").asText());
        kill(guest);
        assertEquals(-900, signed(baker, 1, tab).path("owedByMe").asInt());
        sees(baker, "\"confirmed\":900", "deal", "show", deal);
        one(baker, "deal", "fulfil", deal);
        sees(guest, "\"confirmed\":900", "deal", "show", deal);
        assertEquals("closed", one(guest, "deal", "confirm", deal).path("state").asText());
        assertEquals(900, tab(guest, "\"state\":\"open\"", tab).path("owedByMe").asInt());

        one(guest, "tab", "plan", tab, "--months", "2");
        kill(baker);
        tab(baker, "\"proposed\"", tab);
        assertEquals(
                900, one(baker, "tab", "accept", tab).path("plan").path("whole").asInt());
        signed(guest, 2, tab);
        one(guest, "tab", "settle", tab, "4.50");
        assertEquals(
                -900,
                tab(baker, "\"proposed\"", tab).path("owedByMe").asInt(),
                "cash is only said until it is accepted");
        one(baker, "tab", "accept", tab);
        assertEquals(450, signed(guest, 3, tab).path("plan").path("givenBack").asInt());
        assertNotEquals(Exit.OK, run(guest, "tab", "close", tab));
        one(baker, "tab", "forgive", tab, "4.50");
        signed(guest, 4, tab);
        signed(baker, 4, tab);
        one(baker, "tab", "close", tab);
        JsonNode closed = tab(guest, "\"state\":\"closed\"", tab);
        assertEquals(digests(closed), digests(tab(baker, "\"state\":\"closed\"", tab)), "both hold the same");
        assertEquals(4, digests(closed).size());
        assertEquals(Exit.OK, run(guest, "tab", "list"));
        assertTrue(typed.out().contains("\"owedByMe\":0,\"owedToMe\":0"), typed.out());
    }
}
