package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * Two people of two communities speak by the command line, never at the same time, while their nodes are killed (SIGKILL) in between.
 */
class ConversationCommandsTest extends OnNodes {
    @Test
    void twoWhoAreNeverThereTogetherSpeakWhileTheirNodesDie() throws IOException {
        ChildNode alice = up("alice");
        ChildNode bob = up("bob");
        one(bob, "join", alice.fact("invite"), "--wait", "60");
        String want = one(alice, "intent", "cast", "--title", "Bicycle wanted", "--sealed", "Ring twice")
                .path("id")
                .asText();
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(bob, "intent", "show", want) == Exit.OK), typed.err());

        alice.kill();
        JsonNode asked = one(bob, "message", "send", want, "I have a red one", "--deliver-by", "2100-01-01T00:00:00Z");
        assertEquals("queued", asked.path("delivery").asText());
        String talk = asked.path("conversation").asText();
        bob.kill();
        up(alice);
        up(bob);

        JsonNode came = one(alice, "inbox", "--follow", "--count", "1", "--timeout", "90");
        assertEquals("I have a red one", came.path("text").asText());
        assertEquals(talk, came.path("conversation").asText());
        assertEquals(
                "me",
                one(alice, "message", "send", talk, "What does it cost?", "--reply-to", "1")
                        .path("from")
                        .asText());
        assertEquals(Exit.OK, run(alice, "message", "show", talk), typed.err());

        bob.kill();
        up(bob);
        List<JsonNode> told = told(bob, 2);
        assertEquals("body-key", told.get(0).path("kind").asText());
        assertEquals("What does it cost?", told.get(1).path("text").asText());
        assertEquals(1, told.get(1).path("replyTo").asInt());
        assertEquals(Exit.OK, run(bob, "message", "show", talk, "2"), typed.err());
        assertEquals("Ring twice", lines().get(1).path("sealed").asText());
        assertEquals(Exit.OK, run(bob, "outbox", "--all"), typed.err());
        assertEquals("read", lines().get(0).path("delivery").asText());
        assertNothingOfItOnDisk(alice, bob);
    }

    @Test
    void whoeverHasTheWordsHasAllOfItAgain() throws IOException {
        ChildNode alice = up("alice");
        ChildNode bob = up("bob");
        one(bob, "join", alice.fact("invite"), "--wait", "60");
        String offer = one(alice, "offer", "post", "--title", "Bicycle", "--seller", "Alice")
                .path("id")
                .asText();
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(bob, "offer", "show", offer) == Exit.OK), typed.err());
        String talk = one(bob, "message", "send", offer, "Is it there?")
                .path("conversation")
                .asText();
        told(alice, 1);
        one(alice, "message", "send", talk, "It is");
        told(bob, 1);
        Path words = folder.resolve("words");
        Files.writeString(words, one(bob, "persona", "words").path("words").asText() + "\n");
        String http = alice.fact("http");
        assertEquals(Exit.OK, run(bob, "vault", "backup", "--node", http), typed.err());
        assertEquals(1, lines().get(0).path("number").asInt());
        one(bob, "message", "send", talk, "after the snapshot");
        told(alice, 1);
        one(alice, "message", "send", talk, "while the device was lost");
        assertEquals(Exit.OK, run(bob, "vault", "backup", "--node", http), typed.err());
        assertTrue(lines().get(0).path("sent").asInt() > 0);

        bob.kill();
        delete(bob.home().agentFolder());
        String wrong = "abandon ".repeat(11) + "about";
        Path others = Files.writeString(folder.resolve("others"), wrong + "\n");
        assertEquals(Exit.FAILED, run(bob, "vault", "restore", "--words-file", others.toString(), "--node", http));
        assertFalse(bob.home().exists());
        assertEquals(
                Exit.OK, run(bob, "vault", "restore", "--words-file", words.toString(), "--node", http), typed.err());
        JsonNode back = lines().get(0);
        assertEquals(1, lines().get(1).path("asked").asInt());
        assertEquals(2, back.path("number").asInt());
        up(bob);
        assertEquals(
                Exit.CONFIGURATION, run(bob, "vault", "restore", "--words-file", words.toString(), "--node", http));
        assertEquals(Exit.FAILED, run(bob, "message", "send", talk, "a second statement"));
        assertTrue(typed.err().contains("how far"), typed.err());
        told(bob, 1);
        assertEquals(Exit.OK, run(alice, "inbox"), typed.err());
        assertTrue(Patience.until(
                PATIENCE_MILLIS,
                () -> run(bob, "message", "send", talk, "here again") == Exit.OK || run(bob, "inbox") != Exit.OK));
        told(alice, 1);
        assertEquals(Exit.OK, run(alice, "message", "show", talk), typed.err());
        assertEquals(
                List.of("Is it there?", "It is", "after the snapshot", "while the device was lost", "here again"),
                lines().stream().map(line -> line.path("text").asText()).toList());
    }

    @Test
    void twoHomesOfOnePersonEachGetWhatIsWrittenToThem() throws IOException {
        ChildNode alice = up(new ChildNode("alice", folder));
        ChildNode bob = up(new ChildNode("bob", folder));
        ChildNode laptop = new ChildNode("laptop", folder);
        one(bob, "join", alice.fact("invite"), "--wait", "60");
        one(bob, "mailbox", "add", alice.fact("http"));
        String offer =
                one(alice, "offer", "post", "--title", "Bicycle").path("id").asText();
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(bob, "offer", "show", offer) == Exit.OK), typed.err());
        String talk = one(bob, "message", "send", offer, "Is it there?")
                .path("conversation")
                .asText();
        told(alice, 1);
        String file = folder.resolve("snapshot").toString();
        one(bob, "vault", "backup", "--to", file);
        Path words = folder.resolve("words");
        Files.writeString(words, one(bob, "persona", "words").path("words").asText() + "\n");
        one(laptop, "vault", "restore", "--words-file", words.toString(), "--from", file);
        assertEquals(Exit.OK, run(laptop, "inbox"), typed.err());

        one(alice, "message", "send", talk, "It is");
        assertEquals("It is", told(bob, 1).get(0).path("text").asText());
        assertEquals("It is", told(laptop, 1).get(0).path("text").asText(), "though the first home has it");

        assertEquals(Exit.OK, run(bob, "mailbox", "list"), typed.err());
        List<JsonNode> nodes = lines();
        assertEquals(2, nodes.size());
        String own = nodes.get(0).path("thisDevice").asText();
        List<String> devices = new ArrayList<>();
        nodes.get(1).path("devices").forEach(device -> devices.add(device.asText()));
        assertEquals(2, devices.size(), nodes.toString());
        assertTrue(devices.remove(own));
        assertEquals(Exit.FAILED, run(bob, "mailbox", "forget-device", own));
        assertTrue(typed.err().contains("own_device"), typed.err());
        assertEquals(Exit.FAILED, run(bob, "mailbox", "forget-device", "0000000"));
        assertTrue(typed.err().contains("unknown_device"), typed.err());
        JsonNode gone = one(bob, "mailbox", "forget-device", devices.get(0).substring(0, 8));
        assertEquals(devices.get(0), gone.path("device").asText());
        assertEquals(Exit.OK, run(bob, "mailbox", "list"), typed.err());
        assertEquals(own, lines().get(1).path("devices").path(0).asText());
        assertEquals(1, lines().get(1).path("devices").size());
    }

    @Test
    void aNameWhoseKeyWasChangedWhileItsNodeWasDeadIsAnsweredUnderTheNewOne() throws IOException {
        ChildNode alice = up("alice");
        ChildNode bob = up("bob");
        one(bob, "join", alice.fact("invite"), "--wait", "60");
        assertEquals(Exit.OK, run(alice, "persona", "new", "Alice"), typed.err());
        String stolen = one(alice, "offer", "post", "--title", "Bicycle", "--seller", "Alice")
                .path("id")
                .asText();
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(bob, "offer", "show", stolen) == Exit.OK), typed.err());

        alice.kill();
        run(alice, "persona", "rotate", "Alice");
        up(alice);
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> offered(bob).size() == 1 && !offered(bob).contains(stolen)),
                typed.err());
        List<String> anew = offered(bob);
        assertEquals(2, one(alice, "persona", "list").path("keySequence").asInt());

        String talk = one(bob, "message", "send", anew.get(0), "Is it there?")
                .path("conversation")
                .asText();
        told(alice, 1);
        one(alice, "message", "send", talk, "It is");
        assertEquals("It is", told(bob, 1).get(0).path("text").asText());
    }

    private List<String> offered(ChildNode node) {
        if (run(node, "offer", "list") != Exit.OK) {
            return List.of();
        }
        return typed.out()
                .lines()
                .map(line -> line.replaceAll(".*\"id\":\"([0-9a-f]{64})\".*", "$1"))
                .toList();
    }

    @Test
    void aPhotoGoesToWhoeverImportedAnOffer() throws IOException {
        ChildNode alice = up("alice");
        ChildNode bob = up("bob");
        one(bob, "join", alice.fact("invite"), "--wait", "60");
        Path rows = Files.writeString(folder.resolve("rows.csv"), "title,seller\nBicycle,Anna\nTent,Anna\n");
        one(alice, "offer", "import", rows.toString());
        assertTrue(Patience.until(
                PATIENCE_MILLIS,
                () -> run(bob, "offer", "list") == Exit.OK
                        && typed.out().lines().count() == 2));
        String offer = lines().get(0).path("id").asText();
        Path photo = folder.resolve("photo.jpg");
        for (byte[] bad : List.of(
                new byte[0],
                new byte[] {1, 2, 3},
                Arrays.copyOf(KeptAtNodeTest.photo(), KeptAtNodeTest.photo().length - 20))) {
            Files.write(photo, bad);
            assertEquals(Exit.FAILED, run(bob, "message", "send", offer, "Look", "--photo", photo.toString()));
            assertTrue(typed.err().contains("\"code\""), typed.err());
        }
        assertEquals(List.of(), all(bob, "message", "list"), "nothing was begun");
        Files.write(photo, KeptAtNodeTest.photo());
        JsonNode sent = one(bob, "message", "send", offer, "--photo", photo.toString());
        assertTrue(sent.path("photoBytes").asInt() > 0);

        String talk = told(alice, 1).get(0).path("conversation").asText();
        Path into = folder.resolve("photos");
        String file = one(alice, "message", "show", talk, "--photos", into.toString())
                .path("photo")
                .asText();
        assertEquals(into.resolve("001-them.jpg").toString(), file);
        byte[] came = Files.readAllBytes(Path.of(file));
        assertFalse(new String(came, StandardCharsets.ISO_8859_1).contains(KeptAtNodeTest.SECRET));
        assertEquals(80, ImageIO.read(Path.of(file).toFile()).getWidth());
        one(alice, "message", "show", talk, "--photos", into.toString());
        Files.write(Path.of(file), bad());
        assertEquals(Exit.FAILED, run(alice, "message", "show", talk, "--photos", into.toString()));
        assertArrayEquals(bad(), Files.readAllBytes(Path.of(file)), "what is there is not written over");
        one(alice, "message", "show", talk, "1", "--photo", file);
        assertArrayEquals(came, Files.readAllBytes(Path.of(file)));
        one(alice, "message", "send", talk, "Not that one");
        assertEquals(Exit.FAILED, run(alice, "message", "show", talk, "2", "--photo", file));
        assertEquals(Exit.USAGE, run(alice, "message", "show", talk, "--photo", file));
    }

    private static byte[] bad() {
        return "other".getBytes(StandardCharsets.UTF_8);
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Test
    void peopleAreNamedBlockedAndMet() throws IOException {
        ChildNode node = up("town");
        String offer = one(node, "offer", "post", "--title", "Bread", "--seller", "Baker")
                .path("id")
                .asText();
        String talk = one(node, "message", "send", offer, "Two for Saturday, please")
                .path("conversation")
                .asText();
        assertEquals(Exit.OK, run(node, "inbox"), typed.err());
        assertEquals(Exit.OK, run(node, "contact", "name", talk.substring(0, 8), "The baker"), typed.err());
        assertEquals("The baker", one(node, "message", "list").path("name").asText());
        String id = one(node, "appointment", "propose", "The baker", "Pick up", "--at", "2100-01-01T08:00:00Z")
                .path("id")
                .asText();
        Path calendar = folder.resolve("meet.ics");
        assertEquals(
                "proposed",
                one(node, "appointment", "list", "--ics", calendar.toString())
                        .path("state")
                        .asText());
        assertTrue(Files.readString(calendar).contains("DTSTART:21000101T080000Z"));
        assertEquals(Exit.FAILED, run(node, "appointment", "agree", id), "nobody agrees with himself");
        assertEquals(Exit.OK, run(node, "contact", "block", "The baker"), typed.err());
        assertEquals(Exit.FAILED, run(node, "message", "send", "The baker", "still there?"));
        assertTrue(typed.err().contains("blocked"), typed.err());
    }

    @Test
    void whatCannotBeIsRefusedWithAReason() throws IOException {
        ChildNode node = up("town");
        String silent = one(node, "offer", "post", "--title", "Bread", "--no-answers")
                .path("id")
                .asText();
        assertEquals(Exit.FAILED, run(node, "message", "send", silent, "hello"));
        assertTrue(typed.err().contains("names no address for letters"), typed.err());
        assertEquals(Exit.FAILED, run(node, "message", "send", "0".repeat(64), "hello"));
        assertEquals(Exit.FAILED, run(node, "message", "send", "nobody", "hello"));
        assertEquals(Exit.USAGE, run(node, "message", "send", silent));
        assertEquals(Exit.USAGE, run(node, "message", "send", silent, "x".repeat(20_000)));
        assertEquals(Exit.USAGE, run(node, "inbox", "--count", "1"));
        assertEquals(Exit.USAGE, run(node, "mailbox", "add", "nowhere"));
        assertEquals(Exit.FAILED, run(node, "mailbox", "add", "127.0.0.1:1"));
        assertEquals(Exit.USAGE, run(node, "appointment", "agree", "x"));
        assertEquals(Exit.FAILED, run(node, "contact", "agree", "0".repeat(32)));
        node.stop();
        assertEquals(Exit.FAILED, run(node, "inbox"));
        assertTrue(typed.err().contains("No node runs"), typed.err());
    }

    /** Letters as they come, by as many rounds as it takes. */
    private List<JsonNode> told(ChildNode node, int count) throws IOException {
        assertEquals(
                Exit.OK,
                run(node, "inbox", "--follow", "--count", Integer.toString(count), "--timeout", "90"),
                typed.err());
        return lines();
    }

    /** No file of either home holds a word of it in the clear. */
    private static void assertNothingOfItOnDisk(ChildNode... nodes) throws IOException {
        for (ChildNode node : nodes) {
            try (var files = Files.walk(node.home().folder())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertFalse(text.contains("red one") || text.contains("Ring twice"), file.toString());
                }
            }
        }
        assertNotEquals(0, nodes.length);
    }
}
