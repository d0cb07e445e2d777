package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two people of two communities agree what each gives the other and see it through, by the command line, over nodes that are killed. */
class DealCommandsTest extends OnNodes {
    private ChildNode baker;
    private ChildNode guest;

    /** A conversation of the guest with the baker, who has answered. */
    private String talk() throws IOException {
        baker = up("baker");
        guest = up("guest");
        one(guest, "join", baker.fact("invite"), "--wait", "60");
        String offer = one(baker, "offer", "post", "--title", "Bread", "--stock", "10")
                .path("id")
                .asText();
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(guest, "offer", "show", offer) == Exit.OK), typed.err());
        return offer;
    }

    /** Waits until a deal stands so at a home, which fetches meanwhile. */
    private JsonNode sees(ChildNode node, String deal, String state) throws IOException {
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(node, "inbox") == Exit.OK
                                && run(node, "deal", "show", deal) == Exit.OK
                                && typed.out().contains("\"state\":\"" + state + "\"")),
                () -> "no deal that is " + state + ": " + typed.out() + typed.err());
        return lines().get(0);
    }

    private JsonNode say(ChildNode node, String what, String deal, String... words) throws IOException {
        String[] all = new String[words.length + 3];
        all[0] = "deal";
        all[1] = what;
        all[2] = deal;
        System.arraycopy(words, 0, all, 3, words.length);
        return one(node, all);
    }

    private void kill(ChildNode node) throws IOException {
        node.kill();
        up(node);
    }

    @Test
    void breadForMoneyWhileTheNodesDie() throws IOException {
        String offer = talk();
        String deal = one(guest, "deal", "quote", offer, "--get", "2 x Loaf of rye", "--give", "9.00 EUR")
                .path("deal")
                .asText();
        kill(guest);
        JsonNode asked = sees(baker, deal, "quoted");
        assertEquals("me", asked.path("awaited").path("who").asText());
        assertEquals(offer, asked.path("about").asText());
        say(baker, "counter", deal, "--give", "2 x Loaf of rye", "--get", "9.50 EUR", "--where", "At the oven");
        kill(baker);
        sees(guest, deal, "quoted");
        String agreement = say(guest, "accept", deal).path("agreement").asText();
        assertEquals(agreement, sees(baker, deal, "agreed").path("agreement").asText());
        say(guest, "fulfil", deal);
        sees(baker, deal, "agreed");
        kill(baker);
        assertTrue(Patience.until(
                PATIENCE_MILLIS,
                () -> run(baker, "inbox") == Exit.OK && run(baker, "deal", "confirm", deal) == Exit.OK));
        say(baker, "fulfil", deal, "--state", "packed");
        say(baker, "fulfil", deal, "--amount", "1");
        kill(guest);
        assertTrue(Patience.until(
                PATIENCE_MILLIS,
                () -> run(guest, "deal", "confirm", deal, "--amount", "1") == Exit.OK
                        && typed.out().contains("\"confirmed\":1")));
        say(baker, "fulfil", deal);
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(guest, "deal", "close", deal) == Exit.OK), typed.err());
        assertEquals("closed", lines().get(0).path("state").asText());
        JsonNode closed = sees(baker, deal, "closed");
        assertEquals(agreement, closed.path("agreement").asText());
        assertEquals(List.of(), all(baker, "deal", "list", "--open"));
        String left = one(baker, "offer", "list").path("id").asText();
        assertEquals(Exit.OK, run(baker, "offer", "show", left), typed.err());
        assertTrue(typed.out().contains("\"stock\":8"), typed.out());

        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(guest, "offer", "show", left) == Exit.OK), typed.err());
        String rest = one(guest, "deal", "quote", left, "--get", "8 x Loaf of rye", "--give", "30.00 EUR")
                .path("deal")
                .asText();
        sees(baker, rest, "quoted");
        say(baker, "accept", rest);
        assertEquals(List.of(), all(baker, "offer", "list"), "what is sold out is offered no more");
    }

    @Test
    void aLoanACancelAReturnAndADispute() throws IOException {
        String offer = talk();
        String loan = one(guest, "deal", "quote", offer, "--get", "Ladder", "--return-by", "2100-01-01T00:00:00Z")
                .path("deal")
                .asText();
        sees(baker, loan, "quoted");
        say(baker, "accept", loan);
        say(baker, "fulfil", loan);
        sees(guest, loan, "agreed");
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(guest, "deal", "confirm", loan) == Exit.OK), typed.err());
        assertEquals("give", lines().get(0).path("awaited").path("what").asText());
        kill(guest);
        say(guest, "fulfil", loan);
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(baker, "deal", "confirm", loan) == Exit.OK), typed.err());
        assertEquals("closed", lines().get(0).path("state").asText());

        String talk = lines().get(0).path("conversation").asText();
        String off = one(baker, "deal", "quote", talk, "--give", "2 h", "--get", "Jar of jam")
                .path("deal")
                .asText();
        sees(guest, off, "quoted");
        say(guest, "accept", off);
        sees(baker, off, "agreed");
        assertEquals(
                "cancelled", say(baker, "cancel", off, "I am ill").path("state").asText());
        sees(guest, off, "cancelled");

        ChildNode judge = up("judge");
        assertEquals(Exit.OK, run(judge, "persona", "new", "Anna"), typed.err());
        String key =
                one(judge, "deal", "mediate", "--as", "Anna").path("mediator").asText();
        String sale = one(baker, "deal", "quote", talk, "--give", "Pan", "--get", "9.00 EUR", "--mediator", key)
                .path("deal")
                .asText();
        sees(guest, sale, "quoted");
        say(guest, "accept", sale);
        say(guest, "fulfil", sale);
        sees(baker, sale, "agreed");
        say(baker, "fulfil", sale);
        assertTrue(Patience.until(
                PATIENCE_MILLIS,
                () -> run(baker, "deal", "confirm", sale) == Exit.OK
                        && run(guest, "deal", "confirm", sale) == Exit.OK
                        && typed.out().contains("\"state\":\"closed\"")));
        say(guest, "return", sale, "It is bent", "--give", "Pan", "--get", "9.00 EUR");
        sees(baker, sale, "returning");
        kill(baker);
        say(baker, "accept", sale);
        sees(guest, sale, "agreed");
        say(guest, "dispute", sale, "Nothing comes back");
        assertEquals(
                "settle-dispute",
                sees(baker, sale, "disputed").path("awaited").path("what").asText());
        assertEquals("closed", decided(judge, sale).path("state").asText());
        sees(baker, sale, "closed");
    }

    /** The baker brings it to a judge, who decides that nothing more is owed; the guest brings that in. */
    private JsonNode decided(ChildNode judge, String sale) throws IOException {
        String file = folder.resolve("case").toString();
        String decision = folder.resolve("decision").toString();
        one(baker, "deal", "mediate", sale, "--out", file);
        assertEquals(
                "disputed",
                one(judge, "deal", "mediate", "--case", file).path("state").asText());
        one(judge, "persona", "rotate", "Anna");
        one(judge, "deal", "mediate", "--case", file, "--as", "Anna", "--reason", "Keep it", "--out", decision);
        assertEquals(Exit.FAILED, run(baker, "deal", "mediate", "--case", file, "--as", "Anna", "--out", decision));
        byte[] altered = Files.readAllBytes(Path.of(decision));
        altered[altered.length / 2] ^= 1;
        Path forged = Files.write(folder.resolve("forged"), altered);
        assertEquals(Exit.FAILED, run(guest, "deal", "mediate", sale, "--bring", forged.toString()));
        kill(guest);
        return one(guest, "deal", "mediate", sale, "--bring", decision);
    }

    @Test
    void whatCannotBeSaidIsRefusedWithAReason() throws IOException {
        ChildNode node = up("town");
        assertEquals(Exit.FAILED, run(node, "deal", "show", "0123"));
        assertTrue(typed.err().contains("unknown_deal"), typed.err());
        assertEquals(Exit.FAILED, run(node, "deal", "quote", "nobody", "--give", "Bread"));
        String offer = one(node, "offer", "post", "--title", "Bread").path("id").asText();
        assertEquals(Exit.FAILED, run(node, "deal", "quote", offer), "a deal about nothing");
        assertEquals(Exit.USAGE, run(node, "deal", "quote", offer, "--give", "9.001 EUR"));
        assertEquals(
                Exit.FAILED, run(node, "deal", "quote", offer, "--give", "Bread", "--until", "2020-01-01T00:00:00Z"));
        assertTrue(typed.err().contains("bad_time"), typed.err());
        assertEquals(List.of(), all(node, "deal", "list"));
    }
}
