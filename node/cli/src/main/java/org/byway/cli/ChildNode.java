package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.byway.agent.Home;
import org.byway.agent.node.HttpNode;

/** A node of the demonstration: {@code byway serve} in a process and a home of its own. */
final class ChildNode {
    private static final long READY_SECONDS = 180;
    private static final long STOP_SECONDS = 10;

    private final String name;
    private final Home home;
    private final Path log;
    private final List<String> within;
    private final String listen;
    private Process process;
    private JsonNode ready;

    ChildNode(String name, Path folder) {
        this(name, folder, List.of(), "127.0.0.1:0");
    }

    /** Likewise, listening there and started by a command that is given its command line. */
    ChildNode(String name, Path folder, List<String> within, String listen) {
        this.within = within;
        this.listen = listen;
        this.name = name;
        this.home = new Home(folder.resolve(name));
        this.log = folder.resolve(name + ".log");
    }

    String name() {
        return name;
    }

    Home home() {
        return home;
    }

    /** Starts the process; {@link #awaitReady} tells when it is up. */
    void start() throws IOException {
        List<String> command = new ArrayList<>(within);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-agentlib") && !flag.startsWith("-javaagent")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "serve"));
        command.addAll(List.of("--listen", listen, "--http", "127.0.0.1:0", "--json"));
        command.addAll(List.of("--home", home.folder().toString()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
    }

    /** Waits for the line that says that the node is up; a Failure with what it said where it does not come. */
    void awaitReady() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> firstLine(out));
        try {
            String text = line.get(READY_SECONDS, TimeUnit.SECONDS);
            if (text == null) {
                throw failed("ended before it was up");
            }
            ready = new ObjectMapper().readTree(text);
        } catch (TimeoutException e) {
            throw failed("was not up in " + READY_SECONDS + " s");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted");
        }
    }

    private static String firstLine(BufferedReader out) {
        try {
            return out.readLine();
        } catch (IOException e) {
            return null;
        }
    }

    private Failure failed(String what) throws IOException {
        process.destroyForcibly();
        String said = Files.exists(log) ? Files.readString(log).strip() : "";
        return Failure.failed("demo", "Node " + name + " " + what + ".", said);
    }

    /** What the ready line says under this name. */
    String fact(String field) {
        return ready.path(field).asText();
    }

    HttpNode node() throws IOException {
        return home.running()
                .map(Home.Running::node)
                .orElseThrow(() -> Failure.failed("demo", "Node " + name + " is gone.", ""));
    }

    /** kill -9, and waits until it is gone. */
    void kill() {
        end(process.destroyForcibly());
    }

    /** SIGTERM, and waits until it has gone in peace; whether it did. */
    boolean stop() {
        if (process == null || !process.isAlive()) {
            return true;
        }
        process.destroy();
        boolean gone = end(process);
        if (!gone) {
            process.destroyForcibly();
        }
        return gone && process.exitValue() == Exit.OK;
    }

    private static boolean end(Process process) {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
