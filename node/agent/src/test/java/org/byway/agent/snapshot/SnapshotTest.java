package org.byway.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.byway.agent.Agent;
import org.byway.agent.Home;
import org.byway.agent.Prepared;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.FileBinder;
import org.byway.agent.node.Reply;
import org.byway.agent.node.SnapshotPort;
import org.byway.agent.vault.Opened;
import org.byway.agent.vault.Unlocking;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.vault.SignedSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody loses a home and gets it back of words and a snapshot; what is altered, old or of others makes none. */
class SnapshotTest {
    private static final long NOW = 1_800_000_000_000L;

    private final Random random = new Random(5);

    @TempDir
    private Path folder;

    private Home home;
    private Bytes32 table;

    @BeforeEach
    void make() throws IOException {
        home = new Home(folder.resolve("home"));
        try (Agent agent = open(home)) {
            agent.steward().found("Riverside", new Bytes32(1, 2, 3, 4));
            agent.personas().begin("Ana").orThrow();
            table = say(agent, "Table");
        }
    }

    private Agent open(Home at) throws IOException {
        return at.open(() -> Instant.ofEpochMilli(NOW), random);
    }

    private static Bytes32 say(Agent agent, String title) throws IOException {
        var draft = DraftReader.read(Wanted.OFFERS, Map.of("title", title, "seller", "Ana")::get);
        Prepared prepared = Agent.prepare(Wanted.OFFERS, draft.orThrow()).orThrow();
        return agent.seal(List.of(prepared)).orElseThrow().entries().get(0).id();
    }

    private Opened opened() throws IOException {
        return home.vault(Unlocking.none(), random).open();
    }

    private Restore restore() throws IOException {
        Opened opened = opened();
        return new Restore(Keyring.of(opened.words(), opened.seed()), opened.seed(), NOW, random);
    }

    /** Takes a snapshot and leaves it. */
    private Reply<Integer> leave(Shelf node) throws IOException {
        try (FileBinder files = FileBinder.open(home.agentFolder())) {
            return Backup.take(files, opened(), () -> Instant.ofEpochMilli(NOW), random)
                    .orThrow()
                    .leave(node);
        }
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        try (FileBinder files = FileBinder.open(home.agentFolder())) {
            Backup.take(files, opened(), () -> Instant.ofEpochMilli(NOW), random)
                    .orThrow()
                    .write(file);
        }
        return file;
    }

    @Test
    void whatACrashHasTornIsNotInASnapshot() throws IOException {
        for (Binder.Part part : Binder.Part.values()) {
            Path file = home.agentFolder().resolve(part.file());
            byte[] bytes = Files.readAllBytes(file);
            // The beginning of a frame as it would follow, whose rest never came.
            Files.write(file, Arrays.copyOf(new byte[] {0}, 7 + bytes.length % 50), StandardOpenOption.APPEND);
        }
        Shelf shelf = new Shelf();
        try (FileBinder files = FileBinder.open(home.agentFolder())) {
            Backup backup = Backup.take(files, opened(), () -> Instant.ofEpochMilli(NOW), random)
                    .orThrow();
            try (Agent agent = open(home)) {
                say(agent, "Chair");
                agent.personas().begin("Bea").orThrow();
            }
            assertInstanceOf(Reply.Got.class, backup.leave(shelf));
        }
        Home again = new Home(folder.resolve("again"));
        Files.createDirectories(again.folder());
        restore().from(List.of(shelf), again.agentFolder());
        try (Agent agent = open(again)) {
            assertTrue(agent.said(table).isPresent());
        }
    }

    @Test
    void aHomeComesBackOfTheNewestSnapshotOfAnyNode() throws IOException {
        Shelf one = new Shelf();
        Shelf other = new Shelf();
        leave(one);
        try (Agent agent = open(home)) {
            say(agent, "Chair");
        }
        assertTrue(((Reply.Got<Integer>) leave(other)).value() > 0);
        Home again = new Home(folder.resolve("again"));
        Files.createDirectories(again.folder());
        Restore.Done done = restore().from(List.of(one, other), again.agentFolder());
        assertEquals(2, done.number());
        try (Agent agent = open(again);
                Agent before = open(home)) {
            assertEquals(before.community(), agent.community());
            assertEquals(before.waiting(), agent.waiting());
            assertArrayEquals(
                    before.bytes(before.waiting().get(2)),
                    agent.bytes(agent.waiting().get(2)));
            assertEquals("Ana", agent.personas().identities().get(0).name());
        }
    }

    @Test
    void onlyWhatIsNewIsSent() throws IOException {
        Shelf node = new Shelf();
        leave(node);
        int before = node.chunks.size();
        leave(node);
        // The vault's log alone has grown: by the number of the snapshot before.
        assertEquals(before + 1, node.chunks.size());
    }

    @Test
    void whatWasSaidBeforeIsNotChangedByARestoredHome() throws IOException {
        Path file = write("backup");
        Home again = new Home(folder.resolve("again"));
        Files.createDirectories(again.folder());
        restore().from(file, again.agentFolder());
        try (Agent agent = open(again)) {
            assertRefused(agent.withdraw(table, Wanted.OFFERS));
            assertRefused(agent.revise(table, Wanted.OFFERS, Map.of("title", "Oak table")::get));
            assertRefused(agent.personas().rotate("Ana"));
            assertRefused(agent.personas().end("Ana"));
            Bytes32 chair = say(agent, "Chair");
            agent.withdraw(chair, Wanted.OFFERS).orThrow();
            agent.personas().begin("Bo").orThrow();
            agent.personas().rotate("Bo").orThrow();
        }
    }

