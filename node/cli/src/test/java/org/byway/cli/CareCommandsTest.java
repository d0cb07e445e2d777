package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A report ends in a hidden record on four nodes: two of one community, and one each of two that follow it. Its author appeals, it
 * is shown again; and a node is killed on the way.
 */
class CareCommandsTest extends OnNodes {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private interface Check {
        boolean holds() throws IOException;
    }

    private boolean await(Check check) {
        return Patience.until(PATIENCE_MILLIS, () -> {
            try {
                return check.holds();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Path homeAt(String name, ChildNode node) throws IOException {
        Path home = folder.resolve(name);
        one(home, "init", "--at", one(node, "invite", "--person").path("link").asText());
        return home;
    }

    private HttpResponse<String> get(ChildNode node, String path) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + node.fact("http") + path))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private int status(ChildNode node, String record) throws IOException {
        return get(node, "/v1/records/" + record).statusCode();
    }

    private boolean lists(ChildNode node, String record) throws IOException {
        return get(node, "/v1/records?kind=offer&limit=200").body().contains(record);
    }

    private boolean finds(ChildNode node, String record) throws IOException {
        return get(node, "/v1/search?kind=offers&q=bicycle").body().contains(record);
    }

    /** Among what fits a wish. */
    private boolean fits(ChildNode node, String record) throws IOException {
        return get(node, "/v1/records/" + wish + "/matches").body().contains(record);
    }

    private boolean isPrinted(String title) throws IOException {
        Path page = folder.resolve("board.html");
        Files.deleteIfExists(page);
        one(a, "noticeboard", "--no-invite", "--out", page.toString());
        return Files.readString(page).contains(title);
    }

    private ChildNode linked(String name, ChildNode to) throws IOException {
        ChildNode node = new ChildNode(name, folder);
        one(node, "init");
        Files.writeString(node.home().folder().resolve("byway.toml"), "care_follow = [\"linked\"]\n");
        up(node);
        one(node, "join", to.fact("invite"));
        return node;
    }

    private ChildNode a;
    private ChildNode b;
    private List<ChildNode> town;
    private Path other;
    private Path seller;
    private Path buyer;
    private String offer;
    private String wish;
    private String report;
    private String notice;

    @Test
    void aReportEndsInAHiddenRecordOnFourNodesWithAReasonAndAnAppeal() throws IOException {
        fourNodesFindABicycle();
        aReportGoesToTwoAtLeast();
        aCaretakerSeesIt();
        itIsHiddenOnFourNodes();
        whoeverReportedIsTold();
        itsAuthorAppealsAndItIsShownAgain();
        allOfItIsInTheOpenLog();
    }

    private void fourNodesFindABicycle() throws IOException {
        a = up("a");
        Path second = folder.resolve("second");
        String node = one(
                        second,
                        "init",
                        "--second",
                        one(a, "invite", "--person").path("link").asText())
                .path("node")
                .asText();
        one(a, "community", "node", "add", node);
        ChildNode a2 = up(new ChildNode("second", folder));
        b = linked("b", a);
        ChildNode c = linked("c", a);
        town = List.of(a, a2, b, c);
        other = homeAt("other", a);
        String key = one(other, "community", "steward", "key").path("key").asText();
        one(a, "community", "steward", "add", key, "--threshold", "1");
        seller = homeAt("seller", a);
        buyer = homeAt("buyer", a);
        offer = one(seller, "offer", "post", "--title", "Bicycle, as new", "--seller", "Rad")
                .path("id")
                .asText();
        wish = one(buyer, "intent", "cast", "--title", "Bicycle").path("id").asText();
        for (ChildNode each : town) {
            assertTrue(await(() -> status(each, offer) == 200), each.name());
            assertTrue(await(() -> finds(each, offer)), each.name());
            assertTrue(await(() -> fits(each, offer)), each.name());
        }
        assertTrue(isPrinted("Bicycle, as new"));
    }

    private void aReportGoesToTwoAtLeast() throws IOException {
        assertEquals(Exit.FAILED, run(buyer, "report", offer, "--reason", "fraud"), "nobody takes reports");
        one(a, "care", "open", "--name", "Berta");
        assertEquals(Exit.FAILED, run(buyer, "report", offer, "--reason", "fraud"), "one alone could let it lie");
        one(other, "care", "open", "--name", "Otto");
        assertEquals(Exit.FAILED, run(buyer, "care", "open", "--name", "Me"), "no steward");
        assertEquals(Exit.USAGE, run(buyer, "report", offer, "--reason", "ugly"));
        assertEquals(Exit.USAGE, run(buyer, "report", "12ab", "--reason", "fraud"));
        assertEquals(Exit.USAGE, run(buyer, "report"));
        report = one(buyer, "report", offer, "--reason", "fraud", "--words", "I paid, and nothing came.")
                .path("report")
                .asText();
        assertEquals("sent", one(buyer, "report", "list").path("state").asText());
    }

    private void aCaretakerSeesIt() throws IOException {
        JsonNode seen = one(a, "report", "show", report.substring(0, 8));
        assertEquals("Bicycle, as new", seen.path("title").asText());
        assertEquals("somebody", seen.path("from").asText());
        assertTrue(
                await(() -> one(buyer, "report", "list").path("state").asText().equals("seen")));
        assertEquals(1, all(other, "report", "list").size(), "the other caretaker has it too");
        assertEquals(
                Exit.FAILED,
                run(buyer, "hide", offer, "--reason", "fraud", "--words", "I say so."),
                "only caretakers hide");
        assertEquals(Exit.USAGE, run(a, "report", "decide", report, "--reason", "fraud", "--words", "So."));
    }

    private void itIsHiddenOnFourNodes() throws IOException {
        b.kill();
        notice = one(
                        a,
                        "report",
                        "decide",
                        report,
                        "--hide",
                        "--words",
                        "The bicycle is not there.",
                        "--rule",
                        "Say what is so.")
                .path("notice")
                .asText();
        up(b);
        for (ChildNode each : town) {
            assertTrue(await(() -> status(each, offer) == 451), each.name());
            JsonNode problem = JSON.readTree(get(each, "/v1/records/" + offer).body());
            assertEquals("hidden", problem.path("code").asText());
            assertEquals(notice, problem.path("notice").path("id").asText());
            assertEquals("fraud", problem.path("notice").path("reason").asText());
            assertEquals(
                    "The bicycle is not there.",
                    problem.path("notice").path("words").asText());
            assertEquals("Say what is so.", problem.path("notice").path("rule").asText());
            assertFalse(lists(each, offer), each.name());
            assertTrue(await(() -> !finds(each, offer)), each.name());
            assertTrue(await(() -> !fits(each, offer)), each.name());
        }
        assertFalse(isPrinted("Bicycle, as new"));
    }

    private void whoeverReportedIsTold() throws IOException {
        JsonNode answered = one(buyer, "report", "list");
        assertEquals("decided", answered.path("state").asText());
        assertEquals(notice, answered.path("notice").asText());
        assertEquals(Exit.OK, run(buyer, "report", "appeal", report, "He has others."));
        assertEquals("appealed", one(other, "report", "list").path("state").asText(), "Otto hears of it as well");

        // A later revision stays hidden: it is not taken at all.
        assertEquals(Exit.FAILED, run(seller, "offer", "revise", offer, "--price", "5", "--currency", "EUR"));
        assertTrue(typed.err().contains(notice), typed.err());
    }

    private void itsAuthorAppealsAndItIsShownAgain() throws IOException {
        assertEquals(Exit.FAILED, run(buyer, "notice", "appeal", notice, "It is mine."));
        assertEquals(
                Exit.FAILED, run(other, "notice", "uphold", notice, "--words", "It stays."), "nobody has appealed yet");
        one(seller, "notice", "appeal", notice, "It stands in my yard; come and look.");
        assertEquals(Exit.FAILED, run(seller, "notice", "appeal", notice, "Really."), "once");
        assertTrue(await(() ->
                one(other, "notice", "show", notice).path("state").asText().equals("appealed")));
        assertEquals(Exit.FAILED, run(seller, "notice", "lift", notice, "--words", "I was right."));
        one(other, "restore", offer, "--words", "I have seen it.");
        for (ChildNode each : town) {
            assertTrue(await(() -> status(each, offer) == 200), each.name());
            assertTrue(await(() -> finds(each, offer)), each.name());
            assertTrue(lists(each, offer), each.name());
        }
    }

    private void allOfItIsInTheOpenLog() throws IOException {
        List<JsonNode> log = all(buyer, "care", "log");
        assertEquals(
                List.of("lifted", "appealed", "given"),
                log.stream().map(line -> line.path("what").asText()).toList());
        assertEquals("Otto", log.get(0).path("name").asText());
        assertEquals("Berta", log.get(2).path("name").asText());
        JsonNode open = JSON.readTree(
                get(b, "/v1/care/log?community=" + a.fact("community")).body());
        assertEquals(3, open.path("items").size());
        assertEquals("I have seen it.", open.path("items").path(0).path("words").asText());
    }

    @Test
    void whatIsPurgedIsGoneAndListsAreShared() throws IOException {
        a = up("a");
        Path picture = Files.write(folder.resolve("picture.jpg"), KeptAtNodeTest.photo());
        JsonNode posted = one(a, "offer", "post", "--title", "Bicycle", "--photo", picture.toString());
        offer = posted.path("id").asText();
        String blob = JSON.readTree(get(a, "/v1/records/" + offer).body())
                .path("content")
                .path("photos")
                .path(0)
                .asText();
        assertEquals(200, get(a, "/v1/blobs/" + blob).statusCode());
        assertEquals(Exit.USAGE, run(a, "purge", offer));
        assertEquals(Exit.FAILED, run(a, "purge", a.fact("community"), "--words", "A charter."));
        assertEquals(
                1,
                one(a, "purge", offer, "--words", "Told the police.")
                        .path("pictures")
                        .asInt());
        assertEquals(451, status(a, offer));
        assertTrue(await(() -> get(a, "/v1/blobs/" + blob).statusCode() == 451));
        assertEquals(
                Exit.FAILED,
                run(a, "offer", "post", "--title", "Again", "--photo", picture.toString()),
                "it is not taken again");
        a.kill();
        up(a);
        assertEquals(451, get(a, "/v1/blobs/" + blob).statusCode(), "a start changes nothing");
        assertEquals(451, status(a, offer));

        String ladder = one(a, "offer", "post", "--title", "Ladder").path("id").asText();
        String author = JSON.readTree(get(a, "/v1/records/" + ladder).body())
                .path("author")
                .asText();
        Path list = folder.resolve("list.csv");
        Files.writeString(
                list,
                "kind,target,reason,words,until,community\n"
                        + "record," + author + "/" + ladder + ",spam,Too many ladders,,there\n"
                        + "record,nobody,spam,No target,,there\n"
                        + "author," + author + ",ugly,No reason,,there\n");
        assertEquals(Exit.FAILED, run(a, "notice", "import", list.toString()), "two rows cannot be read");
        assertEquals(1, lines().get(0).path("given").asInt());
        assertEquals(2, lines().get(0).path("refused").asInt());
        assertEquals(451, status(a, ladder));
        Path shared = folder.resolve("shared.csv");
        assertEquals(
                1, one(a, "notice", "export", shared.toString()).path("notices").asInt());
        assertTrue(Files.readString(shared).contains(author + "/" + ladder));
        assertEquals(
                0, one(a, "notice", "import", shared.toString()).path("given").asInt(), "all is known");
        assertEquals(Exit.FAILED, run(a, "notice", "import", "nowhere.csv"));

        Path texts = folder.resolve("texts");
        assertEquals(
                3, all(a, "community", "starter", "--out", texts.toString()).size());
        assertTrue(Files.readString(texts.resolve("notice-and-action.md")).contains("byway report list"));
        assertEquals(
                0, all(a, "community", "starter", "--out", texts.toString()).size(), "what is there stays");
    }
}
