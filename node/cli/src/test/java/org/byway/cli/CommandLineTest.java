package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.byway.agent.Agent;
import org.byway.agent.Home;
import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a command line gives without a node: help, exit codes and the shape of errors. */
class CommandLineTest {
    @TempDir
    private Path folder;

    private final Typed typed = new Typed();

    @Test
    void everyCommandHasHelp() {
        List<String> without = new ArrayList<>();
        walk(Byway.tree(typed.surroundings(), false), command -> {
            boolean told = command.getCommandSpec().usageMessage().header().length > 0;
            if (!told || !command.getUsageMessage().contains("--json")) {
                without.add(command.getCommandSpec().qualifiedName());
            }
        });
        assertEquals(List.of(), without);
        assertEquals(Exit.OK, typed.run("offer", "import", "--help"));
        assertTrue(typed.out().contains("title,category,price"), typed.out());
    }

    private static void walk(CommandLine command, Consumer<CommandLine> visitor) {
        visitor.accept(command);
        command.getSubcommands().values().forEach(child -> walk(child, visitor));
    }

    @Test
    void wrongWordsAreUsageErrors() throws IOException {
        String[][] wrong = {
            {},
            {"offer"},
            {"dance"},
            {"tab", "wind-down", "baker", "--why", "not_said"},
            {"pay", "signal", "baker", "--for", "An article", "--unit", "EUR", "--when", "unrecognized"},
            {"deal", "fulfil", "baker", "--state", "nothing"},
            {"search", "frogs", "x"},
            {"offer", "post"},
            {"offer", "post", "--title", "Table", "--price", "12,50", "--currency", "EUR"},
            {"offer", "post", "--title", "Table", "--price", "12.50"},
            {"offer", "post", "--title", "Table", "--near", "52.5"},
            {"offer", "post", "--title", "Table", "--colour", "red"},
            {"intent", "cast", "--title", "Bike", "--budget", "50..20", "--currency", "EUR"},
            {"intent", "cast", "--title", "Bike", "--expires-days", "31"},
            {"offer", "withdraw", "12ab"},
            {"offer", "list", "--limit", "0"},
            {"search", "offers", "--near", "here"},
            {"search", "offers", "--near", "48.1,10.9", "--radius-km", "0"},
            {"search", "offers", "--min-price", "2", "--max-price", "1", "--currency", "EUR"},
            {"search", "offers", "--cursor", "zzz"},
            {"search", "offers", "--limit", "0"},
            {"interest", "add"},
            {"interest", "add", "offers", "bread", "--name", "n".repeat(81)},
            {"interest", "remove", "x"},
            {"watch", "--interest", "x"},
            {"record", "show", "no-id"},
            {"peer", "add", "nowhere"},
            {"serve", "--listen", "7400"},
            {"serve", "--http", "127.0.0.1:70000"},
            {"serve", "--advertise", "here"},
            {"init", "--name", ""},
            {"offer", "post", "--title", "Table", "--exchange", "barter"},
            {"export", "offers", "--format", "xml"},
            {"top", "--once", "--every", "0"},
            {"simulate", "--scenario", "dance"},
            {"simulate", "--store", "paper"},
            {"completion", "fish"}
        };
        for (String[] words : wrong) {
            String line = String.join(" ", words);
            assertEquals(Exit.USAGE, typed.run(words), line);
            assertEquals("", typed.out(), line);
            assertFalse(typed.err().contains("Exception"), typed.err());
            assertEquals(Exit.USAGE, typed.run(json(words)), line);
            assertEquals("usage", error().path("code").asText(), line);
        }
        assertFalse(Files.exists(Path.of(home())), "a wrong word makes nothing");
    }

    @Test
    void whatIsWrongIsToldByTheNameOfItsOption() {
        typed.run("search", "offers", "--near", "48.1,10.9", "--radius-km", "x", "--home", home());
        assertTrue(typed.err().startsWith("byway: --radius-km is a whole number"), typed.err());
        typed.run("search", "offers", "--min-price", "2", "--max-price", "1", "--currency", "EUR", "--home", home());
        assertTrue(typed.err().startsWith("byway: --min-price is above --max-price."), typed.err());
        typed.run("interest", "add", "offers", "--radius-km", "5", "--home", home());
        assertTrue(typed.err().startsWith("byway: A radius needs a place: --near."), typed.err());
    }

    @Test
    void aCommandThatThereIsNotIsNamed() {
        assertEquals(Exit.USAGE, typed.run("frobnicate"));
        assertTrue(typed.err().startsWith("byway: There is no command \"frobnicate\"."), typed.err());
        assertEquals(Exit.USAGE, typed.run("offer", "exprot", "x"));
        assertTrue(typed.err().startsWith("byway: There is no command \"offer exprot\"."), typed.err());
        assertEquals(Exit.USAGE, typed.run("mesage", "list"));
        assertTrue(typed.err().contains("Did you mean \"message\"?"), typed.err());
        assertEquals(Exit.USAGE, typed.run("search", "frogs", "x"));
        assertTrue(typed.err().startsWith("byway: There is no command \"search frogs\"."), typed.err());
        assertEquals(Exit.USAGE, typed.run("offer"));
        assertTrue(typed.err().contains("Usage: byway offer"), typed.err());
    }

    @Test
    void aFolderThatIsNotThereIsToldByTheFileThatWasAskedFor() {
        String asked = folder.resolve("none").resolve("x.html").toString();
        Failure told = assertThrows(Failure.class, () -> WholeFile.at(Path.of(asked)));
        assertTrue(told.getMessage().contains("x.html."), told.getMessage());
        assertFalse(told.getMessage().contains(".new"), told.getMessage());
    }

