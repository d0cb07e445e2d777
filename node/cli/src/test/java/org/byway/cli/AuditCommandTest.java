package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody reads back what she posted, through a node that carries it and through one that does not. */
class AuditCommandTest extends OnNodes {
    @Test
    void whatIsNotCarriedIsFoundAndCanBeShown() throws IOException {
        ChildNode home = up("home");
        ChildNode linked = up("linked");
        ChildNode apart = up("apart");
        run(Exit.OK, home, "join", linked.fact("invite"), "--wait", "60");
        String id = run(Exit.OK, home, "offer", "post", "--title", "Table")
                .get(0)
                .path("id")
                .asText();

        assertEquals(
                "not-yet",
                run(Exit.OK, home, "audit", "--node", apart.fact("http"))
                        .get(0)
                        .path("finding")
                        .asText());
        String[] there = {"audit", "--node", linked.fact("http"), "--grace", "0"};
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(home, there) == Exit.OK), typed.err());
        JsonNode missing = run(Exit.FAILED, home, "audit", "--node", apart.fact("http"), "--grace", "0")
                .get(0);
        assertEquals("missing", missing.path("finding").asText());
        assertEquals(id, missing.path("id").asText());
        assertEquals(apart.fact("node"), missing.path("node").asText());
        assertTrue(missing.path("evidence").asBoolean());

        Path file = folder.resolve("evidence");
        List<JsonNode> kept = run(Exit.OK, home, "audit", "--evidence", "--out", file.toString());
        assertTrue(kept.stream().anyMatch(each -> each.path("node").equals(missing.path("node"))));
        assertTrue(run(Exit.OK, home, "record", "verify", file.toString())
                .get(0)
                .path("valid")
                .asBoolean());

        apart.kill();
        List<JsonNode> gone = run(Exit.FAILED, home, "audit", "--node", apart.fact("http"));
        assertEquals("no-answer", gone.get(0).path("finding").asText());
        assertEquals(Exit.USAGE, run(home, "audit"), "there is no node to ask");
        assertEquals(Exit.USAGE, run(home, "audit", "--node", "nowhere"));
    }

    private List<JsonNode> run(int exit, ChildNode node, String... words) throws IOException {
        assertEquals(exit, run(node, words), String.join(" ", words) + ": " + typed.err());
        return lines();
    }
}
