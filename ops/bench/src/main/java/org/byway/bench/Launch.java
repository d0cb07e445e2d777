package org.byway.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How to run {@code byway} in another process: the words of the command line before its own. */
public record Launch(List<String> words) {
    /** What every node of a run may use at most. */
    static final String HEAP = "-Xmx512m";

    private static final long COMMAND_SECONDS = 60;

    /** The same Java, flags and class path as this process, with that main class. */
    public static Launch likeThisProcess(String mainClass) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-agentlib") && !flag.startsWith("-javaagent") && !flag.startsWith("-Xmx")) {
                words.add(flag);
            }
        }
        words.add(HEAP);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        return new Launch(List.copyOf(words));
    }

    /** The same with other options of Java, which stand before the class path; a later one is stronger. */
    Launch with(List<String> options) {
        List<String> other = new ArrayList<>(words);
        other.addAll(words.indexOf(HEAP) + 1, options);
        return new Launch(List.copyOf(other));
    }

    ProcessBuilder builder(List<String> arguments, Path log) {
        List<String> command = new ArrayList<>(words);
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    /** Runs one command to its end and returns what it printed. */
    String run(Path log, String... arguments) throws IOException, InterruptedException, BenchFailure {
        Process process = builder(List.of(arguments), log).start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                throw new BenchFailure("bench", "`byway " + arguments[0] + "` failed.", NodeProcess.lastLines(log));
            }
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
