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
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.FileBinder;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.letter.Device;
import org.byway.agent.letter.Letters;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.Interests;
import org.byway.agent.vault.Opened;
import org.byway.agent.vault.SealedBinder;
import org.byway.agent.vault.Unlocking;
import org.byway.agent.vault.Vault;
import org.byway.agent.vault.VaultFolder;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.record.Bytes32;

/**
 * A folder of a person's own: {@code agent/} with vault and ledger, {@code node/} with what a node of that person's keeps. The two
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

    /** Opens the agent, making its vault if there is none, which needs no passphrase. */
    public Agent open(InstantSource clock, RandomGenerator random) throws IOException {
        return open(Unlocking.none(), clock, random);
    }

    /** Likewise; {@link org.byway.agent.vault.VaultLocked} where it has a passphrase that is not at hand. */
    public Agent open(Unlocking unlocking, InstantSource clock, RandomGenerator random) throws IOException {
        PrivateFiles.folder(folder);
        FileBinder files = FileBinder.open(agentFolder());
        try {
            Opened opened = opened(files, vault(unlocking, random));
            SealedBinder binder = new SealedBinder(files, opened.dataKey(), random);
            Keyring keys = Keyring.of(opened.words(), opened.seed());
            Bytes32 hosted = host().map(Host::community).orElse(null);
            return new Agent(keys, Ledger.open(binder), Vault.open(binder), hosted, clock, random);
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    /** Makes the vault of a home that has none, of these words, before the agent is opened the first time. */
    public void create(RecoveryWords words, RandomGenerator random) throws IOException {
        PrivateFiles.folder(folder);
        try (FileBinder files = FileBinder.open(agentFolder());
                Binder.Turn turn = files.turn()) {
            vault(Unlocking.none(), random).create(words, files);
        }
    }

    /** The vault itself, to be locked and unlocked. */
    public VaultFolder vault(Unlocking unlocking, RandomGenerator random) throws IOException {
        return new VaultFolder(agentFolder(), unlocking, random);
    }

    private static Opened opened(FileBinder files, VaultFolder vault) throws IOException {
        try (Binder.Turn turn = files.turn()) {
            return vault.exists() ? vault.open() : vault.create(RecoveryWords.SHORT_ENTROPY_BYTES, files);
        }
    }

    /** The letters of the home's agent. */
    public Letters letters(Agent agent, InstantSource clock, RandomGenerator random) throws IOException {
        Letters letters = Letters.open(agent.keys(), agent.vault(), Device.open(agentFolder(), random), clock, random);
        letters.take(agent::sealedBy);
        return letters;
    }

    /** Somebody else's node by which the person speaks; empty where it is the home's own. */
    public Optional<Host> host() throws IOException {
        Path file = hostFile();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Host.of(JSON.readTree(Files.readAllBytes(file))));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(file + " is damaged: it is to name the node by which you speak", e);
        }
    }

    /** From now on the person speaks by that node. */
    public void speakBy(Host host) throws IOException {
        PrivateFiles.write(hostFile(), host.bytes());
    }

    private Path hostFile() {
        return agentFolder().resolve("host.json");
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
        /** Where its HTTP interface is reached from here. */
        public String address() {
            return reachable(http);
        }

        /** By its socket, or by its port where there is none. */
        public HttpNode node() {
            return socket.filter(Files::exists).map(HttpNode::at).orElseGet(() -> new HttpNode(reachable(http), token));
        }

        /**
         * Standing interests of the host; or, where there is a signer, of whom it signs for: those by the port, since whoever
         * comes by the socket is the host.
         */
        public Interests interests(PersonaSigner signer) {
            HttpNode node = signer == null ? node() : new HttpNode(reachable(http), "");
            return node.interests(signer);
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
