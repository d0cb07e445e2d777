package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The home's own socket: a file that only the owner may open, by which the owner administers without a token. */
class HomeSocketTest {
    @TempDir
    Path folder;

    private Path socket;

    @BeforeEach
    void place() {
        socket = folder.resolve("node.sock");
    }

    private Wire.Answer ask(String head) throws IOException {
        try (Wire wire = new Wire(socket)) {
            return wire.say(head.replace("|", "\r\n")).answer();
        }
    }

    /** As a node leaves it that is killed. */
    private void leaveStale() throws IOException {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
        }
        assertTrue(Files.exists(socket));
    }

    @Test
    void theOwnerAdministersWithoutAToken() throws IOException {
        try (Served served = new Served(socket)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            assertEquals(200, ask("GET /v1/status HTTP/1.1|Host: node||").status());
            String peer = "{\"address\":\"127.0.0.1:7401\"}";
            assertEquals(
                    200,
                    ask("POST /v1/peers HTTP/1.1|Host: node|Content-Type: application/json|Content-Length: "
                                    + peer.length() + "||" + peer)
                            .status());
            assertEquals(
                    204,
                    ask("DELETE /v1/peers/127.0.0.1:7401 HTTP/1.1|Host: node||").status());
            assertEquals(401, served.get("/v1/status").statusCode(), "by the port it still takes the token");
        }
        assertFalse(Files.exists(socket), "it goes with the node");
    }

    @Test
    void itServesAllThatThePortServes() throws IOException {
        try (Served served = new Served(socket)) {
            assertEquals(200, served.get("/v1/node").statusCode());
            assertEquals(200, ask("GET /v1/node HTTP/1.1|Host: node||").status());
            assertEquals(200, ask("GET /openapi.json HTTP/1.1|Host: node||").status());
            assertEquals(404, ask("GET /nowhere HTTP/1.1|Host: node||").status());
            assertEquals(400, ask("nonsense||").status());
        }
    }

    /** No Host header is looked at here but by who checks a signature that covers it. */
    @Test
    void whatIsSignedForAHostThatCannotBeReadIsRefused() throws IOException {
        String signed = "|Signature-Input: byway=(\"@method\")|Signature: byway=:AAAA:||";
        try (Served served = new Served(socket)) {
            Wire.Answer answer = ask("GET /v1/persona HTTP/1.0|Host: no\u00e5de" + signed);
            assertEquals(401, answer.status());
            assertTrue(answer.tells("uncovered"), answer.body());
            assertEquals(
                    401, ask("GET /v1/persona HTTP/1.0|" + signed.substring(1)).status(), "or is not there");
        }
    }

    @Test
    void whatAKilledNodeLeftIsReplaced() throws IOException {
        leaveStale();
        try (Served served = new Served(socket)) {
            assertEquals(200, ask("GET /healthz HTTP/1.1|Host: node||").status());
            assertEquals(200, served.get("/healthz").statusCode());
        }
    }

    @Test
    void whatIsNoSocketIsLeftAlone() throws IOException {
        Files.writeString(socket, "mine");
        CompletionException refused = assertThrows(CompletionException.class, () -> new Served(socket).close());
        assertTrue(refused.getMessage().contains("is in the way"), refused.getMessage());
        assertEquals("mine", Files.readString(socket));
    }

    @Test
    void aSocketThatSomebodyListensAtIsNotTaken() throws IOException {
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));
            CompletionException refused = assertThrows(CompletionException.class, () -> new Served(socket).close());
            assertTrue(refused.getMessage().contains("a program that runs"), refused.getMessage());
        }
    }

    @Test
    void aPathIsAsLongAsTheSystemAllowsAndIsCountedInBytes() {
        String root = "/h/";
        assertNull(HomeSocket.unfit(Path.of(root + "a".repeat(HomeSocket.PATH_BYTES - root.length()))));
        String tooLong = HomeSocket.unfit(Path.of(root + "ö".repeat(60)));
        assertTrue(tooLong.contains("has 123 bytes") && tooLong.contains("106 at most"), tooLong);
    }

    @Test
    void theLongestPathIsServed() throws IOException {
        int left = HomeSocket.PATH_BYTES - folder.toString().length() - 1;
        socket = folder.resolve("s".repeat(left));
        try (Served served = new Served(socket)) {
            assertEquals(200, ask("GET /healthz HTTP/1.1|Host: node||").status());
            assertEquals(200, served.get("/healthz").statusCode());
        }
    }
}
