package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A community that brings more than its neighbour takes is slowed; the others' records flow. */
class FloodCommandsTest extends OnNodes {
    private static final int DAILY = 100;

    private JsonNode community(ChildNode at, ChildNode of) {
        try {
            for (JsonNode each : one(at, "status").path("communities")) {
                if (each.path("community").asText().equals(of.fact("community"))) {
                    return each;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JSON.nullNode();
    }

    private boolean holds(ChildNode at, String title) {
        return Patience.until(PATIENCE_MILLIS, () -> {
            try {
                return all(at, "intent", "list").stream()
                        .anyMatch(each -> each.path("title").asText().equals(title));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void whoBringsTooMuchIsSlowedAndSaysWhyWhileOthersGoOn() throws IOException {
        ChildNode a = up("a");
        ChildNode b = new ChildNode("b", folder);
        Files.createDirectories(b.home().folder());
        Files.writeString(b.home().folder().resolve("byway.toml"), "daily_records = " + DAILY + "\n");
        up(b);
        ChildNode c = up("c");
        one(
                b,
                "federation",
                "accept",
                "--transit",
                one(a, "federation", "propose").path("link").asText());
        one(
                b,
                "federation",
                "accept",
                "--transit",
                one(c, "federation", "propose").path("link").asText());
        StringBuilder rows = new StringBuilder("title\n");
        for (int i = 0; i < 3 * DAILY; i++) {
            rows.append("Thing ").append(i).append('\n');
        }
        Path csv = Files.writeString(folder.resolve("things.csv"), rows);
        run(c, "offer", "import", csv.toString());

        assertTrue(Patience.until(
                PATIENCE_MILLIS, () -> community(b, c).path("state").asText().equals("slowed")));
        String why = community(b, c).path("reason").asText();
        assertTrue(why.contains(DAILY + " records"), why);
        assertEquals(Exit.OK, typed.run("status", "--home", b.home().folder().toString()));
        assertTrue(typed.out().contains("is slowed: it brought more than the " + DAILY), typed.out());

        one(a, "intent", "cast", "--title", "A ladder");
        assertTrue(holds(b, "A ladder"));
        assertTrue(holds(c, "A ladder"), "through the one that takes no more of C");
        // Beside what is counted: the Charter, the node's announcement, the link.
        long held = community(b, c).path("records").asLong();
        assertTrue(held >= DAILY && held < DAILY + 10, held + " are held");
        b.kill();
        up(b);
        assertTrue(community(b, c).path("records").asLong() >= DAILY, "after a kill all is there that was");
    }
}
