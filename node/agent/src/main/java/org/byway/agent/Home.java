package org.byway.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.byway.agent.keys.Keyring;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.keys.PrivateFiles;
import org.byway.agent.ledger.FileBinder;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.Interests;

/**
 * A folder of a person's own: {@code agent/} with keys and ledger, {@code node/} with what a node of that person's keeps. The two
 * halves meet in {@code node/run.json} only, by which the agent finds the running node, and in the socket that it names.
 */
public record Home(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Path agentFolder() {
        return folder.resolve("agent");
    }

    public Path nodeFolder() {
        return folder.resolve("node");
    }

    /** Opens the agent, making its keys and its ledger if they are not there. */
    public Agent open(InstantSource clock, RandomGenerator random) throws IOException {
        PrivateFiles.folder(folder);
        Keyring keys = Keyring.open(agentFolder(), random);
        FileBinder binder = FileBinder.open(agentFolder());
        try {
            return new Agent(keys, Ledger.open(binder), clock, random);
        } catch (IOException | RuntimeException e) {
            binder.close();
            throw e;
        }
    }

    /** Whether there is an agent here already. */
    public boolean exists() {
        return Files.isDirectory(agentFolder());
    }

    /** The node of this home as it announced itself at its start; empty where none runs. */
    public Optional<Running> running() throws IOException {
        JsonNode run;
        try {
            run = JSON.readTree(Files.readAllBytes(nodeFolder().resolve("run.json")));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        }
        Running running = new Running(
                run.path("pid").asLong(),
                run.path("http").asText(),
                run.path("listen").asText(),
                run.path("token").asText(),
                Optional.ofNullable(run.path("socket").textValue()).map(Path::of));
        boolean alive = running.pid() > 0
                && ProcessHandle.of(running.pid()).map(ProcessHandle::isAlive).orElse(false);
        return alive && !running.http().isEmpty() ? Optional.of(running) : Optional.empty();
    }

    /** A running node: its process, its addresses, the token that lets its host in, and its socket in the home if it has one. */
    public record Running(long pid, String http, String listen, String token, Optional<Path> socket) {
        /** By its socket, or by its port where there is none. */
        public HttpNode node() {
            return socket.filter(Files::exists).map(HttpNode::at).orElseGet(() -> new HttpNode(reachable(http), token));
        }

        /** Its standing interests, by its port: events come as a stream. Of the host, or of whom the signer signs for. */
        public Interests interests(PersonaSigner signer) {
            return new HttpNode(reachable(http), token).interests(signer);
        }

        /** A node that listens at all addresses is found at the one of this machine. */
        private static String reachable(String address) {
            String port = address.substring(address.lastIndexOf(':') + 1);
            return switch (address.substring(0, address.length() - port.length())) {
                case "0.0.0.0:" -> "127.0.0.1:" + port;
                case "[::]:", "[0:0:0:0:0:0:0:0]:" -> "[::1]:" + port;
                default -> address;
            };
        }

        @Override
        public String toString() {
            return "Running[pid=" + pid + ", http=" + http + ", listen=" + listen + "]";
        }
    }
}
