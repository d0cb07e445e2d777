package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts of terms are got from where they were published, where a person says so, and held against their hashes. */
class FetchingTest {
    private static final byte[] WORDS = "Do not follow me around.\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private HttpServer server;
    private String base;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean there = exchange.getRequestURI().getPath().equals("/words.txt");
            byte[] body = there ? WORDS : "nothing".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(there ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private static Reason refused(Checked<?> checked) {
        return assertInstanceOf(Checked.Refused.class, checked).refusal().reason();
    }

    @Test
    void whatIsThereComesAndNothingElseDoes() throws IOException {
        assertArrayEquals(
                WORDS,
                Fetching.get(base + "/words.txt", true, WORDS.length).orThrow().orElseThrow());
        assertEquals(Optional.empty(), Fetching.get(base + "/gone", true, 100).orThrow());
        assertEquals(Reason.TOO_LARGE, refused(Fetching.get(base + "/words.txt", true, WORDS.length - 1)));
        assertEquals(Reason.BAD_CONTENT, refused(Fetching.get(base + "/words.txt", false, 100)));
        assertEquals(Reason.BAD_CONTENT, refused(Fetching.get("file:///etc/hostname", true, 100)));
        assertEquals(Reason.BAD_CONTENT, refused(Fetching.get("not an address", true, 100)));
        server.stop(0);
        assertEquals(
                Optional.empty(), Fetching.get(base + "/words.txt", true, 100).orThrow());
    }

    @Test
    void aFormIsGotByItsHashWhereAPersonSaysSo() throws IOException {
        Typed typed = new Typed();
        Path list = folder.resolve("terms.json");
        String form = "{\"texts\":[{\"id\":\"X\",\"forms\":[{\"form\":\"human\",\"type\":\"text/plain\",\"uri\":\""
                + base + "/words.txt\",\"sha256\":\"%s\",\"size\":" + WORDS.length + "}]}]}";
        String home = folder.resolve("home").toString();
        assertEquals(Exit.OK, typed.run("init", "--home", home), typed.err());
        Files.writeString(list, form.formatted("00".repeat(32)));
        String[] fetch = {"terms", "import", list.toString(), "--fetch", "--json", "--home", home};
        assertEquals(Exit.FAILED, typed.run(fetch));
        assertTrue(typed.err().contains("bad_digest"), typed.err());
        Files.writeString(list, form.formatted(Sha256.of(WORDS).hex()));
        assertEquals(Exit.OK, typed.run("terms", "import", list.toString(), "--json", "--home", home), typed.err());
        assertEquals(false, here(typed.out()));
        assertEquals(Exit.OK, typed.run(fetch));
        assertEquals(true, here(typed.out()));
    }

    private static boolean here(String line) throws IOException {
        return new ObjectMapper()
                .readTree(line)
                .path("forms")
                .path(0)
                .path("here")
                .asBoolean();
    }
}
