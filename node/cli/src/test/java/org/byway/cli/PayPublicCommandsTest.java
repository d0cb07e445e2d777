package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Somebody says to everybody what she would pay, without her name; who answers is paid so, over nodes that are killed. */
class PayPublicCommandsTest extends OnNodes {
    private ChildNode payer;
    private ChildNode singer;

    private void meet() throws IOException {
        payer = up("payer");
        singer = up("singer");
        one(singer, "join", payer.fact("invite"), "--wait", "60");
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

    private void kill(ChildNode node) throws IOException {
        node.kill();
        up(node);
    }

    private String signals(String... how) throws IOException {
        String[] command = new String[how.length + 9];
        System.arraycopy(
                new String[] {"pay", "signal", "--public", "--for", "A song", "--amount", "2..5", "--unit", "EUR"},
                0,
                command,
                0,
                9);
        System.arraycopy(how, 0, command, 9, how.length);
        return one(payer, command).path("id").asText();
    }

    @Test
    void whoAnswersIsPaidAsEverybodyWasTold() throws IOException {
        meet();
        String record = signals("--kind", "byway:music", "--payees", "2");
        kill(payer);
        JsonNode listed = sees(singer, record, "pay", "list", "--public");
        assertEquals("A song", listed.path("for").asText());
        assertFalse(listed.path("own").asBoolean());
        assertNotEquals(Exit.OK, run(singer, "pay", "answer", record, "--by", "sepa=DE89370400440532013000/Ana"));
        assertTrue(typed.err().contains("would not pay so"), typed.err());
        assertEquals(Exit.FAILED, run(payer, "pay", "answer", record));
        assertTrue(typed.err().contains("own_signal"), typed.err());
        one(singer, "pay", "answer", record, "--by", "cash");
        kill(singer);

        sees(payer, "\"state\":\"offered\"", "pay", "list");
        sees(singer, "\"state\":\"accepted\"", "pay", "list");
        JsonNode pay = sees(payer, "\"state\":\"accepted\"", "pay", "list");
        assertEquals("me", pay.path("payer").asText());
        assertEquals(record, pay.path("about").asText());
        String id = pay.path("pay").asText();
        assertNotEquals(Exit.OK, run(payer, "pay", "settle", id, "6", "--by", "cash"));
        one(payer, "pay", "settle", id, "3", "--by", "cash");
        sees(singer, "\"state\":\"said\"", "pay", "show", id);
        one(singer, "pay", "confirm", id);
        sees(payer, "\"confirmed\":300", "pay", "show", id);

        one(payer, "pay", "withdraw", record);
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(singer, "pay", "list", "--public") == Exit.OK
                                && !typed.out().contains(record)),
                typed.err());
        assertNotEquals(Exit.OK, run(payer, "pay", "withdraw", record));
    }

    @Test
    void whereOnePayeeIsNamedNobodyElseAnswers() throws IOException {
        meet();
        String offer = one(singer, "offer", "post", "--title", "Songs", "--seller", "Ana")
                .path("id")
                .asText();
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(payer, "offer", "show", offer) == Exit.OK), typed.err());
        String record = signals(offer);
        sees(singer, record, "pay", "list", "--public");
        assertNotEquals(Exit.OK, run(singer, "pay", "answer", record));
        assertTrue(typed.err().contains("meant for one payee"), typed.err());
        one(singer, "pay", "answer", record, "--as", "Ana");
        sees(payer, "\"state\":\"offered\"", "pay", "list");
        sees(singer, "\"state\":\"accepted\"", "pay", "list");
        assertEquals(
                "me",
                sees(payer, "\"state\":\"accepted\"", "pay", "list")
                        .path("payer")
                        .asText());
        assertNotEquals(
                Exit.OK,
                run(
                        payer,
                        "pay",
                        "signal",
                        "--public",
                        "--for",
                        "A song",
                        "--amount",
                        "2",
                        "--unit",
                        "EUR",
                        "--uri",
                        "no uri"));
        assertTrue(typed.err().contains("URI"), typed.err());
        assertNotEquals(Exit.OK, run(payer, "pay", "signal", "--for", "A song", "--amount", "2", "--unit", "EUR"));
        assertTrue(typed.err().contains("to whom"), typed.err());
    }
}
