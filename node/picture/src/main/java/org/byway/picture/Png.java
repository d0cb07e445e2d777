package org.byway.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** The chunks of a PNG: keeps those of which pixels are made. */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "IDAT", "IEND");
    private static final int PALETTE = 3;
    private static final int HEADER_BYTES = 13;
    private static final int AROUND_BYTES = 12;

    private Png() {}

    static Checked<Source> read(byte[] bytes) {
        if (bytes.length < SIGNATURE.length + HEADER_BYTES + AROUND_BYTES
                || !Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            return Refusal.of(Reason.BAD_CONTENT, "a picture is a JPEG or a PNG");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Header header = Header.read(in);
        if (header == null) {
            return Refusal.of(Reason.BAD_CONTENT, "the picture does not begin with a header that can be read");
        }
        byte[] kept = kept(bytes, header.colour());
        return kept == null
                ? Refusal.of(Reason.BAD_CONTENT, "the picture is damaged or cut short")
                : new Checked.Ok<>(
                        new Source("png", kept, header.width(), header.height(), header.decodedBytes(), 1, false));
    }

    /** What the first chunk says. */
    private record Header(int width, int height, int bits, int colour) {
        static Header read(ByteBuffer in) {
            int at = SIGNATURE.length;
            if (in.getInt(at) != HEADER_BYTES || in.getInt(at + 4) != 0x49484452) {
                return null;
            }
            Header header = new Header(in.getInt(at + 8), in.getInt(at + 12), in.get(at + 16), in.get(at + 17));
            boolean known = header.width > 0
                    && header.height > 0
                    && Set.of(1, 2, 4, 8, 16).contains(header.bits)
                    && Set.of(0, 2, PALETTE, 4, 6).contains(header.colour);
            return known ? header : null;
        }

        /** What it takes when it is decoded, and then as pixels of three bytes. */
        long decodedBytes() {
            int samples = switch (colour) {
                case 2 -> 3;
                case 4 -> 2;
                case 6 -> 4;
                default -> 1;
            };
            return (long) width * height * (samples * (bits == 16 ? 2 : 1) + 3);
        }
    }

    /** Up to the end of the picture; null where that is not reached. */
    private static byte[] kept(byte[] bytes, int colour) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        kept.writeBytes(SIGNATURE);
        int at = SIGNATURE.length;
        while (at + AROUND_BYTES <= bytes.length) {
            int length = in.getInt(at);
            if (length < 0 || length > bytes.length - at - AROUND_BYTES) {
                return null;
            }
            String type = new String(bytes, at + 4, 4, StandardCharsets.US_ASCII);
            if (KEPT.contains(type) || (type.equals("tRNS") && colour == PALETTE)) {
                kept.write(bytes, at, length + AROUND_BYTES);
            }
            if (type.equals("IEND")) {
                return kept.toByteArray();
            }
            at += length + AROUND_BYTES;
        }
        return null;
    }
}
