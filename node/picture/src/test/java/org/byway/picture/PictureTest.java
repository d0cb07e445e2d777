package org.byway.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.byway.picture.Picture.Bounds;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger's picture becomes a plain one, or is refused; a plain one stays as it is. */
class PictureTest {
    private static final String SECRET = "48.0917 N 10.8643 E, taken by Anna";

    private static Checked<Picture> plain(byte[] bytes) {
        return Picture.plain(bytes, Bounds.OF_STRANGERS);
    }

    private static Reason reason(Checked<Picture> answer) {
        return assertInstanceOf(Checked.Refused.class, answer).refusal().reason();
    }

    private static boolean tells(byte[] bytes, String words) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 5", "16, 16", "17, 33", "640, 480", "1001, 3"})
    void whatWasMadeHereIsTakenAsItIs(int width, int height) {
        for (boolean progressive : new boolean[] {false, true}) {
            BufferedImage image = SamplePictures.image(width, height, BufferedImage.TYPE_INT_RGB);
            Picture once = plain(SamplePictures.jpeg(image, 0.95f, progressive)).orThrow();
            assertEquals(width, once.width());
            assertEquals(height, once.height());
            assertSame(once.bytes(), plain(once.bytes()).orThrow().bytes());
        }
    }

    @Test
    void aPictureForALetterIsMadeSmallerUntilItFits() {
        Random random = new Random(4);
        BufferedImage noise = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 600; y++) {
            for (int x = 0; x < 900; x++) {
                noise.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        byte[] large = SamplePictures.jpeg(noise, 0.95f, false);
        Picture fitting =
                Picture.fitting(large, Bounds.OF_OWN_FILES, 2_048, 60_000).orThrow();
        assertTrue(fitting.bytes().length <= 60_000 && fitting.width() < 900, fitting.width() + " pixels");
        assertTrue(fitting.bytes().length > 30_000, "no smaller than it must be");
        assertSame(fitting.bytes(), plain(fitting.bytes()).orThrow().bytes());
        assertSame(
                fitting.bytes(),
                Picture.fitting(fitting.bytes(), Bounds.OF_OWN_FILES, 2_048, 60_000)
                        .orThrow()
                        .bytes());
        assertEquals(Reason.TOO_LARGE, reason(Picture.fitting(large, Bounds.OF_OWN_FILES, 2_048, 100)));
        byte[] cut = Arrays.copyOf(large, large.length / 2);
        assertEquals(Reason.BAD_CONTENT, reason(Picture.fitting(cut, Bounds.OF_OWN_FILES, 2_048, 60_000)));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_USHORT_GRAY
            })
    void everyUsualPngBecomesAJpeg(int type) {
        Picture once =
                plain(SamplePictures.png(SamplePictures.image(90, 60, type))).orThrow();
        assertSame(once.bytes(), plain(once.bytes()).orThrow().bytes());
    }

    @Test
    void aGreyOneIsAsGreyAsItWas() {
        BufferedImage grey = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
        int[] samples = new int[32 * 32];
        Arrays.fill(samples, 100);
        grey.getRaster().setPixels(0, 0, 32, 32, samples);
        for (byte[] bytes : List.of(SamplePictures.png(grey), SamplePictures.jpeg(grey, 0.9f, false))) {
            BufferedImage made = SamplePictures.read(plain(bytes).orThrow().bytes());
            assertEquals(100, made.getRGB(16, 16) & 0xFF, 2);
        }
    }

    @Test
    void whatCanBeSeenThroughStandsBeforeWhite() {
        BufferedImage clear = new BufferedImage(32, 32, BufferedImage.TYPE_INT_ARGB);
        BufferedImage made =
                SamplePictures.read(plain(SamplePictures.png(clear)).orThrow().bytes());
        assertEquals(0xFFFFFFFF, made.getRGB(16, 16));
    }

    @Test
    void nothingIsLeftButPixels() {
        byte[] jpeg = SamplePictures.jpeg(64, 48);
        byte[] words = SECRET.getBytes(StandardCharsets.US_ASCII);
        byte[] told = SamplePictures.with(jpeg, 0xE1, SamplePictures.exif(1, true, SECRET));
        told = SamplePictures.with(told, 0xE2, ("ICC_PROFILE\0" + SECRET).getBytes(StandardCharsets.US_ASCII));
        told = SamplePictures.with(told, 0xED, words);
        told = SamplePictures.with(told, 0xFE, words);
        byte[] behind = Arrays.copyOf(told, told.length + words.length);
        System.arraycopy(words, 0, behind, told.length, words.length);
        Picture made = plain(behind).orThrow();
        assertTrue(tells(behind, SECRET));
        assertFalse(tells(made.bytes(), SECRET));
        assertEquals(plain(jpeg).orThrow(), made, "the pixels are the same");

        Picture plainOne = plain(jpeg).orThrow();
        byte[] commented = SamplePictures.with(plainOne.bytes(), 0xFE, words);
        assertFalse(tells(plain(commented).orThrow().bytes(), SECRET), "what was added to a plain one goes too");
        byte[] trailed = Arrays.copyOf(plainOne.bytes(), plainOne.bytes().length + 9);
        assertEquals(plainOne.width(), plain(trailed).orThrow().width());
        assertFalse(Arrays.equals(trailed, plain(trailed).orThrow().bytes()));
    }

