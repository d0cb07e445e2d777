package org.byway.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * A plain JPEG that says nothing but its pixels.
 *
 * @param bytes not to be changed
 */
public record Picture(byte[] bytes, int width, int height) {
    /** What a node keeps at the most. */
    public static final int MAX_BYTES = 4 << 20;

    private static final int STEP_PERCENT = 85;

    /** How much is looked at. Four bytes for each pixel that may be decoded are as much as decoding may take. */
    public record Bounds(int sizeBytes, long pixels) {
        private static final int DECODED_BYTES_A_PIXEL = 4;

        /** Of what strangers send. */
        public static final Bounds OF_STRANGERS = new Bounds(MAX_BYTES, 24_000_000);
        /** Of a file of one's own. */
        public static final Bounds OF_OWN_FILES = new Bounds(32 << 20, 64_000_000);

        private boolean hold(Source source) {
            return (long) source.width() * source.height() <= pixels
                    && source.decodedBytes() <= DECODED_BYTES_A_PIXEL * pixels;
        }
    }

    /** As it is, where it was made here; otherwise made plain, in the size that it has. */
    public static Checked<Picture> plain(byte[] bytes, Bounds bounds) {
        return plain(bytes, bounds, Integer.MAX_VALUE);
    }

    /** The same, made smaller where a side has more pixels than that. */
    public static Checked<Picture> plain(byte[] bytes, Bounds bounds, int mostPixelsASide) {
        return read(bytes, bounds, source -> made(bytes, source, mostPixelsASide));
    }

    /** The same, made smaller, step by step, until it has at most so many bytes: for a letter, which has little room. */
    public static Checked<Picture> fitting(byte[] bytes, Bounds bounds, int mostPixelsASide, int mostBytes) {
        return read(bytes, bounds, source -> fitted(bytes, source, mostPixelsASide, mostBytes));
    }

    private static Checked<Picture> read(byte[] bytes, Bounds bounds, Function<Source, Checked<Picture>> make) {
        if (bytes.length > bounds.sizeBytes()) {
            return Refusal.of(Reason.TOO_LARGE, "a picture has at most " + bounds.sizeBytes() + " bytes");
        }
        Checked<Source> read = Jpeg.begins(bytes) ? Jpeg.read(bytes) : Png.read(bytes);
        return switch (read) {
            case Checked.Refused<Source> refused -> refused.as();
            case Checked.Ok<Source>(Source source) -> bounds.hold(source) ? make.apply(source) : tooManyPixels(source);
        };
    }

    /** These bytes, if they are a plain picture already, whoever made it so: not a byte of them is said for anything else. */
    public static Checked<Picture> asIs(byte[] bytes, Bounds bounds) {
        if (bytes.length > bounds.sizeBytes() || !Jpeg.begins(bytes)) {
            return notPlain();
        }
        return switch (Jpeg.read(bytes)) {
            case Checked.Refused<Source> refused -> refused.as();
            case Checked.Ok<Source>(Source source) -> {
                if (!bounds.hold(source)) {
                    yield tooManyPixels(source);
                }
                boolean plain = source.plain() && Arrays.equals(source.bytes(), bytes);
                yield plain ? decoded(bytes, source) : notPlain();
            }
        };
    }

    private static Checked<Picture> decoded(byte[] bytes, Source source) {
        return switch (decode(source)) {
            case Checked.Refused<Pixels> refused -> refused.as();
            case Checked.Ok<Pixels> ok -> new Checked.Ok<>(new Picture(bytes, source.width(), source.height()));
        };
    }

    private static Checked<Picture> notPlain() {
        return Refusal.of(Reason.BAD_CONTENT, "these bytes are not a plain picture and nothing else");
    }

    private static Checked<Picture> tooManyPixels(Source source) {
        return Refusal.of(
                Reason.TOO_LARGE,
                source.width() + " times " + source.height() + " are too many pixels: make the picture smaller");
    }

    private static Checked<Picture> made(byte[] bytes, Source source, int most) {
        Checked<Pixels> decoded = decode(source);
        if (!(decoded instanceof Checked.Ok<Pixels>(Pixels pixels))) {
            return ((Checked.Refused<Pixels>) decoded).as();
        }
        if (Math.max(source.width(), source.height()) <= most && PlainJpeg.made(bytes, source)) {
            return new Checked.Ok<>(new Picture(bytes, source.width(), source.height()));
        }
        Pixels upright = pixels.within(most).turned(source.orientation());
        byte[] plain = PlainJpeg.write(upright, MAX_BYTES);
        return plain == null
                ? Refusal.of(Reason.TOO_LARGE, "made plain it has more than " + MAX_BYTES + " bytes: make it smaller")
                : new Checked.Ok<>(new Picture(plain, upright.width(), upright.height()));
    }

    private static Checked<Picture> fitted(byte[] bytes, Source source, int most, int mostBytes) {
        Checked<Pixels> decoded = decode(source);
        if (!(decoded instanceof Checked.Ok<Pixels>(Pixels pixels))) {
            return ((Checked.Refused<Pixels>) decoded).as();
        }
        int side = Math.min(most, Math.max(source.width(), source.height()));
        boolean small = side == Math.max(source.width(), source.height()) && bytes.length <= mostBytes;
        if (small && PlainJpeg.made(bytes, source)) {
            return new Checked.Ok<>(new Picture(bytes, source.width(), source.height()));
        }
        for (; side > 0; side = side * STEP_PERCENT / 100) {
            Pixels upright = pixels.within(side).turned(source.orientation());
            byte[] plain = PlainJpeg.write(upright, mostBytes);
            if (plain != null) {
                return new Checked.Ok<>(new Picture(plain, upright.width(), upright.height()));
            }
        }
        return Refusal.of(Reason.TOO_LARGE, "the picture cannot be made so small that it has " + mostBytes + " bytes");
    }

    /** All pixels, or why not: a decoder that goes on in spite of damage is not followed. */
    private static Checked<Pixels> decode(Source source) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(source.format());
        ImageReader reader = readers.next();
        AtomicBoolean damaged = new AtomicBoolean();
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(source.bytes()))) {
            reader.addIIOReadWarningListener((from, warning) -> damaged.set(true));
            reader.setInput(in, true, true);
            if (reader.getWidth(0) != source.width() || reader.getHeight(0) != source.height()) {
                return undecodable();
            }
            Pixels pixels = Pixels.of(reader.read(0));
            return damaged.get() || pixels == null ? undecodable() : new Checked.Ok<>(pixels);
        } catch (IIOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            return undecodable();
        } catch (IOException e) {
            return undecodable();
        } finally {
            reader.dispose();
        }
    }

    private static Checked<Pixels> undecodable() {
        return Refusal.of(Reason.BAD_CONTENT, "the picture is damaged or cut short");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
