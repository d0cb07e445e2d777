package org.byway.picture;

/** Finds the one thing in Exif that pixels cannot do without: which way is up. */
final class Exif {
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;
    private static final int MOST_ENTRIES = 512;

    private final byte[] in;
    private final int from;
    private final int to;
    private final boolean little;

    private Exif(byte[] in, int from, int to) {
        this.in = in;
        this.from = from;
        this.to = to;
        this.little = in[from] == 'I';
    }

    /** 1 to 8, of a TIFF structure between the two places; 1 where it says nothing that can be understood. */
    static int orientation(byte[] in, int from, int to) {
        return to - from < 8 ? 1 : new Exif(in, from, to).orientation();
    }

    private int orientation() {
        long directory = u32(4);
        if (directory < 8 || directory + 2 > to - from) {
            return 1;
        }
        int entries = Math.min(u16((int) directory), MOST_ENTRIES);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY_BYTES;
            if (entry + ENTRY_BYTES > to - from) {
                return 1;
            }
            if (u16((int) entry) == ORIENTATION && u16((int) entry + 2) == SHORT) {
                int said = u16((int) entry + 8);
                return said >= 1 && said <= 8 ? said : 1;
            }
        }
        return 1;
    }

    private int u16(int offset) {
        int first = in[from + offset] & 0xFF;
        int second = in[from + offset + 1] & 0xFF;
        return little ? second << 8 | first : first << 8 | second;
    }

    private long u32(int offset) {
        long first = u16(offset);
        long second = u16(offset + 2);
        return little ? second << 16 | first : first << 16 | second;
    }
}
