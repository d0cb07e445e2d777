package org.byway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that holds sessions with a node, until its standard input ends. */
final class Holder implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long END_SECONDS = 20;

    private final Process process;
    private final BufferedReader out;
    private final Path log;

    private Holder(Process process, Path log) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.log = log;
    }

    /** Has it begin; {@link #opened} waits until they stand. */
    static Holder start(Launch launch, NodeProcess node, int sessions, Path log) throws IOException, BenchFailure {
        String at = node.address().text();
        List<String> hold = List.of(
                "bench",
                "hold",
                "--node",
                at,
                "--invite",
                node.inviteText(),
                "--sessions",
                String.valueOf(sessions),
                "--json");
        return new Holder(launch.builder(hold, log).start(), log);
    }

    /** How many it has opened, once it has. */
    long opened() throws IOException, BenchFailure {
        return next().path("held").asLong();
    }

    /** Ends it; how many had stood until then. */
    long ended() throws IOException, BenchFailure {
        process.getOutputStream().close();
        return next().path("left").asLong();
    }

    private JsonNode next() throws IOException, BenchFailure {
        String line = out.readLine();
        if (line == null) {
            throw new BenchFailure("node", "A process that holds sessions has ended.", NodeProcess.lastLines(log));
        }
        return JSON.readTree(line);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
