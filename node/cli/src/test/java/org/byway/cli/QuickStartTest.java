package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The ten commands of README, from a want to a settled tab, as they stand there, at two real nodes. */
class QuickStartTest extends OnNodes {
    private static final Pattern LINE = Pattern.compile(" {4}(guest|baker): byway ([^#]+?)\\s*(#.*)?");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private static List<Matcher> commands() throws IOException {
        Path file = Path.of("README.md");
        List<Matcher> all = new ArrayList<>();
        for (String line : Files.readAllLines(Files.exists(file) ? file : Path.of("..", "..", "README.md"))) {
            Matcher command = LINE.matcher(line);
            if (command.matches()) {
                all.add(command);
            }
        }
        return all;
    }

    private static String[] words(String command, Map<String, String> found) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(found.getOrDefault(text, text));
        }
        return words.toArray(String[]::new);
    }

    @Test
    void theTenCommandsOfReadmeLeadFromAWantToASettledTab() throws IOException {
        ChildNode baker = up("baker");
        ChildNode guest = up("guest");
        one(guest, "join", baker.fact("invite"), "--wait", "60");
        Map<String, String> found = new TreeMap<>();
        List<Matcher> commands = commands();
        assertTrue(commands.size() <= 10 && commands.size() > 5, commands.size() + " commands");
        JsonNode last = null;
        for (Matcher command : commands) {
            ChildNode at = command.group(1).equals("guest") ? guest : baker;
            String[] words = words(command.group(2), found);
            // What the other one wrote may still be on its way.
            assertTrue(
                    Patience.until(PATIENCE_MILLIS, () -> {
                        run(at == guest ? baker : guest, "inbox");
                        return run(at, words) == Exit.OK;
                    }),
                    () -> command.group() + ": " + typed.err());
            last = lines().get(0);
            for (String each : List.of("id", "deal", "tab")) {
                if (last.hasNonNull(each)) {
                    found.put(
                            each.replace("id", "ID").replace("deal", "DEAL").replace("tab", "TAB"),
                            last.get(each).asText());
                }
            }
        }
        assertEquals(0, last.path("owedByMe").asInt());
        assertEquals(2, last.path("entries").size());
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(baker, "inbox") == Exit.OK
                                && run(baker, "deal", "show", found.get("DEAL")) == Exit.OK
                                && typed.out().contains("\"state\":\"closed\"")),
                typed::out);
        assertEquals(Exit.OK, run(guest, "inbox"));
        assertEquals(
                0, one(guest, "tab", "show", found.get("TAB")).path("owedByMe").asInt());
    }
}
