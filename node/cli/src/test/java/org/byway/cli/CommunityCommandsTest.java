package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A community that answers for itself: its charter is revised by its stewards, and every node goes by it. */
class CommunityCommandsTest extends OnNodes {
    private String person(ChildNode at) throws IOException {
        return one(at, "invite", "--person").path("link").asText();
    }

    private Path homeAt(String name, ChildNode at) throws IOException {
        Path home = folder.resolve(name);
        one(home, "init", "--at", person(at));
        return home;
    }

    private static boolean await(Check check) {
        return Patience.until(PATIENCE_MILLIS, () -> {
            try {
                return check.holds();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private interface Check {
        boolean holds() throws IOException;
    }

    private long offers(Path home) throws IOException {
        return all(home, "offer", "list").size();
    }

    @Test
    void oneStewardRevisesAndNeighboursKnow() throws IOException {
        ChildNode a = up("a");
        ChildNode b = up("b");
        one(b, "join", a.fact("invite"));
        JsonNode before = one(a, "community", "show");
        assertEquals(0, before.path("sequence").asInt());
        JsonNode told = one(
                a,
                "community",
                "revise",
                "--name",
                "Lindenau",
                "--rule",
                "Be kind.",
                "--rule",
                "Say what is broken.",
                "--minimum-age",
                "16",
                "--adults",
                "byway:wine",
                "--sanction",
                "remind",
                "--sanction",
                "remove");
        assertEquals("in-force", told.path("state").asText());
        JsonNode now = one(a, "community", "show");
        assertEquals(1, now.path("sequence").asInt());
        assertEquals("Lindenau", now.path("name").asText());
        assertEquals(
                "Be kind.\nSay what is broken.", now.path("rules").path("text").asText());
        assertEquals(before.path("community"), now.path("community"));
        assertTrue(one(a, "status").toString().contains("Lindenau"));
        assertTrue(await(() -> one(b, "status").toString().contains("Lindenau")), "neighbours hear of it");

        one(a, "offer", "post", "--title", "Bread");
        assertTrue(await(() -> offers(b.home().folder()) == 1), "records go on after it");
        a.kill();
        up(a);
        assertTrue(one(a, "status").toString().contains("Lindenau"), "a start changes nothing");

        assertEquals(Exit.USAGE, run(a, "community", "revise", "--name", "Lindenau"), "nothing is changed");
        assertEquals(Exit.USAGE, run(a, "community", "revise", "--admission", "some"));
        assertEquals(Exit.USAGE, run(a, "community", "revise", "--threshold", "2"));
        assertEquals(Exit.FAILED, run(a, "community", "revise", "--currency", "euro"), "the node refuses it");
        assertEquals(
                Exit.FAILED,
                run(
                        a,
                        "community",
                        "steward",
                        "remove",
                        now.path("stewards").path(0).asText()));
    }

    @Test
    void aThresholdOfTwoNeedsTwoHomes() throws IOException {
        ChildNode a = up("a");
        Path other = homeAt("other", a);
        String key = one(other, "community", "steward", "key").path("key").asText();
        assertEquals(Exit.FAILED, run(other, "community", "revise", "--name", "Mine"), "no steward yet");
        JsonNode draft = one(a, "community", "steward", "add", key, "--threshold", "2");
        assertEquals("draft", draft.path("state").asText());
        assertEquals(1, draft.path("lacking").asInt());
        String line = draft.path("draft").asText();
        Path file = Files.writeString(folder.resolve("draft.txt"), line + "\n");
        assertEquals(
                1,
                one(other, "community", "endorse", "--show", line)
                        .path("lacking")
                        .asInt());
        assertEquals(
                "in-force",
                one(other, "community", "endorse", file.toString())
                        .path("state")
                        .asText());
        assertEquals(2, one(a, "community", "show").path("stewards").size());

        JsonNode named = one(other, "community", "revise", "--name", "Ours");
        assertEquals("draft", named.path("state").asText());
        assertEquals(
                "draft",
                one(other, "community", "endorse", named.path("draft").asText())
                        .path("state")
                        .asText());
        one(a, "community", "endorse", named.path("draft").asText());
        assertEquals("Ours", one(other, "community", "show").path("name").asText());
        assertEquals(Exit.FAILED, run(a, "community", "endorse", line), "it is of before");
        String bad = line.substring(0, line.length() - 6) + "AAAAAA";
        assertEquals(Exit.USAGE, run(a, "community", "endorse", bad));
        assertEquals(Exit.USAGE, run(a, "community", "endorse", "nothing"));
    }

    @Test
    void aSecondNodePostmarksUntilItIsDropped() throws IOException {
        ChildNode a = up("a");
        ChildNode far = up("far");
        one(far, "join", a.fact("invite"));
        Path secondHome = folder.resolve("second");
        String node =
                one(secondHome, "init", "--second", person(a)).path("node").asText();
        one(a, "community", "node", "add", node);
        ChildNode second = up(new ChildNode("second", folder));
        assertEquals(a.fact("community"), second.fact("community"));

        Path member = folder.resolve("member");
        one(member, "init", "--at", "127.0.0.1:" + second.fact("http").replaceAll(".*:", ""));
        assertTrue(
                await(() -> run(member, "offer", "post", "--title", "Bread") == Exit.OK),
                "it postmarks as soon as it has the charter that names it");
        assertTrue(await(() -> offers(a.home().folder()) >= 1), "the first node takes it");
        assertTrue(await(() -> offers(far.home().folder()) >= 1), "and so do neighbours");

        one(a, "community", "node", "remove", node);
        assertTrue(await(() -> run(member, "offer", "post", "--title", "Salt") == Exit.FAILED), "it is let in no more");
        List<JsonNode> left = all(a, "community", "show");
        assertEquals(node, left.get(0).path("dropped").path(0).path("node").asText());
        assertEquals(Exit.FAILED, run(a, "community", "node", "remove", node));
    }
}
