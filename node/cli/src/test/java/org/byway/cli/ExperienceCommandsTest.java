package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two people of two communities tell how their deal went, and a third reads it, over nodes that are killed. */
class ExperienceCommandsTest extends OnNodes {
    /** A statement, a wish and an answer go each way; some of them in one letter. */
    private static final int MOST_TOKEN_LETTERS = 4;

    private ChildNode baker;
    private ChildNode guest;
    private ChildNode reader;

    /** An offer of the baker's, in a community to which the others have joined. */
    private JsonNode market() throws IOException {
        baker = up("baker");
        guest = up("guest");
        reader = up("reader");
        one(guest, "join", baker.fact("invite"), "--wait", "60");
        one(reader, "join", baker.fact("invite"), "--wait", "60");
        one(reader, "join", guest.fact("invite"), "--wait", "60");
        JsonNode offer = one(baker, "offer", "post", "--title", "Bread");
        String id = offer.path("id").asText();
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(guest, "offer", "show", id) == Exit.OK), typed.err());
        return offer;
    }

    private String agreed(String offer) throws IOException {
        String deal = one(guest, "deal", "quote", offer, "--get", "1 x Loaf of rye", "--give", "4.00 EUR")
                .path("deal")
                .asText();
        assertTrue(Patience.until(
                PATIENCE_MILLIS, () -> run(baker, "inbox") == Exit.OK && run(baker, "deal", "show", deal) == Exit.OK));
        baker.kill();
        up(baker);
        one(baker, "deal", "accept", deal);
        return deal;
    }

    /** Tells it as soon as the other side has signed; both fetch meanwhile. */
    private String publish(ChildNode who, ChildNode other, String deal, String... words) throws IOException {
        String[] all = new String[words.length + 3];
        all[0] = "experience";
        all[1] = "publish";
        all[2] = deal;
        System.arraycopy(words, 0, all, 3, words.length);
        assertTrue(
                Patience.until(PATIENCE_MILLIS, () -> run(other, "inbox") == Exit.OK && run(who, all) == Exit.OK),
                typed.err());
        return lines().get(0).path("id").asText();
    }

    private List<JsonNode> seen(String subject, Predicate<List<JsonNode>> fits) throws IOException {
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(reader, "experience", "list", subject) == Exit.OK && fits.test(lines())),
                () -> typed.out() + typed.err());
        return lines();
    }

    @Test
    void bothTellAndAThirdReadsIt() throws IOException {
        JsonNode offer = market();
        String subject = offer.path("author").asText();
        String deal = agreed(offer.path("id").asText());
        String told = publish(guest, baker, deal, "--rating", "4", "--manner", "sale", "Good bread, a little late");
        String back = publish(baker, guest, deal, "--rating", "5", "Came and paid");
        assertFalse(told.equals(back));
        List<JsonNode> read = seen(subject, lines -> lines.size() == 2);
        assertEquals(1, read.get(0).path("experiences").asInt());
        assertEquals(1, read.get(0).path("authors").asInt());
        assertEquals(1, read.get(0).path("communities").asInt());
        assertEquals(4.0, read.get(0).path("rating").asDouble());
        assertEquals(told, read.get(1).path("id").asText());
        assertEquals("sale", read.get(1).path("manner").asText());

        // The token was shown: the same deal cannot be told a second time.
        assertEquals(Exit.FAILED, run(guest, "experience", "publish", deal, "--rating", "1", "Again"));
        assertTrue(typed.err().contains("duplicate"), typed.err());
        answeredAmendedAndCarried(subject, told);
        one(guest, "experience", "retract", told(subject));
        seen(subject, List::isEmpty);
        assertEquals(Exit.FAILED, run(guest, "experience", "amend", told, "--rating", "1"));
    }

    private String told(String subject) throws IOException {
        return all(reader, "experience", "list", subject).get(1).path("id").asText();
    }

    private void answeredAmendedAndCarried(String subject, String told) throws IOException {
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(baker, "experience", "reply", told, "The oven was broken") == Exit.OK),
                typed.err());
        assertEquals(Exit.FAILED, run(guest, "experience", "reply", told, "Not mine to answer"));
        seen(subject, lines -> lines.size() == 2 && lines.get(1).has("reply"));
        one(guest, "experience", "amend", told, "--rating", "5");
        List<JsonNode> read = seen(
                subject,
                lines -> lines.size() == 2 && lines.get(1).path("rating").asInt() == 5);
        assertTrue(read.get(1).path("amended").asBoolean());
        assertTrue(read.get(1).path("reply").path("earlier").asBoolean());
        assertEquals("Good bread, a little late", read.get(1).path("text").asText());

        Path file = folder.resolve("mine.exp");
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(baker, "experience", "list", "--mine") == Exit.OK
                                && lines().get(0).path("rating").asDouble() == 5.0),
                () -> typed.out() + typed.err());
        one(baker, "experience", "carry", "--to", file.toString());
        baker.stop();
        Path nowhere = folder.resolve("nowhere");
        assertEquals(2, all(nowhere, "experience", "carry", file.toString()).size());
        assertFalse(Files.exists(nowhere));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Path altered = folder.resolve("altered.exp");
        Files.write(altered, bytes);
        assertEquals(Exit.FAILED, run(nowhere, "experience", "carry", altered.toString()));
        assertTrue(typed.out().contains("\"refused\""), typed.out());
        up(baker);
    }

    /** All that a token is made of comes of the words and the letters. */
    @Test
    void whatWasSignedBeforeALossIsToldAfterIt() throws IOException {
        JsonNode offer = market();
        String deal = agreed(offer.path("id").asText());
        String talk = one(guest, "deal", "show", deal).path("conversation").asText();
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(baker, "inbox") == Exit.OK
                                && run(guest, "inbox") == Exit.OK
                                && run(guest, "message", "show", talk) == Exit.OK
                                && tokens() >= MOST_TOKEN_LETTERS),
                () -> typed.out() + typed.err());
        String http = baker.fact("http");
        Path words = folder.resolve("words");
        Files.writeString(words, one(guest, "persona", "words").path("words").asText() + "\n");
        assertEquals(Exit.OK, run(guest, "vault", "backup", "--node", http), typed.err());
        guest.kill();
        delete(guest.home().agentFolder());
        assertEquals(
                Exit.OK, run(guest, "vault", "restore", "--words-file", words.toString(), "--node", http), typed.err());
        up(guest);
        String told = publish(guest, baker, deal, "--rating", "5");
        List<JsonNode> read = seen(offer.path("author").asText(), lines -> lines.size() == 2);
        assertEquals(told, read.get(1).path("id").asText());
    }

    private long tokens() {
        return lines().stream()
                .filter(line -> line.path("kind").asText().equals("token"))
                .count();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
