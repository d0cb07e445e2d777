package org.byway.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * The segments of a JPEG: keeps those of which pixels are made, with one plain JFIF or Adobe segment that says what the
 * components are, and ends at the end of the picture.
 */
final class Jpeg {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DHT = 0xC4;
    private static final int DRI = 0xDD;
    private static final int SOF_BASELINE = 0xC0;
    private static final int SOF_EXTENDED = 0xC1;
    private static final int SOF_PROGRESSIVE = 0xC2;
    private static final int APP_EXIF = 0xE1;
    private static final int APP_ADOBE = 0xEE;

    /** A progressive picture has a dozen; each goes through all pixels again. */
    private static final int MOST_SCANS = 20;

    /** The usual tables of a baseline picture take about 600. */
    private static final int MOST_PLAIN_TABLES = 1_024;

    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JFIF_SEGMENT = {
        (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0
    };
    /** Three components that are red, green and blue as they are. */
    private static final byte[] RGB_SEGMENT = {
        (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };

    private final byte[] in;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int at = 2;
    private int width;
    private int height;
    private int components;
    private int scans;
    private int orientation = 1;
    private boolean rgb;
    private boolean baseline;
    private int codedBytes;

    private Jpeg(byte[] in) {
        this.in = in;
    }

    static boolean begins(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == SOI;
    }

    static Checked<Source> read(byte[] bytes) {
        Jpeg jpeg = new Jpeg(bytes);
        String fault = jpeg.segments();
        if (fault != null) {
            return Refusal.of(Reason.BAD_CONTENT, fault);
        }
        return new Checked.Ok<>(new Source(
                "jpeg",
                jpeg.whole(),
                jpeg.width,
                jpeg.height,
                (long) jpeg.width * jpeg.height * (jpeg.components == 1 ? 4 : 3),
                jpeg.orientation,
                jpeg.isPlain()));
    }

    /** Baseline, in one scan, of three components, and with no more around the pixels than is needed. */
    private boolean isPlain() {
        return baseline && scans == 1 && components == 3 && kept.size() - codedBytes <= MOST_PLAIN_TABLES;
    }

    private byte[] whole() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(kept.size() + 64);
        whole.write(0xFF);
        whole.write(SOI);
        whole.writeBytes(rgb ? RGB_SEGMENT : JFIF_SEGMENT);
        whole.writeBytes(kept.toByteArray());
        whole.write(0xFF);
        whole.write(EOI);
        return whole.toByteArray();
    }

    /** Null once the end of the picture was reached; otherwise what is wrong. */
    private String segments() {
        while (true) {
            int marker = marker();
            if (marker < 0) {
                return "the picture is cut short";
            }
            if (marker == EOI) {
                return scans > 0 ? null : "the picture has no pixels";
            }
            int length = at + 2 > in.length ? 0 : (in[at] & 0xFF) << 8 | in[at + 1] & 0xFF;
            if (length < 2 || at + length > in.length) {
                return "the picture is cut short";
            }
            String fault = segment(marker, at + 2, length - 2);
            if (fault != null) {
                return fault;
            }
            at += length;
            if (marker == SOS) {
                entropy();
            }
        }
    }

    /** The next marker, behind its fill bytes; -1 where there is none. */
    private int marker() {
        if (at >= in.length || (in[at] & 0xFF) != 0xFF) {
            return -1;
        }
        while (at < in.length && (in[at] & 0xFF) == 0xFF) {
            at++;
        }
        return at < in.length ? in[at++] & 0xFF : -1;
    }

    private String segment(int marker, int from, int length) {
        switch (marker) {
            case SOF_BASELINE, SOF_EXTENDED, SOF_PROGRESSIVE -> {
                String fault = frame(from, length);
                if (fault != null) {
                    return fault;
                }
                baseline = marker == SOF_BASELINE;
                keep(marker, from, length);
            }
            case SOS -> {
                if (width == 0 || ++scans > MOST_SCANS) {
                    return width == 0 ? "the picture does not say its size" : "the picture has too many scans";
                }
                keep(marker, from, length);
            }
            case DQT, DHT, DRI -> keep(marker, from, length);
            case APP_EXIF -> {
                if (length > EXIF.length && Arrays.equals(in, from, from + EXIF.length, EXIF, 0, EXIF.length)) {
                    orientation = Exif.orientation(in, from + EXIF.length, from + length);
                }
            }
            case APP_ADOBE -> {
                boolean adobe = length >= 12 && Arrays.equals(in, from, from + ADOBE.length, ADOBE, 0, ADOBE.length);
                rgb |= adobe && in[from + 11] == 0;
            }
            default -> {
                boolean said = marker >= 0xE0 && marker <= 0xEF || marker == 0xFE;
                if (!said) {
                    return "the picture is of a kind of JPEG that is not taken";
                }
            }
        }
        return null;
    }

    private String frame(int from, int length) {
        if (width != 0 || length < 6) {
            return "the picture has more than one frame";
        }
        height = (in[from + 1] & 0xFF) << 8 | in[from + 2] & 0xFF;
        width = (in[from + 3] & 0xFF) << 8 | in[from + 4] & 0xFF;
        components = in[from + 5] & 0xFF;
        if (width == 0 || height == 0 || in[from] != 8) {
            return "the picture has no size, or more than 8 bits a sample";
        }
        rgb &= components == 3;
        return components == 1 || components == 3 ? null : "only grey and three-coloured JPEGs are taken, not CMYK";
    }

    private void keep(int marker, int from, int length) {
        kept.write(0xFF);
        kept.write(marker);
        kept.write(in, from - 2, length + 2);
    }

    /** Keeps what is coded, up to the next marker that is no restart. */
    private void entropy() {
        int from = at;
        while (at + 1 < in.length) {
            int next = in[at + 1] & 0xFF;
            boolean coded = (in[at] & 0xFF) != 0xFF || next == 0 || (next >= 0xD0 && next <= 0xD7);
            if (!coded && next != 0xFF) {
                break;
            }
            at += coded && (in[at] & 0xFF) == 0xFF ? 2 : 1;
        }
        kept.write(in, from, at - from);
        codedBytes += at - from;
    }
}
