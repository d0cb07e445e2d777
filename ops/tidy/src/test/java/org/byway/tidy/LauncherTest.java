package org.byway.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a project of a few empty files, with a JDK and a Maven that only say how they were called. */
class LauncherTest {
    private static final Path SCRIPTS = Path.of(System.getProperty("byway.root"), "ops");

    /** Makes what Maven would leave behind, and counts its calls. */
    private static final String MAVEN = """
            #!/bin/bash
            if [ "$1" = -v ]; then echo "Apache Maven 3.9.6"; exit; fi
            echo called >>"$CALLS"
            for word; do case $word in -Dbyway.launch=*) build=${word#*=} ;; esac; done
            mkdir -p "$build/byway-cli/lib" && echo jar >"$build/byway-cli/byway-cli-1.jar" && echo jar >"$build/byway-cli/lib/other.jar"
            echo "[INFO] Building Byway protocol 0.1.0-SNAPSHOT [1/1]"
            [ ! -e "$CALLS.fail" ] || { echo "[ERROR] A.java:[1,1] broken"; exit 1; }
            """;

    private static final String JAVA = """
            #!/bin/bash
            for word; do [ "$word" = --home ] && exit 1; done # no training
            while [ "$1" != org.byway.cli.Main ]; do shift; done
            shift
            printf '<%s>' "$@"; echo
            """;

    @TempDir
    Path scratch;

    private Path project;
    private Path calls;

    private record Outcome(int exit, String out, String err) {}

    @BeforeEach
    void makeProject() throws IOException {
        project = scratch.resolve("a project");
        calls = scratch.resolve("calls");
        Path ops = Files.createDirectories(project.resolve("ops"));
        for (String name : List.of("byway", "build", "train", "jdk", "maven", "newer", "advise", "jvm.flags")) {
            Files.copy(SCRIPTS.resolve(name), ops.resolve(name));
            executable(ops.resolve(name));
        }
        Files.createDirectories(project.resolve("protocol/src/main/java"));
        Files.writeString(project.resolve("pom.xml"), "");
        jdk("21.0.4");
        script(scratch.resolve("path/mvn"), MAVEN);
    }

    @Test
    void buildsOnceAndLeavesStandardOutputToTheProgram() throws Exception {
        Outcome first = byway("offer", "post", "--title", "two  words");
        assertEquals("<offer><post><--title><two  words>\n", first.out);
        assertTrue(first.err.contains("[1/1] Byway protocol"), first.err);
        Outcome second = byway("status");
        assertEquals(new Outcome(0, "<status>\n", ""), second);
        assertEquals(1, mavenCalls());
    }

    @Test
    void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
        Path source = Files.writeString(project.resolve("protocol/src/main/java/A.java"), "");
        byway("status");
        date(source, "2200-01-01T00:00:00Z");
        byway("status");
        assertEquals(2, mavenCalls());
        byway("status");
        assertEquals(2, mavenCalls(), "a date in the future is built once");
        Files.delete(source);
        date(source.getParent(), "2200-01-01T00:00:01Z");
        byway("status");
        assertEquals(3, mavenCalls());
    }

    @Test
    void aBuildThatFailsSaysWhyAndLeavesTheLastOneUsable() throws Exception {
        byway("status");
        Files.writeString(calls.resolveSibling("calls.fail"), "");
        date(project.resolve("pom.xml"), "2200-01-01T00:00:00Z");
        Outcome failed = byway("status");
        assertEquals(1, failed.exit);
        assertEquals("", failed.out);
        assertTrue(failed.err.contains("A.java:[1,1] broken"), failed.err);
        assertEquals(new Outcome(0, "<status>\n", ""), run(Map.of("BYWAY_BUILD", "never"), byway(), "status"));
    }

    @Test
    void worksThroughALinkFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(scratch.resolve("linked"), byway());
        assertEquals("<status>\n", run(Map.of(), link, "status").out);
    }

    @Test
    void namesWhatToInstallWhereMavenIsTooOld() throws Exception {
        script(scratch.resolve("path/mvn"), "#!/bin/bash\necho Apache Maven 3.6.3\n");
        Outcome refused = byway("status");
        assertEquals(78, refused.exit);
        assertTrue(refused.err.contains("needs Maven 3.8 or newer to build, and found 3.6.3"), refused.err);
        assertTrue(refused.err.contains("maven"), refused.err);
    }

    @Test
    void anOlderJdkIsPassedOver() throws Exception {
        Path old = scratch.resolve("old");
        script(old.resolve("bin/java"), "#!/bin/bash\nexit 1\n");
        script(old.resolve("bin/javac"), "#!/bin/bash\nexit 1\n");
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");
        Map<String, String> both = Map.of("BYWAY_JAVA_HOME", old.toString(), "JAVA_HOME", jdk("25"));
        assertEquals("<status>\n", run(both, byway(), "status").out);
    }

    private Path byway() {
        return project.resolve("ops/byway");
    }

    private Outcome byway(String... words) throws Exception {
        return run(Map.of(), byway(), words);
    }

    private Outcome run(Map<String, String> environment, Path program, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        Path out = scratch.resolve("out");
        Path err = scratch.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("BYWAY_"));
        variables.put("JAVA_HOME", scratch.resolve("jdk").toString());
        variables.put("PATH", scratch.resolve("path") + ":" + variables.get("PATH"));
        variables.put("CALLS", calls.toString());
        variables.putAll(environment);
        int exit = builder.start().waitFor();
        return new Outcome(exit, Files.readString(out), Files.readString(err));
    }

    private long mavenCalls() throws IOException {
        try (Stream<String> lines = Files.lines(calls)) {
            return lines.count();
        }
    }

    private String jdk(String version) throws IOException {
        Path home = scratch.resolve("jdk");
        script(home.resolve("bin/java"), JAVA);
        script(home.resolve("bin/javac"), "#!/bin/bash\n");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home.toString();
    }

    private static void date(Path file, String time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
