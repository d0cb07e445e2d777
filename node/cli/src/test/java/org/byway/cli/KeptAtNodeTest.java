package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import javax.imageio.ImageIO;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.HttpSnapshots;
import org.byway.agent.node.Reply;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.vault.SignedSnapshot;
import org.junit.jupiter.api.Test;

/** What people leave at a node of a process of its own is there again when it was killed. */
class KeptAtNodeTest extends OnNodes {
    static final String SECRET = "48.0917 N 10.8643 E";
    private static final byte[] CHUNK = new byte[SignedSnapshot.CHUNK_BYTES];

    private final Random random = new Random(3);
    private ChildNode node;

    private void start() throws IOException {
        node = node == null ? up("a") : up(node);
    }

    private static <T> T got(Reply<T> reply) {
        return switch (reply) {
            case Reply.Got<T>(T value) -> value;
            case Reply.Refused<T>(String code, String message) -> throw new AssertionError(code + ": " + message);
            case Reply.Unreachable<T>(String why) -> throw new AssertionError(why);
        };
    }

    private HttpSnapshots snapshots(SigningKey place) {
        PersonaSigner signer = new PersonaSigner(place, InstantSource.system(), random);
        return got(HttpSnapshots.at(new HttpNode(node.fact("http"), ""), signer, new StrictEd25519()));
    }

    @Test
    void aVaultOutlivesItsNodesKill() throws IOException {
        start();
        SigningKey place = SigningKey.ofSeed(new byte[32]);
        HttpSnapshots before = snapshots(place);
        Bytes32 digest = got(before.put(CHUNK));
        SignedSnapshot first = SignedSnapshot.sign(
                        place, new SignedSnapshot.Said(1, null, List.of(digest), new byte[] {1, 2, 3}))
                .orThrow();
        got(before.put(first));
        node.kill();

        start();
        HttpSnapshots after = snapshots(place);
        assertArrayEquals(first.bytes(), got(after.latest()).bytes());
        assertEquals(1, got(after.list(8)).size());
        assertEquals(List.of(), got(after.missing(List.of(digest))));
        assertArrayEquals(CHUNK, got(after.chunk(digest)));
        HttpSnapshots others = snapshots(SigningKey.ofSeed(digest.bytes()));
        assertEquals(List.of(digest), got(others.missing(List.of(digest))), "each place has its own");
        got(after.remove());
        assertEquals(new Reply.Refused<>("unknown-snapshot", "no such snapshot is here"), after.latest());
    }

    @Test
    void aPhotoIsMadePlainAndShown() throws IOException {
        Path file = folder.resolve("table.jpg");
        Files.write(file, photo());
        start();
        JsonNode posted = one(node, "offer", "post", "--title", "Table", "--photo", file.toString());
        node.kill();

        start();
        Path saved = folder.resolve("saved.jpg");
        String id = posted.path("id").asText();
        one(node, "record", "photo", id, "1", "--out", saved.toString());
        byte[] bytes = Files.readAllBytes(saved);
        assertFalse(new String(bytes, StandardCharsets.ISO_8859_1).contains(SECRET));
        BufferedImage image = ImageIO.read(saved.toFile());
        assertEquals(80, image.getWidth());

        assertEquals(Exit.FAILED, run(node, "record", "photo", id, "2", "--out", saved.toString()));
        assertTrue(typed.err().contains("no_photo"), typed.err());
        Files.writeString(file, "no picture");
        assertEquals(Exit.FAILED, run(node, "offer", "post", "--title", "Chair", "--photo", file.toString()));
        assertTrue(typed.err().contains("bad_content"), typed.err());
        assertEquals(1, one(node, "status").path("offers").asInt());
    }

    @Test
    void aPhotoIsSeenTwoTownsAwayAlsoOnceItsTownIsDead() throws IOException {
        start();
        ChildNode b = up("b");
        ChildNode c = up("c");
        join(node, b);
        join(c, b);
        Path file = folder.resolve("table.jpg");
        Files.write(file, photo());
        String id = one(node, "offer", "post", "--title", "Table", "--photo", file.toString())
                .path("id")
                .asText();
        Bytes32 digest = Bytes32.ofHex(one(node, "offer", "show", id)
                .path("content")
                .path("photos")
                .path(0)
                .asText());
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> isSeen(c, digest)), "it has come through B");
        node.kill();
        c.kill();
        up(c);
        assertTrue(isSeen(c, digest));
        assertEquals(OptionalInt.of(200), status(c, "/v1/records/" + id), "the offer as well");
    }

    private void join(ChildNode who, ChildNode inviter) throws IOException {
        one(who, "join", one(inviter, "invite").path("link").asText(), "--transit", "--wait", "60");
    }

    private static boolean isSeen(ChildNode at, Bytes32 digest) {
        return status(at, "/v1/blobs/" + digest.hex()).equals(OptionalInt.of(200));
    }

    /** Empty where the node does not answer. */
    private static OptionalInt status(ChildNode at, String path) {
        try {
            URI uri = URI.create("http://" + at.fact("http") + path);
            HttpURLConnection line = (HttpURLConnection) uri.toURL().openConnection();
            return OptionalInt.of(line.getResponseCode());
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /** With a comment in it. */
    static byte[] photo() throws IOException {
        BufferedImage image = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        byte[] plain = out.toByteArray();
        byte[] said = SECRET.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[plain.length + 4 + said.length];
        System.arraycopy(plain, 0, whole, 0, 2);
        whole[2] = (byte) 0xFF;
        whole[3] = (byte) 0xFE;
        whole[5] = (byte) (said.length + 2);
        System.arraycopy(said, 0, whole, 6, said.length);
        System.arraycopy(plain, 2, whole, 6 + said.length, plain.length - 2);
        return whole;
    }
}
