package org.byway.protocol.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table of a course in SPEC.md, and its drawing: held to what was found by trying, in both directions. */
public final class LifecycleTable {
    private LifecycleTable() {}

    /**
     * Checks both.
     *
     * @param name of the marks around them in SPEC.md
     * @param found rows: state | step | by | next
     */
    public static void check(String name, TreeSet<String> found) throws IOException {
        assertEquals(String.join("\n", lines(name + " table")), table(found));
        assertEquals(String.join("\n", lines(name + " drawing")), drawing(found));
    }

    /** Rows that differ in their next states alone are one. */
    private static String table(TreeSet<String> found) {
        Map<String, TreeSet<String>> next = new TreeMap<>();
        for (String row : found) {
            int last = row.lastIndexOf(" | ");
            next.computeIfAbsent(row.substring(0, last), none -> new TreeSet<>())
                    .add(row.substring(last + 3));
        }
        return next.entrySet().stream()
                .map(row -> "| " + row.getKey() + " | " + String.join(", ", row.getValue()) + " |")
                .collect(Collectors.joining("\n"));
    }

    /** Mermaid's words for the same, without what leaves a state as it is. */
    private static String drawing(TreeSet<String> found) {
        Map<String, TreeSet<String>> arrows = new TreeMap<>();
        for (String row : found) {
            String[] part = row.split(" \\| ");
            if (!part[0].equals(part[3])) {
                arrows.computeIfAbsent(part[0] + " --> " + part[3], none -> new TreeSet<>())
                        .add(part[1]);
            }
        }
        return arrows.entrySet().stream()
                .map(arrow -> "    " + arrow.getKey() + ": " + String.join(", ", arrow.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** The lines of SPEC.md between the marks of that name. */
    private static List<String> lines(String name) throws IOException {
        Path file = Path.of("SPEC.md");
        List<String> all = Files.readAllLines(Files.exists(file) ? file : Path.of("..", "SPEC.md"));
        int from = all.indexOf("<!-- " + name + " -->");
        int to = all.indexOf("<!-- end of " + name + " -->");
        assertTrue(from >= 0 && to > from, "SPEC.md has no " + name);
        return all.subList(from + 1, to).stream()
                .filter(line -> !line.startsWith("```") && !line.startsWith("| ---") && !line.startsWith("| state"))
                .filter(line -> !line.isBlank() && !line.equals("stateDiagram-v2"))
                .toList();
    }
}
