package org.byway.protocol.letter;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A text with its length before it, in four bytes, and zeros behind it up to the smallest size that has room. */
final class Padding {
    static final int LENGTH_BYTES = Integer.BYTES;

    /** How many bytes the longest text has. */
    static final int MAX_TEXT_BYTES = SizeClass.PICTURE.sizeBytes - LENGTH_BYTES;

    private Padding() {}

    /** Null where the text is too long. */
    static byte[] pad(byte[] text) {
        if (text.length > MAX_TEXT_BYTES) {
            return null;
        }
        SizeClass size = SizeClass.fitting(LENGTH_BYTES + text.length);
        return ByteBuffer.allocate(size.sizeBytes).putInt(text.length).put(text).array();
    }

    /** The text; null where this is not what {@link #pad} makes of one, so that nothing is told in the padding. */
    static byte[] strip(byte[] padded) {
        if (padded.length < LENGTH_BYTES) {
            return null;
        }
        int length = ByteBuffer.wrap(padded).getInt();
        if (length < 0 || length > padded.length - LENGTH_BYTES) {
            return null;
        }
        byte[] text = Arrays.copyOfRange(padded, LENGTH_BYTES, LENGTH_BYTES + length);
        return Arrays.equals(padded, pad(text)) ? text : null;
    }
}
