package org.byway.protocol.letter;

/** The four sizes that what is sealed may have, so that a size tells next to nothing of a text. */
enum SizeClass {
    LINE(1 << 10),
    PAGE(1 << 12),
    PAPER(1 << 14),
    PICTURE(1 << 16);

    /** Of the padded text; sealed it is {@link Hpke#TAG_BYTES} longer. */
    final int sizeBytes;

    SizeClass(int sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    /** The smallest that has room for so much, or null. */
    static SizeClass fitting(int bytes) {
        for (SizeClass size : values()) {
            if (bytes <= size.sizeBytes) {
                return size;
            }
        }
        return null;
    }
}
