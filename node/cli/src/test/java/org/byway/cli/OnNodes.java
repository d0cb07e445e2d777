package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests on real processes: nodes that are started, killed and started again, and somebody who types commands at their homes. */
abstract class OnNodes {
    static final long PATIENCE_MILLIS = 120_000;
    private static final int COMMAND_SECONDS = 20;
    static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    final Typed typed = new Typed();
    private final List<ChildNode> started = new ArrayList<>();

    @AfterEach
    final void endAll() {
        started.forEach(ChildNode::stop);
    }

    /** Starts the node of a new home of that name. */
    final ChildNode up(String name) throws IOException {
        return up(new ChildNode(name, folder));
    }

    /** Starts a node, or starts it again. */
    final ChildNode up(ChildNode node) throws IOException {
        if (!started.contains(node)) {
            started.add(node);
        }
        node.start();
        node.awaitReady();
        return node;
    }

    /** Whether a command of the system ends well, and in time. */
    static boolean succeeds(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs a command at the node's home; gives its exit code. */
    final int run(ChildNode node, String... words) {
        return run(node.home().folder(), words);
    }

    /** Likewise, at a home that may have no node. */
    final int run(Path home, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--json", "--home", home.toString()));
        return typed.run(all.toArray(String[]::new));
    }

    /** Runs a command that answers with one line. */
    final JsonNode one(ChildNode node, String... words) throws IOException {
        return one(node.home().folder(), words);
    }

    final JsonNode one(Path home, String... words) throws IOException {
        List<JsonNode> lines = all(home, words);
        assertEquals(1, lines.size(), typed.out());
        return lines.get(0);
    }

    /** Runs a command; gives all that it writes. */
    final List<JsonNode> all(ChildNode node, String... words) throws IOException {
        return all(node.home().folder(), words);
    }

    final List<JsonNode> all(Path home, String... words) throws IOException {
        assertEquals(Exit.OK, run(home, words), String.join(" ", words) + ": " + typed.err());
        return lines();
    }

    /** What the last command wrote. */
    final List<JsonNode> lines() {
        return typed.out().lines().map(OnNodes::parsed).toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
