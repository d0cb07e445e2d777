package org.byway.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The one way in which pictures are written: baseline, one scan, always the same tables. So what stands before the coded
 * pixels depends on width and height alone, and whatever has just that in front, and nothing but coded pixels behind, was
 * written so and says nothing else.
 */
final class PlainJpeg {
    private static final float QUALITY = 0.85f;
    private static final int SIZE_AT_SOF = 5;

    private PlainJpeg() {}

    /** Null where it would have more bytes than that. */
    static byte[] write(Pixels pixels, int mostBytes) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
        how.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bounded(bytes, mostBytes))) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(pixels.image(), null, null), how);
        } catch (TooMany e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory cannot be written", e);
        } finally {
            writer.dispose();
        }
        return bytes.size() > mostBytes ? null : bytes.toByteArray();
    }

    private static OutputStream bounded(ByteArrayOutputStream to, int mostBytes) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                if (to.size() + length > mostBytes) {
                    throw new TooMany();
                }
                to.write(from, offset, length);
            }
        };
    }

    private static final class TooMany extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Whether these bytes, which were decoded without a fault, were written here. */
    static boolean made(byte[] bytes, Source source) {
        byte[] front = front(source.width(), source.height());
        if (bytes.length < front.length + 2 || !Arrays.equals(bytes, 0, front.length, front, 0, front.length)) {
            return false;
        }
        int at = front.length;
        while (at < bytes.length - 2) {
            if ((bytes[at] & 0xFF) == 0xFF && bytes[at + 1] != 0) {
                return false;
            }
            at++;
        }
        return (bytes[at] & 0xFF) == 0xFF && (bytes[at + 1] & 0xFF) == 0xD9;
    }

    /** What stands before the coded pixels of such a picture. */
    private static byte[] front(int width, int height) {
        byte[] front = Template.FRONT.clone();
        front[Template.SOF + SIZE_AT_SOF] = (byte) (height >> 8);
        front[Template.SOF + SIZE_AT_SOF + 1] = (byte) height;
        front[Template.SOF + SIZE_AT_SOF + 2] = (byte) (width >> 8);
        front[Template.SOF + SIZE_AT_SOF + 3] = (byte) width;
        return front;
    }

    /** What the writer of this Java puts in front of a small picture. */
    private static final class Template {
        static final byte[] FRONT;
        static final int SOF;

        static {
            byte[] small = write(new Pixels(8, 8, new byte[3 * 64]), 1 << 16);
            int at = 2;
            int frame = 0;
            while ((small[at + 1] & 0xFF) != 0xDA) {
                frame = (small[at + 1] & 0xFF) == 0xC0 ? at : frame;
                at += 2 + ((small[at + 2] & 0xFF) << 8 | small[at + 3] & 0xFF);
            }
            at += 2 + ((small[at + 2] & 0xFF) << 8 | small[at + 3] & 0xFF);
            FRONT = Arrays.copyOf(small, at);
            SOF = frame;
        }
    }
}