    private static void assertRefused(Checked<?> checked) {
        Checked.Refused<?> refused = assertInstanceOf(Checked.Refused.class, checked);
        assertEquals(Reason.NOT_YET, refused.refusal().reason());
    }

    @Test
    void aHomeThatFellBehindLeavesNothingOverANewerSnapshot() throws IOException {
        Shelf node = new Shelf();
        Path old = write("old");
        leave(node);
        Home again = new Home(folder.resolve("again"));
        Files.createDirectories(again.folder());
        restore().from(old, again.agentFolder());
        home = again;
        Reply.Refused<Integer> refused = assertInstanceOf(Reply.Refused.class, leave(node));
        assertEquals("newer-snapshot", refused.code());
        assertEquals(1, node.snapshots.size());
    }

    @Test
    void nothingIsWrittenOverAHomeOrAFile() throws IOException {
        Path file = write("backup");
        assertThrows(IOException.class, () -> write("backup"));
        byte[] ledger = Files.readAllBytes(home.agentFolder().resolve("ledger"));
        assertThrows(IOException.class, () -> restore().from(file, home.agentFolder()));
        assertArrayEquals(ledger, Files.readAllBytes(home.agentFolder().resolve("ledger")));
    }

    @Test
    void aFileThatWasAlteredOrCutShortMakesNoHome() throws IOException {
        byte[] good = Files.readAllBytes(write("backup"));
        Path bad = folder.resolve("bad");
        Path target = Files.createDirectories(folder.resolve("again")).resolve("agent");
        for (int at = 0; at < good.length; at += at < 600 ? 1 : 97) {
            byte[] altered = good.clone();
            altered[at] ^= 1;
            Files.write(bad, altered);
            assertThrows(IOException.class, () -> restore().from(bad, target), "byte " + at);
            Files.write(bad, Arrays.copyOf(good, at));
            assertThrows(IOException.class, () -> restore().from(bad, target), at + " bytes");
            assertFalse(Files.exists(target));
        }
        Files.write(bad, good);
        assertEquals(1, restore().from(bad, target).number());
    }

    @Test
    void otherWordsOpenNothing() throws IOException {
        Path file = write("backup");
        Keyring stranger = Keyring.ofRandom(random);
        Restore other = new Restore(stranger, stranger.words().seed(""), NOW, random);
        assertThrows(IOException.class, () -> other.from(file, folder.resolve("agent")));
        assertThrows(IOException.class, () -> other.from(List.of(), folder.resolve("agent")));
        assertFalse(Files.exists(folder.resolve("agent")));
    }

    @Test
    void aNodeThatHasLostAChunkIsHelpedByAnother() throws IOException {
        Shelf one = new Shelf();
        leave(one);
        Shelf other = new Shelf();
        other.snapshots.putAll(one.snapshots);
        other.chunks.putAll(one.chunks);
        Bytes32 lost = one.chunks.firstKey();
        one.chunks.remove(lost);
        assertThrows(IOException.class, () -> restore().from(List.of(one), folder.resolve("agent")));
        assertFalse(Files.exists(folder.resolve("agent")));
        assertEquals(
                1, restore().from(List.of(one, other), folder.resolve("agent")).number());
    }

    /** A node that keeps snapshots in memory. */
    private static final class Shelf implements SnapshotPort {
        private final TreeMap<Bytes32, byte[]> chunks = new TreeMap<>();
        private final TreeMap<Long, SignedSnapshot> snapshots = new TreeMap<>();

        @Override
        public Bytes32 node() {
            return Bytes32.ZERO;
        }

        @Override
        public Reply<List<Bytes32>> missing(List<Bytes32> asked) {
            List<Bytes32> missing = new ArrayList<>(asked);
            missing.removeAll(chunks.keySet());
            return new Reply.Got<>(missing);
        }

        @Override
        public Reply<Bytes32> put(byte[] chunk) {
            chunks.put(Sha256.of(chunk), chunk);
            return new Reply.Got<>(Sha256.of(chunk));
        }

        @Override
        public Reply<byte[]> chunk(Bytes32 digest) {
            byte[] chunk = chunks.get(digest);
            return chunk == null ? new Reply.Refused<>("unknown-chunk", "it is not here") : new Reply.Got<>(chunk);
        }

        @Override
        public Reply<Bytes32> put(SignedSnapshot snapshot) {
            if (!chunks.keySet().containsAll(snapshot.said().chunks())) {
                return new Reply.Refused<>("incomplete", "chunks are missing");
            }
            snapshots.put(snapshot.number(), snapshot);
            return new Reply.Got<>(snapshot.digest());
        }

        @Override
        public Reply<SignedSnapshot> snapshot(long number) {
            return found(snapshots.get(number));
        }

        @Override
        public Reply<SignedSnapshot> latest() {
            return found(snapshots.isEmpty() ? null : snapshots.lastEntry().getValue());
        }

        private static Reply<SignedSnapshot> found(SignedSnapshot snapshot) {
            return snapshot == null
                    ? new Reply.Refused<>("unknown-snapshot", "it is not here")
                    : new Reply.Got<>(snapshot);
        }

        @Override
        public Reply<List<Listed>> list(int limit) {
            return new Reply.Got<>(List.of());
        }

        @Override
        public Reply<Boolean> remove() {
            return new Reply.Got<>(true);
        }
    }
}
