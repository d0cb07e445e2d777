package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody names a persona, changes its key, writes the words down and makes a home of them, all without a node that runs. */
class PersonaCommandsTest {
    private static final String WORDS =
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon" + " abandon about";

    private final Typed typed = new Typed();

    @TempDir
    private Path folder;

    private int run(String home, String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "--json";
        all[1] = "--home";
        all[2] = folder.resolve(home).toString();
        System.arraycopy(words, 0, all, 3, words.length);
        return typed.run(all);
    }

    private JsonNode json(String home, String... words) throws IOException {
        int exit = run(home, words);
        return new ObjectMapper().readTree(exit == 0 ? typed.out() : typed.err());
    }

    private String code(String home, String... words) throws IOException {
        return json(home, words).path("error").path("code").asText();
    }

    @Test
    void aNameIsBegunRotatedAndForgotten() throws IOException {
        run("home", "init");
        JsonNode begun = json("home", "persona", "new", "Ana");
        assertEquals(1, begun.path("keySequence").asInt());
        assertTrue(typed.err().contains("No node runs"));
        assertEquals("duplicate", code("home", "persona", "new", "Ana"));
        String did = json("home", "persona", "show", "Ana").path("did").asText();
        JsonNode rotated = json("home", "persona", "rotate", "Ana");
        assertEquals(2, rotated.path("keySequence").asInt());
        assertEquals(begun.path("id"), rotated.path("id"));
        assertNotEquals(did, json("home", "did", "show", "Ana").path("did").asText());
        assertEquals("usage", code("home", "persona", "forget", "Ana"));
        assertEquals(
                "ended",
                json("home", "persona", "forget", "Ana", "--yes").path("state").asText());
        assertEquals("ended", json("home", "persona", "list").path("state").asText());
        assertEquals("unknown_author", code("home", "persona", "rotate", "Ana"));
        assertEquals("unknown_persona", code("home", "persona", "show", "Bo"));
    }

    @Test
    void theSameWordsGiveTheSameKeys() throws IOException {
        typed.in(WORDS.toUpperCase(Locale.ROOT).replace(" ", "   ") + "\n");
        assertEquals(12, json("one", "persona", "restore").path("words").asInt());
        Path file = Files.writeString(folder.resolve("words"), WORDS + "\n");
        run("two", "persona", "restore", "--words-file", file.toString());
        run("one", "init");
        assertEquals(WORDS, json("one", "persona", "words").path("words").asText());
        assertEquals("configuration", code("one", "persona", "restore", "--words-file", file.toString()));
        run("three", "init", "--words", "24");
        assertEquals(
                24, json("three", "persona", "words").path("words").asText().split(" ").length);
        assertEquals(Exit.USAGE, run("four", "init", "--words", "13"));
    }

    @Test
    void wrongWordsAreToldAndMakeNothing() throws IOException {
        for (String wrong : new String[] {
            WORDS.replace("about", "abot"), WORDS.replace("about", "zoo"), WORDS.substring(8), "abandon"
        }) {
            typed.in(wrong + "\n");
            JsonNode error = json("home", "persona", "restore").path("error");
            assertEquals("wrong_words", error.path("code").asText(), wrong);
            assertFalse(error.path("message").asText().contains("abot"));
            assertFalse(Files.exists(folder.resolve("home")));
        }
    }

    @Test
    void aDidIsToldWithoutAHome() throws IOException {
        String key = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
        assertEquals(
                "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29",
                json("none", "did", "show", key).path("key").asText());
        assertEquals(Exit.USAGE, run("none", "did", "show", "did:web:example.org"));
        assertEquals(Exit.USAGE, run("none", "did", "show", "did:peer:4zQm"));
    }
}
