package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.byway.agent.node.Reply;
import org.junit.jupiter.api.Test;

/** Three communities hold the sample; whoever is asked, the same searches find the same in the same order. */
class SameAnswersTest extends OnNodes {
    private static final Path SAMPLE = Path.of("..", "..", "ops", "sample");

    @Test
    void fiftySearchesAreAnsweredAlike() throws IOException {
        ChildNode a = up("a");
        ChildNode b = up("b");
        ChildNode c = up("c");
        one(a, "join", b.fact("invite"), "--transit", "--wait", "60");
        one(c, "join", b.fact("invite"), "--transit", "--wait", "60");
        // Half of it enters at either end, and some of it is changed or taken back there.
        one(a, "offer", "import", SAMPLE.resolve("offers.csv").toString());
        one(c, "intent", "import", SAMPLE.resolve("intents.csv").toString());
        String bread = first(a, "search", "offers", "sourdough").path("id").asText();
        one(a, "offer", "revise", bread, "--title", "Sourdough loaf 2 kg", "--price", "9.80", "--currency", "EUR");
        one(
                a,
                "offer",
                "withdraw",
                first(a, "search", "offers", "quinces").path("id").asText());
        int offers = 62;
        int intents = 20;
        for (ChildNode node : List.of(a, b, c)) {
            assertTrue(Patience.until(
                    PATIENCE_MILLIS, () -> count(node, "offers") == offers - 1 && count(node, "intents") == intents));
        }
        int found = 0;
        for (String line : searches()) {
            List<String> ids = ids(a, line);
            assertEquals(ids, ids(b, line), line);
            assertEquals(ids, ids(c, line), line);
            found += ids.isEmpty() ? 0 : 1;
        }
        assertTrue(found >= 30, found + " of the searches find something in the sample");
    }

    @Test
    void aPersonFindsSomethingNearAndIsToldWhy() throws IOException {
        ChildNode node = up("a");
        one(node, "offer", "import", SAMPLE.resolve("offers.csv").toString());
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> count(node, "offers") == 62));
        JsonNode loaf = first(node, "search", "offers", "sourdough", "--near", "48.09,10.86", "--radius-km", "10");
        assertEquals("Sourdough loaf 1 kg", loaf.path("title").asText());
        assertTrue(loaf.path("distanceKm").asDouble() < 5);
        String cast = one(node, "intent", "cast", "--title", "Ladder", "--near", "48.09,10.86")
                .path("id")
                .asText();
        JsonNode ladder = first(node, "match", cast);
        assertEquals("Tall ladder", ladder.path("title").asText());
        assertTrue(ladder.path("reasons").findValuesAsText("code").contains("near"), ladder::toString);

        String home = node.home().folder().toString();
        assertEquals(Exit.OK, typed.run("search", "offers", "ladder", "--near", "48.09,10.86", "--home", home));
        assertTrue(typed.out().contains("4.00 EUR") && typed.out().contains(" km"), typed.out());
        assertEquals(Exit.OK, typed.run("search", "offers", "zebra", "--home", home));
        assertTrue(typed.out().startsWith("Nothing was found."), typed.out());
        assertEquals(Exit.USAGE, typed.run("search", "offers", "--sort", "distance", "--home", home));
    }

    private static List<String> searches() throws IOException {
        return Files.readAllLines(SAMPLE.resolve("searches.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static List<String> ids(ChildNode node, String line) throws IOException {
        Map<String, String> parameters = new TreeMap<>();
        for (String each : line.split("&")) {
            int equals = each.indexOf('=');
            parameters.put(
                    each.substring(0, equals), URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
        }
        List<String> ids = new ArrayList<>();
        JsonNode page = Desk.value(node.node().search(parameters));
        page.path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    /** How many can be found; -1 while nothing can. */
    private static int count(ChildNode node, String kind) {
        try {
            return node.node().search(Map.of("kind", kind, "limit", "200"))
                            instanceof Reply.Got<JsonNode>(JsonNode page)
                    ? page.path("items").size()
                    : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private JsonNode first(ChildNode node, String... words) throws IOException {
        assertTrue(Patience.until(
                PATIENCE_MILLIS,
                () -> run(node, words) == Exit.OK && !typed.out().isEmpty()));
        return JSON.readTree(typed.out().lines().findFirst().orElseThrow());
    }
}
