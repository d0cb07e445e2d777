package org.byway.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as strangers' programs make them. */
final class SamplePictures {
    private SamplePictures() {}

    /** Colours that run from side to side, with some noise. */
    static BufferedImage image(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = x * 255 / width << 16 | y * 255 / height << 8 | random.nextInt(40);
                image.setRGB(x, y, 0xFF000000 | rgb);
            }
        }
        return image;
    }

    /** One colour in each quarter: red, green, blue, black, from the left above, row by row. */
    static BufferedImage quarters(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] colours = {0xFF0000, 0x00FF00, 0x0000FF, 0};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colours[(2 * y / height) * 2 + 2 * x / width]);
            }
        }
        return image;
    }

    static byte[] jpeg(BufferedImage image, float quality, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality);
        how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] jpeg(int width, int height) {
        return jpeg(image(width, height, BufferedImage.TYPE_INT_RGB), 0.6f, false);
    }

    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static BufferedImage read(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JPEG with one segment more behind its beginning. */
    static byte[] with(byte[] jpeg, int marker, byte[] said) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(0xFF);
        out.write(marker);
        out.write(said.length + 2 >> 8);
        out.write(said.length + 2);
        out.writeBytes(said);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** Exif that says which way is up, in the one or the other order of bytes, and some words. */
    static byte[] exif(int orientation, boolean little, String words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'E', 'x', 'i', 'f', 0, 0});
        byte order = (byte) (little ? 'I' : 'M');
        out.writeBytes(new byte[] {order, order});
        u16(out, 42, little);
        u32(out, 8, little);
        u16(out, 1, little);
        u16(out, 0x0112, little);
        u16(out, 3, little);
        u32(out, 1, little);
        u16(out, orientation, little);
        u16(out, 0, little);
        u32(out, 0, little);
        out.writeBytes(words.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static void u16(ByteArrayOutputStream out, int value, boolean little) {
        out.write(little ? value : value >> 8);
        out.write(little ? value >> 8 : value);
    }

    private static void u32(ByteArrayOutputStream out, int value, boolean little) {
        u16(out, little ? value : value >>> 16, little);
        u16(out, little ? value >>> 16 : value, little);
    }
}
