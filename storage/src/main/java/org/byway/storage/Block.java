package org.byway.storage;

/**
 * Sorted rows packed into one page of LMDB. What all rows begin with stands once, and numbers are written as the distance
 * to the lowest, in as many bytes as the largest distance needs.
 *
 * <pre>
 * rows 2 | prefix length 1 | number bytes 1 | lowest number 6 | sum of ids 32 (sync only) | prefix | rows
 * </pre>
 */
final class Block {
    /** A value of this size fills one overflow page, its header included. */
    static final int MOST_BYTES = 4096 - 16;

    static final int SUM_AT = 10;
    private static final int SUM_BYTES = 32;
    private static final int MOST_ROWS = 2048;

    private Block() {}

    static int headBytes(Table table) {
        return SUM_AT + (table == Table.SYNC ? SUM_BYTES : 0);
    }

    /** How many of these rows, from the first on, one block takes. At least one row. */
    static int fitting(Table table, byte[] rows, int first, int end) {
        int width = table.width;
        int numberAt = width - Rows.NUMBER_BYTES;
        int room = MOST_BYTES - headBytes(table);
        int limit = Math.min(end, first + MOST_ROWS);
        long lowest = Rows.get48(rows, first * width + numberAt);
        long highest = lowest;
        int fitting = 1;
        while (first + fitting < limit) {
            int prefix = Rows.shared(rows, first * width, rows, (first + fitting) * width, numberAt);
            long number = Rows.get48(rows, (first + fitting) * width + numberAt);
            lowest = Math.min(lowest, number);
            highest = Math.max(highest, number);
            int each = numberAt - prefix + numberBytes(highest - lowest);
            if (prefix + (fitting + 1) * each > room) {
                break;
            }
            fitting++;
        }
        return fitting;
    }

    private static int numberBytes(long distance) {
        return (Long.SIZE - Long.numberOfLeadingZeros(distance) + 7) / 8;
    }

    /** Writes those rows as a block and returns its length. */
    static int encode(Table table, byte[] rows, int first, int end, byte[] to) {
        int width = table.width;
        int numberAt = width - Rows.NUMBER_BYTES;
        int prefix = Rows.shared(rows, first * width, rows, (end - 1) * width, numberAt);
        long lowest = Long.MAX_VALUE;
        long highest = 0;
        for (int i = first; i < end; i++) {
            long number = Rows.get48(rows, i * width + numberAt);
            lowest = Math.min(lowest, number);
            highest = Math.max(highest, number);
        }
        int numberBytes = numberBytes(highest - lowest);
        Rows.putShort(to, 0, end - first);
        to[2] = (byte) prefix;
        to[3] = (byte) numberBytes;
        Rows.put48(to, 4, lowest);
        int at = headBytes(table);
        System.arraycopy(rows, first * width, to, at, prefix);
        at += prefix;
        for (int i = first; i < end; i++) {
            int from = i * width;
            System.arraycopy(rows, from + prefix, to, at, numberAt - prefix);
            at += numberAt - prefix;
            long distance = Rows.get48(rows, from + numberAt) - lowest;
            for (int shift = 8 * (numberBytes - 1); shift >= 0; shift -= 8) {
                to[at++] = (byte) (distance >>> shift);
            }
        }
        return at;
    }

    static int rows(byte[] block) {
        return Rows.getShort(block, 0);
    }

    /** Writes out the rows of a block and returns how many they are. */
    static int decode(Table table, byte[] block, byte[] to) {
        int width = table.width;
        int numberAt = width - Rows.NUMBER_BYTES;
        int count = rows(block);
        int prefix = block[2];
        int numberBytes = block[3];
        long lowest = Rows.get48(block, 4);
        int prefixAt = headBytes(table);
        int at = prefixAt + prefix;
        for (int i = 0; i < count; i++) {
            int row = i * width;
            System.arraycopy(block, prefixAt, to, row, prefix);
            System.arraycopy(block, at, to, row + prefix, numberAt - prefix);
            at += numberAt - prefix;
            Rows.put48(to, row + numberAt, lowest + number(block, at, numberBytes));
            at += numberBytes;
        }
        return count;
    }

    /** The number in the row that has this key of sixteen bytes, or {@link KeyMap#ABSENT}. For tables of such keys. */
    static long find(byte[] block, long high, long low) {
        byte[] key = new byte[16];
        Rows.putLong(key, 0, high);
        Rows.putLong(key, 8, low);
        int prefix = block[2];
        int numberBytes = block[3];
        int keyBytes = key.length - prefix;
        int start = SUM_AT + prefix;
        if (Rows.compare(block, SUM_AT, key, 0, prefix) != 0) {
            return KeyMap.ABSENT;
        }
        int first = 0;
        int last = rows(block) - 1;
        while (first <= last) {
            int middle = (first + last) >>> 1;
            int at = start + middle * (keyBytes + numberBytes);
            int order = Rows.compare(block, at, key, prefix, keyBytes);
            if (order == 0) {
                return Rows.get48(block, 4) + number(block, at + keyBytes, numberBytes);
            }
            first = order < 0 ? middle + 1 : first;
            last = order < 0 ? last : middle - 1;
        }
        return KeyMap.ABSENT;
    }

    private static long number(byte[] from, int at, int bytes) {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | from[at + i] & 0xff;
        }
        return number;
    }
}