    @Test
    void aPlainPictureOfAnotherNodeIsTakenAsItIsOrNotAtAll() {
        byte[] own = plain(SamplePictures.jpeg(64, 48)).orThrow().bytes();
        assertArrayEquals(own, asIs(own).orThrow().bytes());
        byte[] others = SamplePictures.jpeg(SamplePictures.image(64, 48, BufferedImage.TYPE_INT_RGB), 0.4f, false);
        assertFalse(Arrays.equals(others, plain(others).orThrow().bytes()), "this node would have made another one");
        assertArrayEquals(others, asIs(others).orThrow().bytes(), "and takes it all the same");

        byte[] words = SECRET.getBytes(StandardCharsets.US_ASCII);
        BufferedImage image = SamplePictures.image(64, 48, BufferedImage.TYPE_INT_RGB);
        byte[] damaged = own.clone();
        damaged[own.length - 3] = (byte) 0xFF;
        damaged[own.length - 4] = (byte) 0xFF;
        List<byte[]> unfit = List.of(
                SamplePictures.with(own, 0xFE, words),
                SamplePictures.with(own, 0xE1, SamplePictures.exif(6, true, SECRET)),
                SamplePictures.with(own, 0xDB, new byte[2_000]),
                Arrays.copyOf(own, own.length + 1),
                Arrays.copyOf(own, own.length / 2),
                damaged,
                SamplePictures.jpeg(image, 0.9f, true),
                SamplePictures.png(image),
                words,
                new byte[0]);
        for (byte[] bytes : unfit) {
            assertEquals(Reason.BAD_CONTENT, reason(asIs(bytes)), bytes.length + " bytes");
        }
        byte[] large = own.clone();
        ByteBuffer.wrap(large).putShort(frame(large) + 5, (short) 65_000).putShort(frame(large) + 7, (short) 65_000);
        assertEquals(Reason.TOO_LARGE, reason(asIs(large)));
    }

    private static Checked<Picture> asIs(byte[] bytes) {
        return Picture.asIs(bytes, Picture.Bounds.OF_STRANGERS);
    }

    @Test
    void nothingOfAPngIsLeftButPixels() {
        byte[] png = SamplePictures.png(SamplePictures.image(40, 30, BufferedImage.TYPE_INT_RGB));
        byte[] told = chunked(png, "tEXt", ("Comment\0" + SECRET).getBytes(StandardCharsets.US_ASCII));
        byte[] bomb = chunked(told, "zTXt", new byte[1_000]);
        assertEquals(plain(png).orThrow(), plain(bomb).orThrow());
    }

