package org.byway.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.byway.protocol.peer.Neighbour;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes in one process: sockets, TLS, verifying threads, LMDB. */
class NodeTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    /** Returns once the record is on that node's disk; that takes as long as it takes. */
    private static void arrives(TownNode at, Bytes32 id) throws Exception {
        at.arrival(id).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whoWaitsForALinkIsToldAsSoonAsItIsThere() throws Exception {
        try (TownNode a = new TownNode(folder.resolve("a")).start();
                TownNode b = new TownNode(folder.resolve("b")).start()) {
            var waiting = b.link(a);
            assertFalse(waiting.isDone());
            b.join(a);
            List<Neighbour> linked = waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertEquals(
                    List.of(a.facts().node()),
                    linked.stream().map(Neighbour::node).toList());
            assertEquals(Neighbour.State.LINKED, linked.get(0).state());
            assertEquals(1, b.link(a).get(PATIENCE_SECONDS, TimeUnit.SECONDS).size(), "and at once where it is there");
        }
    }

    @Test
    void aHomeTooDeepForASocketIsServedByPortAlone() throws Exception {
        Path deep = folder.resolve("d".repeat(100));
        try (TownNode node = new TownNode(deep).start()) {
            node.post(node.offer("A bicycle"));
            assertFalse(Files.exists(deep.resolve("node.sock")));
            assertFalse(Files.readString(deep.resolve("run.json")).contains("socket"));
        }
    }

    @Test
    void linkedNodesCarryEachOthersRecordsThroughAThirdAndAfterARestart() throws Exception {
        try (TownNode a = new TownNode(folder.resolve("a")).start();
                TownNode b = new TownNode(folder.resolve("b")).start();
                TownNode c = new TownNode(folder.resolve("c")).start()) {
            SignedRecord before = c.offer("Bread from before the link");
            c.post(before);
            b.join(a);
            c.join(b);
            arrives(a, before.id());
            SignedRecord live = a.offer("A bicycle");
            a.post(live);
            arrives(c, live.id());
            b.close();
            SignedRecord missed = c.offer("Bread that b missed");
            c.post(missed);
            b.start();
            arrives(b, missed.id());
            arrives(a, missed.id());
            assertEquals(
                    a.service().standing().toCompletableFuture().get().counts(),
                    c.service().standing().toCompletableFuture().get().counts());
        }
    }

    @Test
    void nobodyElseCanReadWhatANodeKeeps() throws Exception {
        Path home = folder.resolve("home");
        Path store = Files.createDirectories(home.resolve("store"));
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (TownNode node = new TownNode(home).start();
                Stream<Path> kept = Files.walk(home)) {
            node.post(node.offer("A bicycle"));
            for (Path each : kept.toList()) {
                boolean shutByFolder = each.startsWith(home.resolve("index")) || each.endsWith("synonyms.txt");
                if (shutByFolder && !Files.isDirectory(each)) {
                    continue; // holds nothing but what is public, and nobody else comes as far
                }
                String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                assertEquals(Files.isDirectory(each) ? "rwx------" : "rw-------", rights, each.toString());
            }
        }
    }

    @Test
    void whateverStandsInThePlaceOfTheIndexIsTakenAway() throws Exception {
        Files.writeString(folder.resolve("index"), "no folder");
        NodeHome.open(folder, new SecureRandom()).close();
        assertTrue(Files.isDirectory(folder.resolve("index")));
    }

    @Test
    void aHomeIsForOneProcess() throws Exception {
        SecureRandom random = new SecureRandom();
        NodeHome home = NodeHome.open(folder, random);
        NodeHome.HomeInUse refused = assertThrows(NodeHome.HomeInUse.class, () -> NodeHome.open(folder, random));
        assertTrue(refused.getMessage().contains("in use"));
        Bytes32 key = home.key().publicKey();
        home.close();
        try (NodeHome again = NodeHome.open(folder, random)) {
            assertEquals(key, again.key().publicKey());
        }
    }
}
