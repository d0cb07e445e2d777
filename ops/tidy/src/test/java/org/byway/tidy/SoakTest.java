package org.byway.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The campaigns' script beside a byway that only says what it is told to: it counts right, and never calls a failure good. */
class SoakTest {
    private static final Path SCRIPT = Path.of(System.getProperty("byway.root"), "ops", "soak");
    private static final String GOOD = "echo '{\"scenario\":\"calm\",\"seed\":1,\"ok\":true,\"failure\":null}'\n";
    private static final String BAD =
            "echo '{\"scenario\":\"calm\",\"seed\":2,\"ok\":false,\"failure\":\"lost one (again:"
                    + " byway simulate --seed 2)\"}'\n";

    @TempDir
    Path ops;

    private record Outcome(int exit, List<String> out) {
        String last() {
            return out.get(out.size() - 1);
        }
    }

    @BeforeEach
    void copy() throws IOException {
        Files.copy(SCRIPT, ops.resolve("soak"));
    }

    @Test
    void runsOverBothStoresAreCounted() throws Exception {
        byway(GOOD + GOOD);
        Outcome outcome = soak("simulate", "2");
        assertEquals("simulate: 4 runs, 0 failed", outcome.last());
        assertEquals(0, outcome.exit);
    }

    @Test
    void aFailureIsToldWithItsCommandAndInTheExitCode() throws Exception {
        byway(GOOD + BAD + "exit 1\n");
        Outcome outcome = soak("simulate", "2");
        assertTrue(outcome.out.contains("lost one (again: byway simulate --seed 2)"), outcome.toString());
        assertEquals("simulate: 4 runs, 2 failed", outcome.last());
        assertEquals(1, outcome.exit);
    }

    @Test
    void aSimulatorThatDiesIsNoSuccess() throws Exception {
        byway(GOOD + "exit 1\n");
        Outcome outcome = soak("simulate", "2");
        assertEquals("simulate: 2 runs, 0 failed; it did not come to its end", outcome.last());
        assertEquals(1, outcome.exit);
        byway("exit 0\n");
        assertEquals(1, soak("simulate").exit);
    }

    @Test
    void wrongWordsAreRefused() throws Exception {
        assertEquals(2, soak().exit);
        assertEquals(2, soak("dance").exit);
        assertEquals(2, soak("simulate", "many").exit);
        assertEquals(2, soak("simulate", "100001").exit);
        assertEquals(0, soak("--help").exit);
    }

    private void byway(String does) throws IOException {
        Path byway = Files.writeString(ops.resolve("byway"), "#!/bin/bash\n" + does);
        Files.setPosixFilePermissions(byway, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome soak(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ops.resolve("soak").toString()));
        command.addAll(List.of(words));
        Path out = ops.resolve("out");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        return new Outcome(exit, Files.readAllLines(out));
    }
}
