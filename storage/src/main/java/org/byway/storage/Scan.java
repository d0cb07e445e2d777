package org.byway.storage;

import java.util.List;

/** Reads one table in order: its blocks and the rows in memory, of which those taken away cancel what they name. */
final class Scan {
    private final Table table;
    private final int width;
    private final TableReader reader;
    private final RunCursor tail;
    private byte[] block = new byte[0];
    private final byte[] row;
    private int rows;
    private int at;
    private byte[] nextKey;
    private boolean more;

    /** From the first row on that does not lie before the key, which is as long as a row. */
    Scan(TableReader reader, List<SortedRun> runs, byte[] key) {
        this.table = reader.table;
        this.width = table.width;
        this.reader = reader;
        this.tail = new RunCursor(runs, key, width);
        this.row = new byte[width];
        more = reader.seek(key);
        load();
        while (at < rows && Rows.compare(block, at * width, key, 0, width) < 0) {
            skip();
        }
    }

    private void load() {
        at = 0;
        rows = 0;
        if (more) {
            byte[] packed = reader.block();
            if (block.length < Block.rows(packed) * width) {
                block = new byte[Block.rows(packed) * width];
            }
            rows = Block.decode(table, packed, block);
        }
        more = more && reader.next();
        nextKey = more ? reader.key() : null;
    }

    private void skip() {
        if (++at == rows && more) {
            // Others may have moved the reader since.
            more = reader.seek(nextKey);
            load();
        }
    }

    /** Goes to the next row; false at the end. */
    boolean next() {
        while (at < rows || !tail.done()) {
            int order = tail.done() ? -1 : at == rows ? 1 : compare();
            if (order <= 0) {
                System.arraycopy(block, at * width, row, 0, width);
                skip();
            } else {
                System.arraycopy(tail.rows(), tail.at(), row, 0, width);
            }
            int net = order <= 0 ? 1 : 0;
            while (order >= 0 && !tail.done() && Rows.compare(tail.rows(), tail.at(), row, 0, width) == 0) {
                net += tail.added() ? 1 : -1;
                tail.next();
            }
            if (net > 0) {
                return true;
            }
        }
        return false;
    }

    private int compare() {
        return Rows.compare(block, at * width, tail.rows(), tail.at(), width);
    }

    /** The row that was reached; overwritten by the next one. */
    byte[] row() {
        return row;
    }

    long number() {
        return Rows.get48(row, width - Rows.NUMBER_BYTES);
    }
}