    /** With one more chunk behind the header. */
    private static byte[] chunked(byte[] png, String type, byte[] said) {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.US_ASCII));
        crc.update(said);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, 33);
        out.writeBytes(ByteBuffer.allocate(4).putInt(said.length).array());
        out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(said);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        out.write(png, 33, png.length - 33);
        return out.toByteArray();
    }

    /** Which quarter of what was taken stands where, from the left above, row by row: Exif 2.3, table of Orientation. */
    @ParameterizedTest
    @CsvSource({
        "1, RGBK", "2, GRKB", "3, KBGR", "4, BKRG", "5, RBGK", "6, BRKG", "7, KGBR", "8, GKRB", "0, RGBK", "9, RGBK"
    })
    void whatExifSaysIsUpIsUp(int orientation, String quarters) {
        byte[] jpeg = SamplePictures.jpeg(SamplePictures.quarters(64, 32), 0.9f, false);
        for (boolean little : new boolean[] {true, false}) {
            Picture made = plain(SamplePictures.with(jpeg, 0xE1, SamplePictures.exif(orientation, little, "")))
                    .orThrow();
            boolean sideways = orientation >= 5 && orientation <= 8;
            assertEquals(sideways ? 32 : 64, made.width());
            BufferedImage image = SamplePictures.read(made.bytes());
            StringBuilder seen = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                seen.append(colour(image.getRGB(
                        (1 + 2 * (i % 2)) * image.getWidth() / 4, (1 + 2 * (i / 2)) * image.getHeight() / 4)));
            }
            assertEquals(quarters, seen.toString());
        }
    }

    private static char colour(int rgb) {
        boolean red = (rgb >> 16 & 0xFF) > 128;
        boolean green = (rgb >> 8 & 0xFF) > 128;
        return red ? 'R' : green ? 'G' : (rgb & 0xFF) > 128 ? 'B' : 'K';
    }

    @Test
    void whatIsTooLargeIsRefusedByItsHeader() {
        byte[] jpeg = SamplePictures.jpeg(16, 16);
        int frame = frame(jpeg);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 65_000).putShort(frame + 7, (short) 65_000);
        assertEquals(Reason.TOO_LARGE, reason(plain(jpeg)));
        byte[] png = SamplePictures.png(SamplePictures.image(16, 16, BufferedImage.TYPE_INT_RGB));
        ByteBuffer.wrap(png).putInt(16, Integer.MAX_VALUE).putInt(20, Integer.MAX_VALUE);
        assertEquals(Reason.TOO_LARGE, reason(plain(png)));
        ByteBuffer.wrap(png).putInt(16, -1);
        assertEquals(Reason.BAD_CONTENT, reason(plain(png)));
        assertEquals(Reason.TOO_LARGE, reason(plain(new byte[Picture.MAX_BYTES + 1])));
    }

    /** A PNG takes more memory than a JPEG: a second copy, and up to eight bytes a pixel. */
    @Test
    void whatTakesTooMuchMemoryIsRefusedByItsHeader() {
        byte[] png = SamplePictures.png(SamplePictures.image(16, 16, BufferedImage.TYPE_INT_ARGB));
        ByteBuffer.wrap(png).putInt(16, 4_000).putInt(20, 3_500);
        assertEquals(Reason.TOO_LARGE, reason(plain(png)));
        ByteBuffer.wrap(png).putInt(20, 3_400);
        assertEquals(Reason.BAD_CONTENT, reason(plain(png)), "small enough, but cut short");
    }

    /** A few bytes that claim many pixels cost no more than they are allowed to. */
    @Test
    void aClaimThatThePixelsDoNotKeepIsRefused() {
        byte[] jpeg = SamplePictures.jpeg(16, 16);
        int frame = frame(jpeg);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 1_000).putShort(frame + 7, (short) 1_000);
        assertEquals(Reason.BAD_CONTENT, reason(plain(jpeg)));
    }

    private static int frame(byte[] jpeg) {
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != 0xC0) {
            at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
        }
        return at;
    }

    @Test
    void whatIsNoPictureIsRefused() {
        for (String text : List.of("", "x", "GIF89a\1\0\1\0", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<html>")) {
            assertEquals(Reason.BAD_CONTENT, reason(plain(text.getBytes(StandardCharsets.US_ASCII))), text);
        }
        byte[] cmyk = SamplePictures.jpeg(16, 16);
        cmyk[frame(cmyk) + 9] = 4;
        assertEquals(Reason.BAD_CONTENT, reason(plain(cmyk)));
        byte[] lossless = SamplePictures.jpeg(16, 16);
        lossless[frame(lossless) + 1] = (byte) 0xC3;
        assertEquals(Reason.BAD_CONTENT, reason(plain(lossless)));
    }

    @Test
    void whatIsCutShortIsRefused() {
        byte[] jpeg = plain(SamplePictures.jpeg(48, 32)).orThrow().bytes();
        byte[] png = SamplePictures.png(SamplePictures.image(24, 16, BufferedImage.TYPE_INT_RGB));
        for (byte[] whole : List.of(jpeg, png)) {
            for (int length = 0; length < whole.length; length++) {
                assertInstanceOf(Checked.Refused.class, plain(Arrays.copyOf(whole, length)), "at " + length);
            }
        }
        for (int length = 650; length < jpeg.length - 2; length++) {
            byte[] ended = Arrays.copyOf(jpeg, length + 2);
            ended[length] = (byte) 0xFF;
            ended[length + 1] = (byte) 0xD9;
            assertInstanceOf(Checked.Refused.class, plain(ended), "ended at " + length);
        }
    }

    @Test
    void whatIsDamagedIsRefusedOrMadePlain() {
        Random random = new Random(3);
        List<byte[]> whole = List.of(
                plain(SamplePictures.jpeg(40, 24)).orThrow().bytes(),
                SamplePictures.jpeg(SamplePictures.image(40, 24, BufferedImage.TYPE_INT_RGB), 0.5f, true),
                SamplePictures.with(SamplePictures.jpeg(24, 24), 0xE1, SamplePictures.exif(6, true, SECRET)),
                SamplePictures.png(SamplePictures.image(24, 16, BufferedImage.TYPE_INT_ARGB)));
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = whole.get(i % whole.size()).clone();
            for (int k = 0; k <= random.nextInt(4); k++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            if (plain(bytes) instanceof Checked.Ok<Picture>(Picture made)) {
                assertSame(made.bytes(), plain(made.bytes()).orThrow().bytes(), "change " + i);
            }
        }
    }

    @Test
    void aFileOfOnesOwnIsMadeSmaller() {
        byte[] large = SamplePictures.jpeg(SamplePictures.quarters(400, 200), 0.9f, false);
        byte[] upright = SamplePictures.with(large, 0xE1, SamplePictures.exif(6, true, ""));
        Picture small = Picture.plain(upright, Bounds.OF_OWN_FILES, 100).orThrow();
        assertEquals(50, small.width());
        assertEquals(100, small.height());
        assertEquals('B', colour(SamplePictures.read(small.bytes()).getRGB(10, 10)));
        assertSame(small.bytes(), plain(small.bytes()).orThrow().bytes(), "a node takes it as it is");
    }
}