    @Test
    void picturesThatMoveNeedATerminal() {
        assertEquals(Exit.USAGE, typed.run("top", "--home", home()));
        assertTrue(typed.err().contains("byway top --once"), typed.err());
    }

    @Test
    void aMissingHomeIsAMatterOfConfiguration() throws IOException {
        assertEquals(Exit.CONFIGURATION, typed.run("join", "byway:join/xyz", "--json", "--home", home()));
        assertEquals("configuration", error().path("code").asText());
        assertFalse(Files.exists(Path.of(home())));
    }

    @Test
    void aNodeThatDoesNotRunIsSaidSo() throws IOException {
        found();
        String[][] commands = {
            {"status"},
            {"invite"},
            {"peer", "list"},
            {"offer", "list"},
            {"offer", "post", "--title", "Table"},
            {
                "offer",
                "import",
                Files.writeString(folder.resolve("t.csv"), "title\nTable\n").toString()
            }
        };
        for (String[] words : commands) {
            assertEquals(Exit.FAILED, typed.run(json(words)), String.join(" ", words));
            assertEquals("not_running", error().path("code").asText());
            assertTrue(error().path("hint").asText().contains("byway serve"));
        }
        assertEquals(Exit.FAILED, typed.run("status", "--home", home()));
        assertTrue(typed.err().startsWith("byway: No node runs for "), typed.err());
    }

    @Test
    void anInviteIsKeptForTheNextStart() throws IOException {
        found();
        Home other = new Home(folder.resolve("other"));
        String link;
        try (Agent agent = other.open(typed.surroundings().clock(), new Random(5))) {
            agent.steward().found("Hillside", new Bytes32(5, 6, 7, 8));
            var at = new Address(new Bytes32(5, 6, 7, 8), "127.0.0.1", 7400);
            link = agent.steward().invite(List.of(at), typed.surroundings().now() + 60_000, 3);
        }
        assertEquals(Exit.OK, typed.run("join", link, "--transit", "--json", "--home", home()));
        JsonNode line = new ObjectMapper().readTree(typed.out());
        assertEquals("pending", line.path("state").asText());
        assertEquals(new Bytes32(5, 6, 7, 8).hex(), line.path("peer").asText());
        assertEquals(Exit.FAILED, typed.run("join", link + "x", "--json", "--home", home()));
        assertEquals("bad_link", error().path("code").asText());
    }

    @Test
    void damagedBytesAreNotValid() throws IOException {
        Home home = found();
        byte[] charter;
        try (Agent agent = home.open(typed.surroundings().clock(), new Random(5))) {
            charter = agent.steward().charter().orElseThrow();
        }
        Path file = Files.write(folder.resolve("charter"), charter);
        assertEquals(Exit.OK, typed.run("record", "verify", file.toString(), "--json"));
        assertTrue(new ObjectMapper().readTree(typed.out()).path("valid").asBoolean());
        charter[charter.length / 2] ^= 1;
        Files.write(file, charter);
        assertEquals(Exit.FAILED, typed.run("record", "verify", file.toString(), "--json"));
        JsonNode verdict = new ObjectMapper().readTree(typed.out());
        assertFalse(verdict.path("valid").asBoolean());
        assertFalse(verdict.path("reason").asText().isEmpty());
        assertEquals(
                Exit.FAILED,
                typed.run("record", "verify", folder.resolve("none").toString(), "--json"));
        assertEquals("no_file", error().path("code").asText());
    }

    @Test
    void conformanceIsAnsweredLineByLine() {
        typed.in("{\"op\":\"nothing\"}\nnoise\n");
        assertEquals(Exit.OK, typed.run("conform"));
        assertEquals(2, typed.out().lines().count());
        typed.in("seal\ninitiate\n");
        assertEquals(Exit.OK, typed.run("conform", "negentropy"));
        assertTrue(typed.out().startsWith("msg,61"), typed.out());
    }

    @Test
    void aSeedTakesTheSameCourseOverEitherStore() throws IOException {
        Path stores = folder.resolve("stores");
        List<String> told = new ArrayList<>();
        for (String store : List.of("memory", "lmdb")) {
            String[] words = {"simulate", "--scenario", "calm", "--seed", "2", "--store", store, "--json"};
            List<String> line = new ArrayList<>(List.of(words));
            line.addAll(List.of("--folder", stores.toString()));
            assertEquals(Exit.OK, typed.run(line.toArray(String[]::new)), typed.err());
            told.add(typed.out());
        }
        assertEquals(told.get(0), told.get(1));
        assertTrue(new ObjectMapper().readTree(told.get(0)).path("ok").asBoolean());
        try (Stream<Path> left = Files.list(stores)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void shellsGetAScript() {
        assertEquals(Exit.OK, typed.run("completion", "bash"));
        assertTrue(typed.out().contains("complete -F"), typed.out());
        assertEquals(Exit.OK, typed.run("completion", "zsh"));
        assertTrue(typed.out().startsWith("autoload"), typed.out());
    }

    private Home found() throws IOException {
        Home home = new Home(Path.of(home()));
        try (Agent agent = home.open(typed.surroundings().clock(), new Random(3))) {
            agent.steward().found("Riverside", new Bytes32(1, 2, 3, 4));
        }
        return home;
    }

    private String home() {
        return folder.resolve("home").toString();
    }

    private String[] json(String[] words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--json", "--home", home()));
        return all.toArray(String[]::new);
    }

    /** The one line of error, which is all that there is. */
    private JsonNode error() throws IOException {
        assertEquals("", typed.out());
        assertEquals(1, typed.err().lines().count(), typed.err());
        return new ObjectMapper().readTree(typed.err()).path("error");
    }
}
