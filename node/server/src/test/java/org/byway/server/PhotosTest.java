package org.byway.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.byway.picture.Picture;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.SignedRecord;
import org.byway.storage.file.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos between real nodes: sockets, TLS, decoding and files. */
class PhotosTest {
    private static final long PATIENCE_SECONDS = 60;
    private static final Bytes32 ANNA = new Bytes32(1, 2, 3, 4);

    @TempDir
    Path folder;

    /** Of several parts. */
    private static byte[] photo(int seed) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return Picture.plain(png.toByteArray(), Picture.Bounds.OF_STRANGERS)
                .orThrow()
                .bytes();
    }

    private static Answer<byte[]> get(TownNode at, Bytes32 digest) throws Exception {
        return at.service().blobs().get(digest).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static byte[] await(TownNode at, Bytes32 digest) {
        return assertTimeoutPreemptively(Duration.ofSeconds(PATIENCE_SECONDS), () -> {
            while (true) {
                if (get(at, digest) instanceof Answer.Got<byte[]>(byte[] bytes)) {
                    return bytes;
                }
            }
        });
    }

    @Test
    void aPhotoIsSeenAtTheFarEndAlsoOnceItsTownIsGone() throws Exception {
        byte[] photo = photo(1);
        Bytes32 digest = Sha256.of(photo);
        try (TownNode b = new TownNode(folder.resolve("b")).start();
                TownNode c = new TownNode(folder.resolve("c")).start()) {
            SignedRecord offer;
            try (TownNode a = new TownNode(folder.resolve("a")).start()) {
                b.join(a);
                c.join(b);
                a.link(b).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                b.link(c).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                var kept = a.service().blobs().put(ANNA, photo, () -> true).toCompletableFuture();
                kept.get(PATIENCE_SECONDS, TimeUnit.SECONDS).orThrow();
                offer = a.offer("A table", digest);
                a.post(offer);
                assertArrayEquals(photo, await(c, digest), "through B");
            }
            c.close();
            c.start();
            assertArrayEquals(photo, await(c, digest));
            assertEquals(
                    1,
                    c.service().find(offer.id()).toCompletableFuture().join().stream()
                            .count());
        }
    }

    @Test
    void whatIsNotAPlainPictureIsNotKeptByWhoGetsIt() throws Exception {
        byte[] words = new byte[200_000];
        new Random(2).nextBytes(words);
        Bytes32 digest = Sha256.of(words);
        byte[] photo = photo(3);
        try (TownNode a = new TownNode(folder.resolve("a"));
                TownNode b = new TownNode(folder.resolve("b")).start()) {
            plant(folder.resolve("a"), digest, words);
            a.start();
            b.join(a);
            a.link(b).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertArrayEquals(words, await(a, digest), "its host has put it there by hand");
            a.service()
                    .blobs()
                    .put(ANNA, photo, () -> true)
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            a.post(a.offer("Words", digest));
            SignedRecord table = a.offer("A table", Sha256.of(photo));
            a.post(table);
            assertArrayEquals(photo, await(b, Sha256.of(photo)), "what came after it");
            Answer.Refused<byte[]> refused = (Answer.Refused<byte[]>) get(b, digest);
            assertEquals(Answer.Why.UNKNOWN, refused.why());
        }
    }

    private static void plant(Path home, Bytes32 digest, byte[] bytes) throws IOException {
        String name = digest.hex();
        Path blobs = home.resolve("blobs");
        Path file = blobs.resolve("blobs").resolve(name.substring(0, 2)).resolve(name);
        Path note = blobs.resolve("holders").resolve("ab").resolve(ANNA.hex()).resolve(name);
        Files.createDirectories(file.getParent());
        Files.createDirectories(note.getParent());
        Files.write(file, bytes);
        Files.write(note, new byte[0]);
    }
}
