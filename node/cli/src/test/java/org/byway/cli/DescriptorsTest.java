package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.byway.cli.config.HostPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A node that may have 256 files and sockets open, and more connections than that: it lets nobody in for a while, keeps its neighbours
 * and its records, and goes on as before once they have gone.
 */
class DescriptorsTest extends OnNodes {
    private static final int LIMIT = 256;
    private static final int CONNECTIONS = 400;
    private static final int POSTS = 6;

    private final Deque<Socket> held = new ArrayDeque<>();

    @AfterEach
    void letGo() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
        held.clear();
    }

    private ChildNode scarce() throws IOException {
        List<String> limited = List.of("bash", "-c", "ulimit -n " + LIMIT + " && exec \"$@\"", "limited");
        return up(new ChildNode("a", folder, limited, "127.0.0.1:0"));
    }

    /** Somebody connects and says nothing; who is turned away, or cut for saying nothing, comes again. */
    private void crowd(HostPort door) {
        try {
            while (held.size() >= CONNECTIONS) {
                held.pollFirst().close();
            }
            held.add(new Socket(door.host(), door.port()));
        } catch (IOException e) {
            // Turned away, as it may be.
        }
    }

    private List<String> titles(ChildNode node) {
        return run(node, "search", "offers", "chair") == Exit.OK
                ? lines().stream()
                        .map(line -> line.path("title").asText())
                        .sorted()
                        .toList()
                : List.of();
    }

    private boolean speaksWith(ChildNode node, ChildNode other) {
        return run(node, "peer", "list") == Exit.OK
                && lines().stream()
                        .anyMatch(peer -> peer.path("state").asText().equals("linked")
                                && peer.path("node").asText().equals(other.fact("node")));
    }

    private static String log(Path folder, String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            return "";
        }
    }

    private static long open(ChildNode node) {
        try (var all = Files.list(Path.of("/proc", node.fact("pid"), "fd"))) {
            return all.count();
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void whereNoDescriptorIsLeftNeighboursStayAndLaterAllGoesOn() throws IOException {
        ChildNode a = scarce();
        ChildNode b = up("b");
        one(b, "join", a.fact("invite"), "--wait", "60");
        one(a, "offer", "post", "--title", "chair before");
        HostPort door = HostPort.parse(a.fact("listen"));
        for (int i = 0; i < POSTS; i++) {
            for (int j = 0; j < CONNECTIONS; j++) {
                crowd(door);
            }
            one(i % 2 == 0 ? a : b, "offer", "post", "--title", "chair " + i);
        }
        assertTrue(log(folder, "a").contains("refused"), "most of them were turned away");
        assertTrue(speaksWith(b, a), () -> "who was there stays: " + typed.out() + log(folder, "a"));
        assertTrue(open(a) < LIMIT, "it has kept some for its own files");
        run(a, "doctor");
        List<String> codes = JSON.readTree(typed.out()).path("findings").findValuesAsText("code");
        assertTrue(codes.contains("descriptors_short") || codes.contains("descriptors_few"), codes.toString());

        letGo();
        List<String> all = List.of("chair 0", "chair 1", "chair 2", "chair 3", "chair 4", "chair 5", "chair before");
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> titles(a).equals(all)), () -> titles(a) + typed.err());
        ChildNode c = up("c");
        one(c, "join", a.fact("invite"), "--wait", "60");
        JsonNode posted = one(a, "offer", "post", "--title", "chair after");
        assertTrue(Patience.until(
                PATIENCE_MILLIS,
                () -> run(b, "offer", "show", posted.path("id").asText()) == Exit.OK
                        && run(c, "offer", "show", posted.path("id").asText()) == Exit.OK));
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> titles(a).size() == POSTS + 2));
        assertFalse(log(folder, "a").contains("Too many open files"), log(folder, "a"));
    }
}
