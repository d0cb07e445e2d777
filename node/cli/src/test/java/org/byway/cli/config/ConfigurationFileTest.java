package org.byway.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of settings says what it says, or all that is wrong with it, each with its line. */
class ConfigurationFileTest {
    @TempDir
    private Path folder;

    private Said read(String text) throws IOException {
        return ConfigurationFile.read(Files.writeString(folder.resolve("byway.toml"), text));
    }

    private Problem problem(String text) throws IOException {
        Said said = read(text);
        assertEquals(Map.of(), said.stated(), "with one fault nothing is to be used");
        assertEquals(1, said.problems().size(), said.problems().toString());
        return said.problems().get(0);
    }

    @Test
    void everySettingCanBeSaid() throws IOException {
        Said said = read("""
                # Riverside's node
                listen = "0.0.0.0:7400"
                http = "[::1]:0"
                advertise = ["market.example:7400", "[2001:db8::7]:7400"]
                host = ["Market.Example", "2001:db8::7"]
                origin = ["https://market.example"]
                name = "Riverside"
                store_gib = 128
                vault_gib = 2
                blob_gib = 3
                mail_gib = 3
                daily_records = 500
                seed = ["%s@market.example:7400", "byway://%s@[2a00::7]:7400"]
                lan = true
                mdns = true
                socks5 = "127.0.0.1:9050"
                socks5_all = true
                care_follow = ["linked", "0000000000000000000000000000000000000000000000000000000000000000"]
                log = 'json'
                log_level = "debug"
                """.formatted("a1".repeat(32), "b2".repeat(32)));
        assertEquals(List.of(), said.problems());
        assertEquals(List.of(Setting.values()), List.copyOf(said.stated().keySet()));
        Configuration configuration = Configuration.of(List.of(said.stated()));
        assertEquals("0.0.0.0:7400", configuration.text(Setting.LISTEN));
        assertEquals(List.of("market.example:7400", "[2001:db8::7]:7400"), configuration.texts(Setting.ADVERTISE));
        assertEquals(128, configuration.number(Setting.STORE_GIB));
        assertTrue(configuration.flag(Setting.SOCKS5_ALL));
        assertEquals(
                new Source.InFile(folder.resolve("byway.toml"), 8, 1),
                configuration.of(Setting.STORE_GIB).source());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "listen = 7400                      | listen    | 1:1  | not 7400",
                "listen = \"7400\"                  | listen    | 1:1  | must be HOST:PORT",
                "listen = \"::1:7400x\"             | listen    | 1:1  | not \"::1:7400x\"",
                "http = \"127.0.0.1:70000\"         | http      | 1:1  | port 0 takes a free one",
                "advertise = \"a:1\"                | advertise | 1:1  | a list of at most 16",
                "advertise = [\"a:1\", \"b\"]       | advertise | 1:21 | not \"b\"",
                "advertise = [\"a:0\"]              | advertise | 1:14 | as others dial it",
                "host = [\"http://a\"]              | host      | 1:9  | without a port",
                "host = [1]                         | host      | 1:9  | not 1",
                "host = [[]]                        | host      | 1:9  | not a list",
                "origin = [\"market.example\"]      | origin    | 1:11 | https://market.example",
                "origin = [\"https://a.example/x\"] | origin    | 1:11 | without a path",
                "name = \" \"                       | name      | 1:1  | 1 to 100 characters",
                "name = \"a\\nb\"                   | name      | 1:1  | on one line",
                "store_gib = 0                      | store_gib | 1:1  | from 1 to 16384",
                "store_gib = 1.5                    | store_gib | 1:1  | whole number",
                "store_gib = \"64\"                 | store_gib | 1:1  | not \"64\"",
                "log = true                         | log       | 1:1  | one of \"auto\"",
                "log_level = \"loud\"               | log_level | 1:1  | \"debug\", \"info\", \"warn\"",
                "log_level = {}                     | log_level | 1:1  | not a table",
            })
    void aWrongValueIsToldWithItsPlace(String text, String key, String place, String why) throws IOException {
        Problem problem = problem(text);
        assertEquals(key, problem.key());
        assertTrue(problem.where().words().endsWith("byway.toml:" + place), problem.words());
        assertTrue(problem.message().startsWith(key + " "), problem.message());
        assertTrue(problem.message().contains(why), problem.message());
    }

    @ParameterizedTest
    @CsvSource({
        "lissten, listen",
        "Listen, listen",
        "log-level, log_level",
        "store_gb, store_gib",
        "hosts, host",
    })
    void anUnknownKeyIsRefusedWithTheNearestKnownOne(String typed, String meant) throws IOException {
        Problem problem = problem("name = \"Riverside\"\n" + typed + " = 1\n");
        assertEquals("there is no setting \"" + typed + "\".", problem.message());
        assertEquals("Did you mean \"" + meant + "\"?", problem.hint());
        assertTrue(problem.where().words().endsWith(":2:1"), problem.words());
    }

    @Test
    void whatIsNearNothingIsToldAllThatThereIs() throws IOException {
        assertTrue(problem("[server]\nport = 1\n").hint().startsWith("There are: listen, http, "));
        assertTrue(problem("x" + "y".repeat(5_000) + " = 1\n").message().length() < 100);
    }

    @Test
    void whatIsNoTomlIsToldWithItsLine() throws IOException {
        for (String text : List.of("\nname = Riverside\n", "\nname = \"a\nb\"\n", "\n= 1\n", "\nname \"a\"\n")) {
            Said said = read(text);
            assertTrue(said.problems().get(0).where().words().contains("byway.toml:2:"), text + said);
            assertTrue(said.stated().isEmpty());
        }
        assertTrue(problem("name = \"a\"\nname = \"b\"\n").message().contains("previously defined"));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws IOException {
        Said said = read("listen = 1\nhttp = 2\nhost = [3, 4]\n");
        assertEquals(4, said.problems().size(), said.problems().toString());
    }

    @Test
    void filesOfAnotherKindAreRefused() throws IOException {
        assertTrue(problem("a = " + "[".repeat(5_000)).message().contains("brackets"));
        assertTrue(problem("#".repeat(100_000)).message().contains("larger"));
        Path latin = Files.write(folder.resolve("latin"), "name = \"Köln\"".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(ConfigurationFile.read(latin).problems().get(0).message().contains("UTF-8"));
        assertTrue(ConfigurationFile.read(folder).problems().get(0).message().contains("folder"));
        assertThrows(NoSuchFileException.class, () -> ConfigurationFile.read(folder.resolve("none")));
    }

    @Test
    void whatIsShownSaysTheSameAgain() throws IOException {
        Said said = read("name = \"Rive\\\"r\\\\side\"\nhost = [\"a.example\", \"b\"]\nstore_gib = 3\n");
        Said again = read(Configuration.of(List.of(said.stated())).toml());
        assertEquals(List.of(), again.problems());
        said.stated()
                .forEach((setting, stated) ->
                        assertEquals(stated.value(), again.stated().get(setting).value()));
        assertEquals(said.stated().keySet(), again.stated().keySet());
    }

    @Test
    void defaultsThatAreShownAreGood() throws IOException {
        String all = Configuration.of(List.of()).toml().replaceAll("(?m)^# ([a-z0-9_]+ = )", "$1");
        Said said = read(all.replace("name = \"\"", "").replace("socks5 = \"\"", ""));
        assertEquals(List.of(), said.problems());
        assertEquals(Setting.values().length - 2, said.stated().size());
    }
}
