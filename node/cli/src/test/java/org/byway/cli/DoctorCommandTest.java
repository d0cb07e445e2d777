package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.byway.agent.Agent;
import org.byway.agent.Home;
import org.byway.agent.keys.PrivateFiles;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor of a home whose node does not run. */
class DoctorCommandTest {
    @TempDir
    private Path folder;

    private final Typed typed = new Typed();

    private String home() {
        return folder.resolve("home").toString();
    }

    private JsonNode findings() throws IOException {
        assertEquals(1, typed.out().lines().count(), typed.out());
        return new ObjectMapper().readTree(typed.out()).path("findings");
    }

    @Test
    void aHomeThatIsNotThereYetIsNotWrongAndStaysSo() throws IOException {
        assertEquals(Exit.OK, typed.run("doctor", "--json", "--home", home()));
        JsonNode first = findings().get(0);
        assertEquals("no_home", first.path("code").asText());
        assertEquals("note", first.path("severity").asText());
        assertFalse(Files.exists(Path.of(home())), "looking makes nothing");
    }

    @Test
    void everyFindingHasACodeASeverityAMessageAndARemedy() throws IOException {
        try (Agent agent = new Home(Path.of(home())).open(typed.surroundings().clock(), new Random(3))) {
            agent.steward().found("Riverside", new Bytes32(1, 2, 3, 4));
        }
        Files.writeString(Path.of(home(), "byway.toml"), "lisen = \"127.0.0.1:0\"\nlog = 1\n");
        assertEquals(Exit.FAILED, typed.run("doctor", "--json", "--home", home()));
        assertEquals(List.of("wrong_setting", "wrong_setting"), findings().findValuesAsText("code"));
        for (JsonNode finding : findings()) {
            for (String field : List.of("code", "severity", "message", "remedy")) {
                assertFalse(finding.path(field).asText().isBlank(), finding + " lacks " + field);
            }
        }
    }

    @Test
    void peopleReadWhatWasLookedAtAndWhatIsWrong() throws IOException {
        PrivateFiles.folder(Path.of(home(), "node"));
        PrivateFiles.folder(Path.of(home()));
        Files.writeString(Path.of(home(), "byway.toml"), "store_gib = -1\n");
        assertEquals(Exit.FAILED, typed.run("doctor", "--home", home()));
        assertTrue(typed.out().startsWith("wrong  settings"), typed.out());
        assertTrue(typed.out().contains("byway.toml:1:1: store_gib must be a whole number"), typed.out());
        assertTrue(typed.out().contains("good   home"), typed.out());
        assertTrue(typed.out().contains("good   clock"), typed.out());
    }

    @Test
    void aFileThatWasNamedAndIsNotThereIsFound() throws IOException {
        assertEquals(
                Exit.FAILED,
                typed.run(
                        "doctor",
                        "--json",
                        "--home",
                        home(),
                        "--config",
                        folder.resolve("none").toString()));
        assertEquals("wrong_setting", findings().get(0).path("code").asText());
    }
}
