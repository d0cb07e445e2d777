package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A reader pays a writer as much as she likes, by the command line, over nodes that are killed (scenario 5). */
class PayCommandsTest extends OnNodes {
    private static final long HOUR_MILLIS = 3_600_000;

    private static final String SIGNAL = "pay|signal|ARTICLE|--for|An article on hedges|--amount|2..5|--unit|EUR"
            + "|--when|monthly|--if|a second part comes";

    private ChildNode writer;
    private ChildNode reader;
    private String article;

    private void meet() throws IOException {
        writer = up("writer");
        reader = up("reader");
        one(reader, "join", writer.fact("invite"), "--wait", "60");
        article = one(writer, "offer", "post", "--title", "An article on hedges")
                .path("id")
                .asText();
        assertTrue(
                Patience.until(PATIENCE_MILLIS, () -> run(reader, "offer", "show", article) == Exit.OK), typed.err());
    }

    /** Waits until a command says so at a home, which fetches meanwhile. */
    private JsonNode sees(ChildNode node, String word, String... command) throws IOException {
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(node, "inbox") == Exit.OK
                                && run(node, command) == Exit.OK
                                && typed.out().contains(word)),
                () -> "not " + word + ": " + typed.out() + typed.err());
        return lines().get(0);
    }

    private JsonNode pay(ChildNode node, String word, String pay) throws IOException {
        return sees(node, word, "pay", "show", pay);
    }

    private void kill(ChildNode node) throws IOException {
        node.kill();
        up(node);
    }

    private String tab(String with) throws IOException {
        String tab =
                one(reader, "tab", "open", with, "--unit", "EUR").path("tab").asText();
        sees(writer, "\"state\":\"asked\"", "tab", "show", tab);
        one(writer, "tab", "accept", tab, "--limit", "10");
        sees(reader, "\"state\":\"open\"", "tab", "show", tab);
        return tab;
    }

    @Test
    void twoToFiveEachMonthSetAsideReleasedAndRefunded() throws IOException {
        meet();
        one(writer, "pay", "policy", "--unit", "EUR", "--least", "2", "--conditions", "--by", "tab");
        JsonNode signal = one(reader, SIGNAL.replace("ARTICLE", article).split("\\|"));
        String pay = signal.path("pay").asText();
        assertEquals("offered", signal.path("state").asText());
        kill(reader);
        pay(writer, "\"state\":\"accepted\"", pay);
        assertEquals(
                "me", pay(reader, "\"state\":\"accepted\"", pay).path("payer").asText());
        String tab = tab(signal.path("conversation").asText());
        kill(writer);

        assertNotEquals(Exit.OK, run(reader, "pay", "set-aside", pay, "5.01", "--until", in(24)));
        assertEquals(
                "escrowed",
                one(reader, "pay", "set-aside", pay, "3", "--until", in(24))
                        .path("state")
                        .asText());
        pay(writer, "\"state\":\"escrowed\"", pay);
        sees(reader, "\"setAside\":[{", "tab", "show", tab);
        kill(reader);
        one(reader, "pay", "release", pay);
        JsonNode paid = pay(writer, "\"confirmed\":300", pay);
        assertEquals("accepted", paid.path("state").asText(), "it goes on each month");
        assertEquals(
                -300,
                sees(writer, "\"owedByMe\":-300", "tab", "show", tab)
                        .path("owedByMe")
                        .asInt());
        pay(reader, "\"confirmed\":300", pay);
        assertNotEquals(Exit.OK, run(reader, "pay", "settle", pay, "2"));
        assertTrue(typed.err().contains("month is paid"), typed.err());
        one(reader, "pay", "end", pay);

        String once = one(reader, "pay", "signal", article, "--for", "More", "--amount", "4", "--unit", "EUR")
                .path("pay")
                .asText();
        pay(writer, "\"state\":\"accepted\"", once);
        pay(reader, "\"state\":\"accepted\"", once);
        one(reader, "pay", "set-aside", once, "4", "--until", in(1));
        pay(writer, "\"state\":\"escrowed\"", once);
        sees(reader, "\"setAside\":[{", "tab", "show", tab);
        assertNotEquals(Exit.OK, run(reader, "pay", "refund", once), "its time is not over");
        assertTrue(typed.err().contains("time is not over"), typed.err());
        one(writer, "pay", "refund", once, "There is no more");
        assertEquals(
                "refunded",
                pay(reader, "\"state\":\"refunded\"", once).path("state").asText());
        assertEquals(
                700,
                sees(reader, "\"setAside\":[]", "tab", "show", tab)
                        .path("headroom")
                        .asInt(),
                "all but what is owed is free again");
    }

    private String in(int hours) {
        return Instant.ofEpochMilli(System.currentTimeMillis() + hours * HOUR_MILLIS)
                .toString();
    }

    @Test
    void whatWasUsedIsPaidByABankAndOnlySaidUntilItIsConfirmed() throws IOException {
        meet();
        String pay = one(
                        reader,
                        "pay",
                        "signal",
                        article,
                        "--for",
                        "Hedges",
                        "--amount",
                        "0.50",
                        "--unit",
                        "EUR",
                        "--when",
                        "per_use",
                        "--by",
                        "sepa",
                        "--by",
                        "cash")
                .path("pay")
                .asText();
        pay(writer, "\"state\":\"offered\"", pay);
        assertNotEquals(Exit.OK, run(writer, "pay", "accept", pay, "--by", "sepa=DE89370400440532013001/Ana Baker"));
        assertTrue(typed.err().contains("IBAN"), typed.err());
        one(writer, "pay", "accept", pay, "--by", "sepa=DE89 3704 0044 0532 0130 00/Ana Baker");
        pay(reader, "\"state\":\"accepted\"", pay);
        assertNotEquals(Exit.OK, run(reader, "pay", "settle", pay), "nothing was used");
        one(reader, "usage", "add", "Hedges", "--count", "2");
        one(reader, "usage", "add", "Hedges");
        kill(writer);
        JsonNode said = one(reader, "pay", "settle", pay, "--reference", "Hedges 3");
        assertEquals("said", said.path("state").asText());
        assertEquals(150, said.path("payments").get(0).path("amount").asInt());
        assertEquals(
                "said", pay(writer, "\"state\":\"said\"", pay).path("state").asText());
        one(writer, "pay", "confirm", pay);
        assertEquals(
                "accepted", pay(reader, "\"confirmed\":150", pay).path("state").asText());
        one(writer, "pay", "refund", pay, "Too much", "--payment", "1");
        assertEquals(
                0, pay(reader, "\"how\":\"refunded\"", pay).path("confirmed").asInt());
    }
}
