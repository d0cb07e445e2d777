package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Somebody takes all that a vault keeps to another home with a node of its own, by a folder. */
class FolderCommandsTest extends OnNodes {
    private ChildNode alice;
    private Path words;
    private Path exported;

    /** A name that has changed its key, an offer, and a conversation with a photo. */
    private String live() throws IOException {
        alice = up("alice");
        ChildNode bob = up("bob");
        one(bob, "join", alice.fact("invite"), "--wait", "60");
        one(alice, "persona", "new", "Ana");
        String offer = one(alice, "offer", "post", "--title", "Bicycle", "--seller", "Ana")
                .path("id")
                .asText();
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(bob, "offer", "show", offer) == Exit.OK), typed.err());
        Path photo = Files.write(folder.resolve("photo.jpg"), KeptAtNodeTest.photo());
        one(bob, "message", "send", offer, "Is it this one?", "--photo", photo.toString());
        String talk = one(alice, "inbox", "--follow", "--count", "1", "--timeout", "90")
                .path("conversation")
                .asText();
        one(alice, "message", "send", talk, "It is", "--reply-to", "1");
        words = Files.writeString(
                folder.resolve("words"),
                one(alice, "persona", "words").path("words").asText() + "\n");
        exported = folder.resolve("exported");
        return talk;
    }

    private List<JsonNode> told(ChildNode at, String talk) throws IOException {
        List<JsonNode> told = new ArrayList<>(all(at, "persona", "list"));
        for (JsonNode line : all(at, "message", "list")) {
            // There it waits for the other side.
            ((ObjectNode) line).remove("state");
            told.add(line);
        }
        told.addAll(all(at, "message", "show", talk, "--unread"));
        told.addAll(all(at, "offer", "list"));
        return told;
    }

    @Test
    void anotherHomeWithANodeOfItsOwnTellsTheSame() throws IOException {
        String talk = live();
        JsonNode done = one(alice, "vault", "export", "--to", exported.toString());
        assertEquals(2, done.path("letters").asInt());
        assertEquals(1, done.path("photos").asInt());
        List<JsonNode> before = told(alice, talk);
        try (Stream<Path> all = Files.list(exported.resolve("records"))) {
            for (Path bundle : all.toList()) {
                assertTrue(one(alice, "record", "verify", bundle.toString())
                        .path("valid")
                        .asBoolean());
            }
        }
        assertEquals(Exit.FAILED, run(alice, "vault", "export", "--to", exported.toString()), "it is not empty");

        JsonNode found = one(alice, "vault", "search", "this", "ONE");
        assertEquals("letter", found.path("found").asText());
        assertEquals(talk, found.path("conversation").asText());
        assertEquals(1, found.path("letter").asInt());
        assertEquals(
                "offer", one(alice, "vault", "search", "bicycle").path("found").asText());
        assertEquals(List.of(), all(alice, "vault", "search", "elephant"));
        assertEquals(Exit.USAGE, run(alice, "vault", "search", "?!"));

        ChildNode other = new ChildNode("other", folder);
        one(other, "vault", "import", exported.toString(), "--words-file", words.toString());
        alice.kill();
        copy(alice.home().nodeFolder(), other.home().nodeFolder());
        up(other);
        assertEquals(before, told(other, talk));
        assertEquals(Exit.FAILED, run(other, "message", "send", talk, "From here"), "the other side is to tell first");
        assertEquals(Exit.FAILED, run(other, "persona", "rotate", "Ana"), "newer may have been said");
    }

    /** The community's node goes with its folder: what its host has there is no part of a vault. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path there = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(there);
                } else if (Files.isRegularFile(each)) {
                    Files.copy(each, there, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    @Test
    void aFolderThatIsNotRightOrNotOnesOwnMakesNoHome() throws IOException {
        live();
        one(alice, "vault", "export", "--to", exported.toString());
        ChildNode other = new ChildNode("other", folder);
        Path others = Files.writeString(folder.resolve("others"), "abandon ".repeat(11) + "about\n");
        refused(other, "These words are not", others);
        Path vault = exported.resolve("vault.jsonl");
        byte[] whole = Files.readAllBytes(vault);
        Files.write(vault, Arrays.copyOf(whole, whole.length - 7));
        refused(other, "altered or cut short", words);
        Files.delete(vault);
        refused(other, "is missing", words);
        Files.write(vault, whole);
        assertEquals(
                Exit.CONFIGURATION,
                run(alice, "vault", "import", exported.toString(), "--words-file", words.toString()));
        one(other, "vault", "import", exported.toString(), "--words-file", words.toString());
    }

    private void refused(ChildNode other, String why, Path words) {
        assertEquals(Exit.FAILED, run(other, "vault", "import", exported.toString(), "--words-file", words.toString()));
        assertTrue(typed.err().contains(why), typed.err());
        assertFalse(Files.exists(other.home().folder()), "nothing is left");
    }
}
