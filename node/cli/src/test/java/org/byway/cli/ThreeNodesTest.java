package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a user gets, on real processes: the commands against nodes that run, die and come back. */
class ThreeNodesTest extends OnNodes {
    @Test
    void aPersonOffersAndWantsAtOneNode() throws IOException {
        ChildNode node = up("a");
        JsonNode status = one(node, "status");
        assertEquals(node.fact("node"), status.path("node").asText());
        assertEquals(node.fact("community"), status.path("community").asText());
        assertEquals(node.fact("http"), status.path("http").asText());

        JsonNode posted = one(
                node,
                "offer",
                "post",
                "--title",
                "Table",
                "--price",
                "12.5",
                "--currency",
                "EUR",
                "--near",
                "-23.55,-46.63");
        JsonNode cast = one(node, "intent", "cast", "--title", "Bike", "--budget", "20..50", "--currency", "EUR");
        assertNotEquals(posted.path("author"), cast.path("author"));
        assertTrue(posted.path("postmarkedAt").asText().endsWith("Z"));

        JsonNode listed = one(node, "offer", "list");
        assertEquals(posted.path("id"), listed.path("id"));
        assertEquals("12.50", listed.path("price").path("amount").asText());
        assertTrue(listed.path("category").isNull());

        String revised = one(node, "offer", "revise", id(posted), "--title", "Oak table")
                .path("id")
                .asText();
        assertEquals(
                "Oak table", one(node, "offer", "show", revised).path("title").asText());
        assertEquals(List.of(revised), ids(node, "offer"));
        Path file = folder.resolve("record");
        JsonNode shown = one(node, "record", "show", revised, "--save", file.toString());
        assertTrue(shown.path("valid").asBoolean() && shown.path("live").asBoolean());
        assertTrue(one(node, "record", "verify", file.toString()).path("valid").asBoolean());

        one(node, "offer", "withdraw", revised);
        one(node, "intent", "withdraw", id(cast));
        assertEquals(List.of(), ids(node, "offer"));
        assertEquals(0, one(node, "status").path("intents").asInt());
        assertEquals(Exit.FAILED, run(node, "record", "show", "0".repeat(64)));
        assertEquals("", typed.out());
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() throws IOException {
        ChildNode node = up("a");
        Path file = Files.writeString(folder.resolve("o.csv"), "title\nA\nB\n\"\"\nC\n");
        assertEquals(Exit.FAILED, run(node, "offer", "import", file.toString(), "--strict"));
        List<JsonNode> told = lines();
        assertEquals(3, told.get(0).path("row").asInt());
        assertEquals(3, told.get(1).path("imported").asInt());
        assertEquals(1, told.get(1).path("refused").asInt());

        assertEquals(Exit.OK, run(node, "offer", "list", "--limit", "2"));
        List<JsonNode> first = lines();
        String cursor = first.get(1).path("next").asText();
        JsonNode last = one(node, "offer", "list", "--cursor", cursor);
        SortedSet<String> all = new TreeSet<>(List.of(id(first.get(0)), id(first.get(1)), id(last)));
        assertEquals(all, new TreeSet<>(ids(node, "offer")));
    }

    @Test
    void theDoctorSeesARunningNodeAndAPeerThatCannotBeReached() throws IOException {
        ChildNode node = up("a");
        JsonNode good = one(node, "doctor");
        assertEquals(List.of("only_here", "alone"), good.path("findings").findValuesAsText("code"));
        assertEquals(11, good.path("looked").size(), good.toString());

        one(node, "peer", "add", "127.0.0.1:1");
        assertTrue(Patience.until(
                PATIENCE_MILLIS,
                () -> ask(node).path("peers").path(0).path("reason").isTextual()));
        assertEquals(Exit.FAILED, run(node, "doctor"));
        JsonNode finding = lines().get(0).path("findings").get(1);
        assertEquals("peer_unreachable", finding.path("code").asText());
        assertTrue(finding.path("remedy").asText().contains("byway peer remove 127.0.0.1:1"), finding.toString());

        node.kill();
        assertEquals(Exit.OK, run(node, "doctor"), "a killed node is not wrong: it goes on where it was");
        assertTrue(lines().get(0).path("findings").findValuesAsText("code").contains("ended_hard"));
    }

    @Test
    void whatIsLiveIsWrittenAsAFileAndReadAgainElsewhere() throws IOException {
        ChildNode a = up("a");
        Path rows = Files.writeString(
                folder.resolve("o.csv"), "title,price,currency,exchange\nTable,12.5,EUR,\n<b>Ladder</b>,,,loan\n");
        one(a, "offer", "import", rows.toString());
        one(a, "intent", "cast", "--title", "Bike", "--budget", "20..50", "--currency", "EUR");
        ChildNode b = up("b");
        for (String format : List.of("csv", "jsonl", "schema.org")) {
            Path file = folder.resolve(format);
            JsonNode written = one(a, "export", "offers", "--format", format, "--out", file.toString());
            assertEquals(2, written.path("exported").asInt());
            JsonNode read = one(b, "offer", "import", file.toString());
            assertEquals(2, read.path("imported").asInt() + read.path("already").asInt(), format);
            if (format.equals("jsonl")) {
                assertEquals(2, read.path("already").asInt(), "it says the same as the csv, so nothing is said twice");
            }
        }
        assertEquals(Exit.OK, run(a, "export", "intents", "--format", "jsonl"));
        assertEquals("50.00", lines().get(0).path("budget_max").asText());

        Path page = folder.resolve("board.html");
        JsonNode board = one(a, "noticeboard", "--out", page.toString());
        assertEquals(1, board.path("wanted").asInt());
        assertEquals(1, board.path("lending").asInt());
        String html = Files.readString(page);
        assertTrue(html.contains("&lt;b&gt;Ladder&lt;/b&gt;") && html.contains("<svg"), html);

        assertEquals(
                Exit.OK, typed.run("top", "--once", "--home", a.home().folder().toString()));
        assertTrue(typed.out().contains("live, 2 offers, 1 intents"), typed.out());
        assertTrue(one(a, "top", "--once")
                        .path("figures")
                        .path("byway_store_bytes")
                        .asLong()
                > 0);
    }

    @Test
    void aHomeIsServedOnceAndEndsCleanly() throws IOException {
        ChildNode node = up("a");
        assertEquals(Exit.CONFIGURATION, run(node, "serve"));
        assertTrue(typed.err().contains(node.fact("pid")), typed.err());
        String community = one(node, "init").path("community").asText();
        assertTrue(node.stop(), "SIGTERM: exit 0");
        assertEquals(Exit.FAILED, run(node, "status"));
        assertEquals(community, one(node, "init").path("community").asText());
        String http = node.fact("http");
        up(node);
        assertEquals(http, node.fact("http"), "port 0 takes the one of last time");
    }

    @Test
    void aCatalogueSurvivesKillMinus9AndReachesTheFarEnd() throws IOException {
        ChildNode a = up("a");
        ChildNode b = up("b");
        ChildNode c = new ChildNode("c", folder);
        String invite = one(b, "invite").path("link").asText();
        assertEquals(
                "linked",
                one(a, "join", invite, "--transit", "--wait", "60")
                        .path("state")
                        .asText());
        one(c, "init");
        assertEquals(
                "pending",
                one(c, "join", b.fact("invite"), "--transit").path("state").asText());
        up(c);

        Path catalogue = SampleCatalogue.offers(folder.resolve("offers.csv"), 10_000);
        Typed importing = new Typed();
        CompletableFuture<Integer> import1 = CompletableFuture.supplyAsync(() -> importing.run(
                "offer",
                "import",
                catalogue.toString(),
                "--json",
                "--home",
                c.home().folder().toString()));
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> import1.isDone() || offers(c) > 0));
        c.kill();
        import1.join();
        up(c);
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> offers(c) >= 0), "it tells what it holds");
        int held = offers(c);
        int acknowledged = acknowledged(importing.err());
        assertTrue(held >= acknowledged, () -> acknowledged + " were acknowledged, " + held + " are here");

        assertEquals(Exit.OK, run(c, "offer", "import", catalogue.toString()), typed.err());
        JsonNode second = lines().get(0);
        assertEquals(
                10_000, second.path("already").asInt() + second.path("imported").asInt());
        assertEquals(10_000, offers(c));
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> offers(a) == 10_000 && offers(b) == 10_000));
        List<String> ids = ids(c, "offer");
        assertEquals(ids, ids(a, "offer"));
        assertEquals(ids, ids(b, "offer"));

        assertEquals(
                1,
                one(c, "peer", "remove", b.fact("community")).path("linksEnded").asInt());
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> linked(c) == 0));
    }

    /** The one line that a good command prints. */
    private List<String> ids(ChildNode node, String what) throws IOException {
        assertEquals(Exit.OK, run(node, what, "list"), typed.err());
        return lines().stream().map(ThreeNodesTest::id).toList();
    }

    /** How many rows an import that was cut off told to have gone in; none where it was not cut off. */
    private static int acknowledged(String told) {
        Matcher matcher = Pattern.compile("([0-9,]+) rows went in").matcher(told);
        return matcher.find() ? Integer.parseInt(matcher.group(1).replace(",", "")) : 0;
    }

    private int offers(ChildNode node) {
        return ask(node).path("offers").asInt(-1);
    }

    private long linked(ChildNode node) {
        return ask(node).findValuesAsText("state").stream()
                .filter(PeerCommands.CONNECTED::equals)
                .count();
    }

    private static JsonNode ask(ChildNode node) {
        try {
            return Desk.value(node.node().status());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Failure gone) {
            return Desk.object();
        }
    }

    private static String id(JsonNode line) {
        return line.path("id").asText();
    }
}
