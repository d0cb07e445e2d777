package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody watches while the node is killed and started again, and is told of each offer just once. */
class WatchTest extends OnNodes {
    private final Typed watching = new Typed();
    private ChildNode node;

    @BeforeEach
    void serve() throws IOException {
        node = up("a");
    }

    private String[] atHome(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", node.home().folder().toString()));
        return all.toArray(String[]::new);
    }

    private String offer(String title) throws IOException {
        return one(node, "offer", "post", "--title", title).path("id").asText();
    }

    private CompletableFuture<Integer> watch(String... words) {
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(
                () -> watching.run(atHome(words)), task -> Thread.ofVirtual().start(task));
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> watching.err().contains("Watching.") || exit.isDone()));
        return exit;
    }

    @Test
    void throughAKillOfTheNodeEachOfferIsToldOnce() throws IOException {
        String interest = one(node, "interest", "add", "offers", "bread", "--name", "Breakfast")
                .path("id")
                .asText();
        CompletableFuture<Integer> watched = watch("watch", "--json", "--count", "4", "--timeout", "240");
        List<String> posted = new ArrayList<>();
        posted.add(offer("Bread 1"));
        offer("Table");
        posted.add(offer("Braed 2"));
        node.kill();
        node.start();
        node.awaitReady();
        posted.add(offer("Bread 3"));
        posted.add(offer("Bread 4"));
        assertEquals(Exit.OK, watched.join(), watching.err());
        List<String> told = new ArrayList<>();
        for (String line : watching.out().lines().toList()) {
            JsonNode event = JSON.readTree(line);
            assertEquals("match", event.path("event").asText());
            assertEquals(interest, event.path("interest").asText());
            assertTrue(event.path("reasons").size() > 0 && event.has("receivedAt"), line);
            told.add(event.path("id").asText());
        }
        assertEquals(posted, told);
    }

    @Test
    void aPersonWatchesWithFiltersAndReadsWhy() throws IOException {
        CompletableFuture<Integer> watched =
                watch("watch", "offers", "bread", "--near", "48.09,10.86", "--count", "1", "--timeout", "120");
        one(node, "offer", "post", "--title", "Bread far away", "--near", "52.5,13.4");
        one(node, "offer", "post", "--title", "Fresh bread", "--near", "48.09,10.86");
        assertEquals(Exit.OK, watched.join(), watching.err());
        String said = watching.out();
        assertTrue(said.contains("Fresh bread") && said.contains("within 25 km"), said);
        assertTrue(!said.contains("far away"), said);
    }

    @Test
    void interestsAreListedAndGivenUp() throws IOException {
        String id = one(node, "interest", "add", "offers", "rye bread", "--near", "48.09,10.86", "--radius-km", "9")
                .path("id")
                .asText();
        assertEquals(Exit.OK, typed.run(atHome("interest", "list")));
        assertTrue(typed.out().contains("offers rye bread --near 48.09,10.86 --radius-km 9"), typed.out());
        assertEquals(Exit.OK, typed.run(atHome("interest", "remove", id)));
        assertEquals(Exit.FAILED, typed.run(atHome("interest", "remove", id)));
        assertEquals(Exit.FAILED, typed.run(atHome("watch", "--interest", id)));
        assertEquals(Exit.FAILED, typed.run(atHome("watch", "--count", "1", "--timeout", "1")));
        assertEquals(Exit.USAGE, typed.run(atHome("watch", "bread")));
        assertEquals(Exit.USAGE, typed.run(atHome("watch", "offers", "--radius-km", "5")));
        assertEquals(Exit.USAGE, typed.run(atHome("interest", "add", "offers", "a ".repeat(300))));
        assertEquals(Exit.FAILED, typed.run(atHome("watch", "--since", "yesterday")));
    }

    @Test
    void aSellerHasInterestsOfTheirOwn() throws IOException {
        assertEquals(Exit.FAILED, typed.run(atHome("interest", "list", "--as", "Anna")), "nobody knows that name yet");
        one(node, "offer", "post", "--title", "Honey", "--seller", "Anna");
        String id = one(node, "interest", "add", "offers", "bread", "--as", "Anna")
                .path("id")
                .asText();
        assertEquals(Exit.OK, typed.run(atHome("interest", "list")));
        assertTrue(typed.out().startsWith("None yet."), typed.out());
        assertEquals(Exit.FAILED, typed.run(atHome("interest", "remove", id)), "the host is not Anna");
        CompletableFuture<Integer> watched = watch("watch", "--as", "Anna", "--count", "1", "--timeout", "120");
        offer("Fresh bread");
        assertEquals(Exit.OK, watched.join(), watching.err());
        assertTrue(watching.out().contains("Fresh bread"), watching.out());
        assertEquals(Exit.OK, typed.run(atHome("interest", "remove", id, "--as", "Anna")));
    }
}
