package org.byway.storage;

import java.util.Arrays;

/** Sorts fixed-width rows by the bytes in which they differ, six at a time, so that most of it sorts plain numbers. */
final class RowSorter {
    private static final int DIGIT_BYTES = 6;
    private static final int PLACE_BITS = 16;
    static final int MOST_ROWS = 1 << PLACE_BITS;

    private final byte[] rows;
    private final int stride;
    private final long[] places;

    private RowSorter(byte[] rows, int stride, int count) {
        this.rows = rows;
        this.stride = stride;
        this.places = new long[count];
    }

    /** The first rows of the array, sorted, in an array of their own. At most {@link #MOST_ROWS}. */
    static byte[] sorted(byte[] rows, int stride, int count) {
        RowSorter sorter = new RowSorter(rows, stride, count);
        for (int i = 0; i < count; i++) {
            sorter.places[i] = i;
        }
        sorter.sort(0, count, 0);
        byte[] sorted = new byte[count * stride];
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows, sorter.place(i) * stride, sorted, i * stride, stride);
        }
        return sorted;
    }

    private int place(int i) {
        return (int) (places[i] & (MOST_ROWS - 1));
    }

    private void sort(int from, int to, int known) {
        int shared = stride - known;
        int first = place(from) * stride + known;
        for (int i = from + 1; i < to && shared > 0; i++) {
            shared = Rows.shared(rows, first, rows, place(i) * stride + known, shared);
        }
        if (to - from < 2 || known + shared == stride) {
            return;
        }
        int at = known + shared;
        for (int i = from; i < to; i++) {
            places[i] = digits(place(i) * stride + at, stride - at) << PLACE_BITS | place(i);
        }
        Arrays.sort(places, from, to);
        for (int start = from; start < to; ) {
            int end = start + 1;
            while (end < to && (places[end] ^ places[start]) >>> PLACE_BITS == 0) {
                end++;
            }
            if (end - start > 1 && stride - at > DIGIT_BYTES) {
                sort(start, end, at + DIGIT_BYTES);
            }
            start = end;
        }
    }

    /** The next bytes of the row as a positive number. */
    private long digits(int at, int left) {
        long value = 0;
        for (int i = 0; i < DIGIT_BYTES; i++) {
            value = value << 8 | (i < left ? rows[at + i] & 0xff : 0);
        }
        // Moved so that signed order is unsigned order once the place stands below.
        return value ^ 1L << (8 * DIGIT_BYTES - 1);
    }
}
