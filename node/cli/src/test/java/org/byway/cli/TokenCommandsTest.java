package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Members cast intents that their node cannot tell from each other's. */
class TokenCommandsTest extends OnNodes {
    private Path member(ChildNode at, String name) throws IOException {
        Path home = folder.resolve(name);
        one(
                home,
                "init",
                "--at",
                one(at, "community", "member", "invite").path("link").asText());
        return home;
    }

    /** What the node keeps of tokens, all of it. */
    private static byte[] kept(ChildNode node) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.list(node.home().folder().resolve("node/tokens"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                all.writeBytes(Files.readAllBytes(file));
            }
        }
        return all.toByteArray();
    }

    @Test
    void whatIsCastByNobodyIsPaidForByATokenAndAsOftenAsTheCharterSays() throws IOException {
        ChildNode a = up("a");
        one(a, "community", "revise", "--admission", "invite", "--anonymous-posts", "3", "--daily-posts", "2");
        assertEquals(3, one(a, "community", "show").path("anonymousPosts").asInt());
        Path ana = member(a, "ana");
        Path bo = member(a, "bo");
        for (String title : List.of("A ladder", "A drill", "A tent")) {
            one(ana, "intent", "cast", "--title", title);
        }
        assertEquals(Exit.FAILED, run(ana, "intent", "cast", "--title", "A boat"));
        assertTrue(typed.err().contains("A member draws 3 tokens in a day"), typed.err());
        assertTrue(typed.err().contains("is kept here"), typed.err());
        a.kill();
        up(a);
        assertEquals(Exit.FAILED, run(ana, "intent", "cast", "--title", "A car"), "a kill gives nobody more");
        one(bo, "intent", "cast", "--title", "A bicycle");
        assertEquals(4, all(a, "intent", "list").size());

        String text = new String(kept(a), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("ladder"), "it keeps digests alone");

        one(a, "community", "revise", "--anonymous-posts", "0");
        one(bo, "intent", "cast", "--title", "A hammer");
        one(bo, "intent", "cast", "--title", "A nail");
        assertEquals(Exit.FAILED, run(bo, "intent", "cast", "--title", "A wall"));
        assertTrue(typed.err().contains("2 records in a day"), "without tokens it is known who posts: " + typed.err());

        JsonNode stranger = one(
                folder.resolve("eve"),
                "init",
                "--at",
                one(a, "invite", "--person").path("link").asText());
        assertFalse(stranger.isMissingNode());
        assertEquals(Exit.FAILED, run(folder.resolve("eve"), "intent", "cast", "--title", "Spam"));
        assertTrue(typed.err().contains("no member"), typed.err());
    }
}
