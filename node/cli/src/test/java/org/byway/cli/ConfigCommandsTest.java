package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.byway.agent.Home;
import org.byway.cli.config.ConfigurationFile;
import org.byway.cli.config.Setting;
import org.byway.cli.config.Stated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a host sees and checks the settings, and which of two that disagree is the stronger. */
class ConfigCommandsTest {
    @TempDir
    private Path folder;

    private final Typed typed = new Typed();

    private Path write(String text) throws IOException {
        Files.createDirectories(folder.resolve("home"));
        return Files.writeString(folder.resolve("home").resolve("byway.toml"), text);
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return typed.run(all.toArray(String[]::new));
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : typed.out().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    /** The value of a setting and who said so, as {@code config show} has it. */
    private String shown(Setting setting) throws IOException {
        assertEquals(Exit.OK, run("config", "show", "--json"), typed.err());
        JsonNode line = lines().stream()
                .filter(each -> each.path("key").asText().equals(setting.key()))
                .findFirst()
                .orElseThrow();
        return line.path("value").asText() + " by " + line.path("source").asText();
    }

    @Test
    void theEnvironmentIsStrongerThanTheFileAndThatThanAnEarlierServe() throws IOException {
        assertEquals("127.0.0.1:0 by default", shown(Setting.LISTEN));
        Map<Setting, Stated> options = new EnumMap<>(Setting.class);
        ServeOptions.put(options, Setting.LISTEN, "127.0.0.1:1111");
        Files.createDirectories(folder.resolve("home"));
        Remembered.write(new Home(folder.resolve("home")), Map.of(), options);
        assertEquals("127.0.0.1:1111 by said to an earlier serve", shown(Setting.LISTEN));
        Path file = write("listen = \"127.0.0.1:2222\"\n");
        assertEquals("127.0.0.1:2222 by " + file + ":1:1", shown(Setting.LISTEN));
        typed.environment("BYWAY_LISTEN", "127.0.0.1:3333");
        assertEquals("127.0.0.1:3333 by BYWAY_LISTEN", shown(Setting.LISTEN));
        assertEquals(
                "127.0.0.1:1111",
                Configured.read(typed.desk(folder.resolve("home")))
                        .with(options)
                        .text(Setting.LISTEN));
    }

    @Test
    void whatIsShownIsAFile() throws IOException {
        write("name = \"Riverside\"\nlog_level = \"warn\"\n");
        assertEquals(Exit.OK, run("config", "show"));
        Path again = Files.writeString(folder.resolve("again.toml"), typed.out());
        assertEquals(List.of(), ConfigurationFile.read(again).problems());
        assertEquals(Exit.OK, run("config", "check", again.toString()));
        assertEquals(2, ConfigurationFile.read(again).stated().size());
    }

    @Test
    void aGoodFileIsSaidToBeGood() throws IOException {
        assertEquals(Exit.OK, run("config", "check"));
        assertTrue(typed.out().startsWith("There is no "), typed.out());
        write("store_gib = 8\n");
        assertEquals(Exit.OK, run("config", "check", "--json"));
        assertTrue(lines().get(0).path("ok").asBoolean());
        assertEquals(0, lines().get(0).path("problems").size());
    }

    @Test
    void allThatIsWrongIsToldAndIsAMatterOfConfiguration() throws IOException {
        Path file = write("listen = \"7400\"\nnmae = \"Riverside\"\n");
        typed.environment("BYWAY_LOG", "loud");
        assertEquals(Exit.CONFIGURATION, run("config", "check", "--json"));
        JsonNode line = lines().get(0);
        assertFalse(line.path("ok").asBoolean());
        assertEquals(file.toString(), line.path("file").asText());
        assertEquals(3, line.path("problems").size());
        assertEquals(1, line.path("problems").get(0).path("line").asInt());
        assertEquals(2, line.path("problems").get(1).path("line").asInt());
        assertEquals(
                "Did you mean \"name\"?",
                line.path("problems").get(1).path("hint").asText());
        assertEquals("BYWAY_LOG", line.path("problems").get(2).path("variable").asText());

        assertEquals(Exit.CONFIGURATION, run("config", "check", file.toString()));
        assertEquals(2, typed.out().lines().count(), typed.out());
        assertTrue(typed.out().startsWith(file + ":1:1: listen must be "), typed.out());
    }

    @Test
    void nothingIsMadeOfAWrongFile() throws IOException {
        Path file = write("listen = \"7400\"\n");
        for (String[] words : new String[][] {{"serve"}, {"init"}, {"config", "show"}}) {
            assertEquals(Exit.CONFIGURATION, run(words), words[0]);
            assertTrue(typed.err().startsWith("byway: " + file + ":1:1: listen must be HOST:PORT"), typed.err());
        }
        assertFalse(Files.exists(folder.resolve("home").resolve("node")));
        assertEquals(
                Exit.CONFIGURATION,
                run("config", "show", "--config", folder.resolve("none").toString()));
        assertTrue(typed.err().contains("There is no file"), typed.err());
        typed.environment("BYWAY_CONFIG", folder.resolve("nowhere").toString());
        assertEquals(Exit.CONFIGURATION, run("config", "check"));
    }

    @Test
    void anUnknownHostIsToldWithWhoNamedIt() throws IOException {
        Path file = write("http = \"nowhere.invalid:7480\"\n");
        assertEquals(Exit.CONFIGURATION, run("serve", "--json"));
        assertTrue(typed.err().contains("nowhere.invalid") && typed.err().contains(file + ":1:1"), typed.err());
    }

    @Test
    void aDamagedMemoryIsSaidSo() throws IOException {
        write("");
        for (String text : List.of("{", "{\"listen\":7}", "{\"host\":\"a\"}")) {
            Files.writeString(folder.resolve("home").resolve("serve.json"), text);
            assertEquals(Exit.CONFIGURATION, run("config", "show"), text);
            assertTrue(typed.err().contains("serve.json is damaged"), typed.err());
        }
    }
}
