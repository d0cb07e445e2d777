package org.byway.server.http;

import static org.byway.server.http.Served.json;
import static org.byway.server.http.Served.problem;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.byway.picture.Picture;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.server.blob.BlobKeeper;
import org.byway.storage.file.BlobLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever signs leaves a picture at a node, which keeps its pixels and nothing else; everybody may see it. */
class BlobTest {
    private static final byte[] NOTHING = {};
    private static final BlobLimits SMALL = new BlobLimits(100_000, 300_000, 0);

    @TempDir
    Path folder;

    private BlobKeeper keeper;
    private Served served;
    private SignedClient anna;

    @BeforeEach
    void start() {
        keeper = new BlobKeeper(folder, SMALL, () -> SampleOffers.NOW);
        served = new Served(null, keeper);
        anna = client(7);
    }

    @AfterEach
    void stop() {
        served.close();
        keeper.close();
    }

    private SignedClient client(int seed) {
        return new SignedClient(served, SampleOffers.key(seed), served.node.key.publicKey());
    }

    private static byte[] picture(int seed, int width, int height, String format) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x * 255 / width << 16 | y * 255 / height << 8 | random.nextInt(64));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static HttpResponse<byte[]> put(SignedClient by, byte[] picture) {
        return by.ask("PUT", path(Sha256.of(picture)), picture);
    }

    private static String path(Bytes32 digest) {
        return "/v1/blobs/" + digest.hex();
    }

    @Test
    void aPictureIsKeptAsItsPixelsAlone() {
        byte[] png = picture(1, 60, 40, "png");
        JsonObject kept = json(put(anna, png));
        Bytes32 digest = Bytes32.ofHex(kept.getString("digest"));
        assertNotEquals(Sha256.of(png), digest);
        assertEquals(60, kept.getInteger("width"));
        assertEquals(40, kept.getInteger("height"));
        HttpResponse<byte[]> shown = served.get(path(digest));
        assertEquals(digest, Sha256.of(shown.body()));
        assertEquals(kept.getInteger("sizeBytes"), shown.body().length);
        assertEquals("unknown-blob", problem(404, served.get(path(Sha256.of(png)))), "not as it came");
    }

    @Test
    void aPlainOneKeepsItsDigest() {
        byte[] plain = Picture.plain(picture(1, 60, 40, "jpeg"), Picture.Bounds.OF_OWN_FILES)
                .orThrow()
                .bytes();
        assertEquals(Sha256.of(plain).hex(), json(put(anna, plain)).getString("digest"));
        assertEquals(Sha256.of(plain).hex(), json(put(anna, plain)).getString("digest"), "again");
        assertArrayEquals(plain, served.get(path(Sha256.of(plain))).body());
    }

    @Test
    void whatIsShownIsAPictureForEverAndNothingElse() {
        String digest = json(put(anna, picture(1, 60, 40, "jpeg"))).getString("digest");
        HttpResponse<byte[]> shown = served.get("/v1/blobs/" + digest);
        var headers = shown.headers();
        assertEquals("image/jpeg", headers.firstValue("content-type").orElseThrow());
        assertEquals(
                "public, max-age=31536000, immutable",
                headers.firstValue("cache-control").orElseThrow());
        assertEquals(
                "attachment; filename=\"" + digest + ".jpg\"",
                headers.firstValue("content-disposition").orElseThrow());
        assertEquals("nosniff", headers.firstValue("x-content-type-options").orElseThrow());
        assertTrue(headers.firstValue("content-security-policy").orElseThrow().endsWith("; sandbox"));
    }

    @Test
    void whatIsNoPictureIsRefused() {
        byte[] jpeg = picture(1, 60, 40, "jpeg");
        assertEquals("bad-content", problem(422, put(anna, "<script>".getBytes(StandardCharsets.US_ASCII))));
        assertEquals("bad-content", problem(422, put(anna, Arrays.copyOf(jpeg, jpeg.length / 2))));
        byte[] bomb = picture(1, 8, 8, "png");
        Arrays.fill(bomb, 16, 24, (byte) 0x7F);
        assertEquals("too-large", problem(413, put(anna, bomb)));
        assertEquals("too-large", problem(413, put(anna, new byte[Picture.MAX_BYTES + 1])));
        assertEquals("bad-digest", problem(422, anna.ask("PUT", path(Sha256.of(NOTHING)), jpeg)));
        assertEquals("unknown-blob", problem(404, served.get(path(Sha256.of(NOTHING)))));
        assertEquals(200, put(anna, jpeg).statusCode(), "and the node goes on");
    }

    @Test
    void aPictureIsLeftByASignatureForThisNode() {
        byte[] jpeg = picture(1, 60, 40, "jpeg");
        SignedClient lost = new SignedClient(
                served, SampleOffers.key(7), SampleOffers.key(9).publicKey());
        assertEquals("wrong-node", problem(401, put(lost, jpeg)));
        assertEquals(
                "unsigned",
                problem(
                        401,
                        served.send(served.request(path(Sha256.of(jpeg)))
                                .header("content-type", "application/octet-stream")
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(jpeg)))));
    }

    @Test
    void whoeverHasHadTheShareIsToldSoAndOthersGoOn() {
        HttpResponse<byte[]> last = put(anna, picture(0, 60, 40, "jpeg"));
        int taken = 0;
        while (last.statusCode() == 200) {
            last = put(anna, picture(++taken, 60, 40, "jpeg"));
        }
        assertEquals("over-quota", problem(403, last));
        assertEquals(6, taken, "each counts as 16 KiB");
        assertEquals(200, put(client(8), picture(99, 60, 40, "jpeg")).statusCode());
    }
}
