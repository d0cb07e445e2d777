package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.byway.agent.Home;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.junit.jupiter.api.Test;

/** People leave the node that they had, with their names, what they say and their conversations, while nodes are killed (SIGKILL). */
class MoveCommandsTest extends OnNodes {
    private static final long PATIENCE_MILLIS = 120_000;

    @Test
    void whoseNodeIsDeadMovesToAnotherCommunityAndIsStillWrittenTo() throws IOException {
        ChildNode alice = up("alice");
        ChildNode carol = up("carol");
        one(carol, "join", alice.fact("invite"), "--wait", "60");
        one(alice, "persona", "new", "Alice");
        String bread = bread(alice);
        one(alice, "intent", "cast", "--title", "Bicycle");
        String talk = talk(alice, carol, bread);

        alice.kill();
        String invite = one(carol, "invite", "--person").path("link").asText();
        JsonNode moved = one(alice, "move", "--to", invite);
        assertEquals(2, moved.path("moved").asInt());
        assertFalse(moved.path("formerTold").asBoolean());
        assertEquals(carol.fact("community"), moved.path("community").asText());

        String anew = one(carol, "offer", "list").path("id").asText();
        assertNotEquals(bread, anew);
        JsonNode shown = one(carol, "offer", "show", anew);
        assertEquals(carol.fact("community"), shown.path("community").asText());
        assertEquals(1, all(carol, "intent", "list").size());

        one(carol, "message", "send", talk, "Are you still there?");
        assertEquals("Are you still there?", told(alice, 1).get(0).path("text").asText());
        carol.kill();
        up(carol);
        one(alice, "message", "send", talk, "I am here now");
        assertEquals("I am here now", told(carol, 1).get(0).path("text").asText());
        String other = one(carol, "message", "send", anew, "And one for Sunday")
                .path("conversation")
                .asText();
        assertEquals(other, told(alice, 1).get(0).path("conversation").asText());

        up(alice);
        HttpNode former = new HttpNode(alice.fact("http"), "");
        Bytes32 left = Bytes32.ofHex(alice.fact("community"));
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> live(former, left) == 0));
        assertTrue(one(alice, "move").path("formerTold").asBoolean());
        assertEquals(0, one(alice, "move").path("moved").asInt());
    }

    @Test
    void anExportedFolderIsTakenInByAnotherCommunityWithNamesAndConversations() throws IOException {
        ChildNode alice = up("alice");
        ChildNode carol = up("carol");
        one(carol, "join", alice.fact("invite"), "--wait", "60");
        String author = one(alice, "persona", "new", "Alice").path("id").asText();
        String bread = bread(alice);
        String talk = talk(alice, carol, bread);
        Path words = folder.resolve("words");
        Files.writeString(words, one(alice, "persona", "words").path("words").asText() + "\n");
        Path exported = folder.resolve("exported");
        assertEquals(Exit.OK, run(alice, "vault", "export", "--to", exported.toString()), typed.err());
        alice.kill();

        Path home = folder.resolve("elsewhere");
        String invite = one(carol, "invite", "--person").path("link").asText();
        List<JsonNode> back =
                all(home, "vault", "import", "--words-file", words.toString(), "--at", invite, exported.toString());
        assertEquals(1, back.get(1).path("asked").asInt());
        assertEquals(1, one(home, "move").path("moved").asInt());
        JsonNode shown = one(
                carol, "offer", "show", one(carol, "offer", "list").path("id").asText());
        assertEquals(author, shown.path("author").asText());
        assertEquals(bread, shown.path("content").path("movedFrom").asText());
        assertEquals(2, all(home, "message", "show", talk).size());
        one(carol, "message", "send", talk, "Where are you?");
        assertEquals("Where are you?", told(home, 1).get(0).path("text").asText());
    }

    private String bread(ChildNode alice) throws IOException {
        return one(alice, "offer", "post", "--title", "Bread", "--seller", "Alice")
                .path("id")
                .asText();
    }

    /** Carol sees it at her node and asks, and is answered; the conversation. */
    private String talk(ChildNode alice, ChildNode carol, String bread) throws IOException {
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(carol, "offer", "show", bread) == Exit.OK), typed.err());
        String talk = one(carol, "message", "send", bread, "Two loaves, please")
                .path("conversation")
                .asText();
        told(alice, 1);
        one(alice, "message", "send", talk, "Gladly");
        told(carol, 1);
        return talk;
    }

    private static long live(NodePort node, Bytes32 community) {
        var query = new NodePort.Query(Kind.OFFER, community, 10, null);
        return node.list(query) instanceof Reply.Got<NodePort.Listing>(NodePort.Listing listing)
                ? listing.items().size()
                : -1;
    }

    @Test
    void whoHasNoNodeSpeaksByAnothersAndHasAllOfItAgainFromTheWords() throws IOException {
        ChildNode town = up("town");
        String invite = one(town, "invite", "--person").path("link").asText();
        Path dora = folder.resolve("dora");
        assertEquals(
                town.fact("community"),
                one(dora, "init", "--at", invite).path("community").asText());
        assertEquals(Exit.CONFIGURATION, run(dora, "init", "--at", invite));
        one(dora, "persona", "new", "Dora");
        String jam = one(dora, "offer", "post", "--title", "Jam", "--seller", "Dora")
                .path("id")
                .asText();
        String talk = one(town, "message", "send", jam, "Which fruit?")
                .path("conversation")
                .asText();
        assertEquals("Which fruit?", told(dora, 1).get(0).path("text").asText());
        one(dora, "vault", "backup");
        Path words = folder.resolve("words");
        Files.writeString(words, one(dora, "persona", "words").path("words").asText() + "\n");
        String plum = one(dora, "offer", "revise", jam, "--title", "Plum jam")
                .path("id")
                .asText();
        one(dora, "persona", "rotate", "Dora");

        delete(dora);
        String http = town.fact("http");
        town.kill();
        up(town);
        List<JsonNode> back =
                all(dora, "vault", "restore", "--words-file", words.toString(), "--node", http, "--at", invite);
        assertEquals(1, back.get(0).path("number").asInt());
        assertEquals(1, back.get(1).path("asked").asInt());
        assertEquals(2, one(dora, "persona", "list").path("keySequence").asInt());
        String rotated = one(town, "offer", "list").path("id").asText();
        assertNotEquals(plum, rotated);
        one(dora, "offer", "revise", jam, "--text", "One jar each");
        JsonNode now = one(town, "offer", "list");
        assertEquals("Plum jam", now.path("title").asText());
        told(dora, 0);
        assertEquals(Exit.OK, run(town, "inbox"), typed.err());
        assertTrue(Patience.until(
                PATIENCE_MILLIS,
                () -> run(dora, "message", "send", talk, "Plum") == Exit.OK || run(dora, "inbox") != Exit.OK));
        assertEquals("Plum", told(town, 1).get(0).path("text").asText());
    }

    @Test
    void whatWaitsAtTheHostBeforeIsFetchedAfterTheMove() throws IOException {
        ChildNode town = up("town");
        ChildNode city = up("city");
        Path dora = folder.resolve("dora");
        Home home = new Home(dora);
        // As a crash leaves it before it is told by which node to speak.
        home.open(InstantSource.system(), new Random(1)).close();
        one(dora, "init", "--at", town.fact("http"));
        one(dora, "persona", "new", "Dora");
        String jam = one(dora, "offer", "post", "--title", "Jam", "--seller", "Dora")
                .path("id")
                .asText();
        String talk = one(town, "message", "send", jam, "Which fruit?")
                .path("conversation")
                .asText();
        assertEquals("Which fruit?", told(dora, 1).get(0).path("text").asText());
        assertEquals(
                1, one(dora, "move", "--to", city.fact("http")).path("moved").asInt());
        one(town, "message", "send", talk, "Is it plum?");
        assertEquals("Is it plum?", told(dora, 1).get(0).path("text").asText());

        String port = city.fact("http").substring(city.fact("http").lastIndexOf(':'));
        one(dora, "move", "--to", "localhost" + port);
        assertEquals("localhost" + port, home.host().orElseThrow().address());
        assertEquals(town.fact("http"), home.host().orElseThrow().former());
        List<String> kept = all(dora, "mailbox", "list").stream()
                .map(line -> line.path("address").asText() + " " + line.path("own"))
                .toList();
        assertTrue(kept.contains("localhost" + port + " false"), kept.toString());
        city.kill();
        assertEquals(Exit.FAILED, run(dora, "move"));
        assertTrue(typed.err().contains("cannot be reached"), typed.err());
    }

    @Test
    void whatIsNoInviteIsRefused() throws IOException {
        ChildNode town = up("town");
        String http = town.fact("http");
        assertEquals(Exit.USAGE, run(town, "move"));
        for (String none : List.of("nowhere", "http://" + http, "user@" + http, "a_b:80", http + "/x")) {
            assertEquals(Exit.USAGE, run(town, "move", "--to", none), none);
        }
        assertEquals(Exit.USAGE, run(town, "move", "--to", http), "it is there already");
        assertEquals(Exit.FAILED, run(town, "move", "--to", "byway:host/" + http + "/" + "0".repeat(64)));
        assertTrue(typed.err().contains("another node than the invite names"), typed.err());
        assertEquals(Exit.FAILED, run(town, "move", "--to", "127.0.0.1:1"));
        assertEquals(Exit.USAGE, run(town, "invite", "--http-address", http));
        Path none = folder.resolve("none");
        assertEquals(Exit.FAILED, run(none, "init", "--at", "127.0.0.1:1"));
        assertFalse(Files.exists(none));
    }

    /** Letters as they come, by as many rounds as it takes; where none is wanted, one round. */
    private List<JsonNode> told(ChildNode node, int count) throws IOException {
        return told(node.home().folder(), count);
    }

    private List<JsonNode> told(Path home, int count) throws IOException {
        return count == 0
                ? all(home, "inbox")
                : all(home, "inbox", "--follow", "--count", Integer.toString(count), "--timeout", "90");
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
