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
    Path folder;

    private Path ops;

    private record Outcome(int exit, List<String> out) {
        String last() {
            return out.get(out.size() - 1);
        }
    }

    @BeforeEach
    void copy() throws IOException {
        ops = Files.createDirectory(folder.resolve("ops"));
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

    @Test
    void whatEachTargetOfTheFuzzerDidIsCounted() throws Exception {
        maven("echo '[INFO] Running org.byway.protocol.record.EnvelopeFuzzTest'\necho 'Done 1200 runs in 2 second(s)'\n"
                + "echo '[INFO] Running org.byway.server.PackedFuzzTest'\necho 'Done 34 runs in 2 second(s)'\n");
        Outcome outcome = soak("fuzz", "2");
        assertTrue(outcome.out.contains("fuzz: EnvelopeFuzzTest: 1200 runs, 0 finds"), outcome.toString());
        assertEquals("fuzz: 2 targets, 1234 runs, 0 finds", outcome.last());
        assertEquals(0, outcome.exit);
    }

    @Test
    void aFindAndATargetThatNeverGotGoingFail() throws Exception {
        maven("echo '[INFO] Running org.byway.server.PackedFuzzTest'\necho '== Java Exception: java.lang.Error'\n"
                + "echo 'Done 34 runs in 2 second(s)'\n");
        Outcome found = soak("fuzz", "2");
        assertTrue(found.out.contains("fuzz: 1 targets, 34 runs, 1 finds"), found.toString());
        assertEquals(1, found.exit);
        maven("echo '[INFO] Running org.byway.server.PackedFuzzTest'\n");
        Outcome idle = soak("fuzz", "2");
        assertTrue(idle.out.contains("fuzz: PackedFuzzTest: 0 runs, 0 finds; it never got going"), idle.toString());
        assertEquals(1, idle.exit);
        maven("true\n");
        assertEquals(1, soak("fuzz", "2").exit, "no target at all");
    }

    /** A Maven, and what looks for a JDK and for Maven, that only say what they are told to. */
    private void maven(String says) throws IOException {
        script("jdk", "echo /no/jdk\n");
        script("maven", "true\n");
        script("mvn", says);
    }

    private void byway(String does) throws IOException {
        script("byway", does);
    }

    private void script(String name, String does) throws IOException {
        Path script = Files.writeString(ops.resolve(name), "#!/bin/bash\n" + does);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome soak(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ops.resolve("soak").toString()));
        command.addAll(List.of(words));
        Path out = ops.resolve("out");
        ProcessBuilder soak =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        soak.environment().merge("PATH", ops.toString(), (path, first) -> first + ":" + path);
        int exit = soak.start().waitFor();
        return new Outcome(exit, Files.readAllLines(out));
    }
}
