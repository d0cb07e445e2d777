package org.byway.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.byway.storage.Directory.Patch;
import org.lmdbjava.Dbi;
import org.lmdbjava.Txn;

/**
 * Merges rows of one table into its blocks, one stretch of neighbouring blocks at a time, within a transaction. Where
 * many rows come, blocks are filled to the brim; where few do, a block that overflows is split in half.
 */
final class Merge implements AutoCloseable {
    private static final int STRETCH_BLOCKS = 64;
    private static final int STRETCH_ROWS = 1 << 14;

    private final Table table;
    private final int width;
    private final Dbi<ByteBuffer> database;
    private final Txn<ByteBuffer> txn;
    private final TableReader reader;
    private final RunCursor from;
    private final Workspace space;
    private int outRows;
    private int taken;
    private byte[] lastRows;
    private int lastAt;

    /** Buffers of the one thread that commits, kept for the next time. */
    static final class Workspace {
        private final ByteBuffer key = ByteBuffer.allocateDirect(64);
        private final ByteBuffer sought = ByteBuffer.allocateDirect(64);
        private final byte[] packed = new byte[Block.MOST_BYTES];
        private byte[] in = new byte[0];
        private byte[] out = new byte[1 << 14];
    }

    Merge(Environment env, Txn<ByteBuffer> txn, Table table, List<SortedRun> runs, Workspace space) {
        this.table = table;
        this.width = table.width;
        this.database = env.table(table);
        this.txn = txn;
        this.space = space;
        this.reader = new TableReader(table, database, txn, space.sought);
        this.from = new RunCursor(runs);
    }

    boolean done() {
        return from.done();
    }

    /** The last row that was merged; null where none was. */
    byte[] last() {
        return lastRows == null ? null : Arrays.copyOfRange(lastRows, lastAt, lastAt + width);
    }

    /** Merges the next stretch and returns how many rows were taken. */
    int stretch(List<Patch> patches) {
        taken = 0;
        outRows = 0;
        List<byte[]> old = new ArrayList<>();
        byte[] row = row();
        boolean found = reader.seek(row);
        boolean atEnd = !found;
        while (found && old.size() < STRETCH_BLOCKS && taken < STRETCH_ROWS) {
            old.add(reader.key());
            int rows = decode(reader.block());
            byte[] next = reader.next() ? reader.key() : null;
            atEnd = next == null;
            merge(rows, next);
            found = !from.done() && next != null && reader.seek(row()) && Arrays.equals(next, reader.key());
        }
        if (old.isEmpty()) {
            merge(0, null);
        }
        patches.add(write(old, atEnd));
        return taken;
    }

    private int decode(byte[] block) {
        if (space.in.length < Block.rows(block) * width) {
            space.in = new byte[Block.rows(block) * width];
        }
        return Block.decode(table, block, space.in);
    }

    private byte[] row() {
        return Arrays.copyOfRange(from.rows(), from.at(), from.at() + width);
    }

    /** Merges the rows of one block with those that belong before the next block. */
    private void merge(int rows, byte[] next) {
        byte[] in = space.in;
        int at = 0;
        while (!from.done()
                && taken < STRETCH_ROWS
                && (next == null || Rows.compare(from.rows(), from.at(), next, 0, width) < 0)) {
            byte[] row = from.rows();
            int rowAt = from.at();
            int behind = before(in, at, rows, row, rowAt);
            emit(in, at, behind);
            at = behind;
            boolean held = at < rows && Rows.compare(in, at * width, row, rowAt, width) == 0;
            at += held ? 1 : 0;
            if (net(row, rowAt, held ? 1 : 0) > 0) {
                emit(row, rowAt);
            }
            lastRows = row;
            lastAt = rowAt;
        }
        emit(in, at, rows);
    }

    /** Index of the first row that does not lie before that one. */
    private int before(byte[] in, int first, int rows, byte[] row, int rowAt) {
        int low = first;
        int step = 1;
        while (low + step <= rows && Rows.compare(in, (low + step - 1) * width, row, rowAt, width) < 0) {
            low += step;
            step <<= 1;
        }
        int high = Math.min(rows, low + step - 1);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Rows.compare(in, middle * width, row, rowAt, width) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Takes every mention of the row. */
    private int net(byte[] row, int rowAt, int held) {
        int net = held;
        do {
            net += from.added() ? 1 : -1;
            from.next();
            taken++;
        } while (!from.done() && Rows.compare(from.rows(), from.at(), row, rowAt, width) == 0);
        return net;
    }

    private void emit(byte[] rows, int at) {
        room(1);
        System.arraycopy(rows, at, space.out, outRows++ * width, width);
    }

    private void emit(byte[] rows, int first, int end) {
        if (end > first) {
            room(end - first);
            System.arraycopy(rows, first * width, space.out, outRows * width, (end - first) * width);
            outRows += end - first;
        }
    }

    private void room(int rows) {
        int wanted = (outRows + rows) * width;
        if (wanted > space.out.length) {
            space.out = Arrays.copyOf(space.out, Math.max(wanted, 2 * space.out.length));
        }
    }

    private Patch write(List<byte[]> old, boolean atEnd) {
        List<byte[]> keys = new ArrayList<>();
        List<Sum> sums = new ArrayList<>();
        int[] ends = cut(atEnd);
        for (int i = 0; i < ends.length; i++) {
            int first = i == 0 ? 0 : ends[i - 1];
            keys.add(Arrays.copyOfRange(space.out, first * width, (first + 1) * width));
            if (table == Table.SYNC) {
                sums.add(sum(first, ends[i]));
            }
        }
        delete(old, keys);
        for (int i = 0; i < ends.length; i++) {
            int length = Block.encode(table, space.out, i == 0 ? 0 : ends[i - 1], ends[i], space.packed);
            if (table == Table.SYNC) {
                sums.get(i).writeLimbs(space.packed, Block.SUM_AT);
            }
            database.reserve(txn, key(keys.get(i)), length).put(space.packed, 0, length);
        }
        return table == Table.SYNC ? new Patch(old, keys, sums) : null;
    }

    /** Deletes the old blocks that no new one takes the place of. */
    private void delete(List<byte[]> old, List<byte[]> kept) {
        int next = 0;
        for (byte[] key : old) {
            while (next < kept.size() && Arrays.compareUnsigned(kept.get(next), key) < 0) {
                next++;
            }
            if (next == kept.size() || !Arrays.equals(kept.get(next), key)) {
                database.delete(txn, key(key));
            }
        }
    }

    /** Where the blocks end: all full but the last, which shares with the one before unless more is to follow there. */
    private int[] cut(boolean atEnd) {
        int[] ends = new int[16];
        int blocks = 0;
        for (int first = 0; first < outRows; first = ends[blocks - 1]) {
            if (blocks == ends.length) {
                ends = Arrays.copyOf(ends, 2 * blocks);
            }
            ends[blocks++] = first + Block.fitting(table, space.out, first, outRows);
        }
        if (blocks > 1 && !atEnd) {
            int first = blocks == 2 ? 0 : ends[blocks - 3];
            int middle = (first + outRows) >>> 1;
            boolean small = outRows - ends[blocks - 2] < middle - first;
            if (small && Block.fitting(table, space.out, middle, outRows) == outRows - middle) {
                ends[blocks - 2] = middle;
            }
        }
        return Arrays.copyOf(ends, blocks);
    }

    private Sum sum(int first, int end) {
        Sum sum = new Sum();
        for (int i = first; i < end; i++) {
            sum.row(space.out, i * width, true);
        }
        return sum;
    }

    private ByteBuffer key(byte[] key) {
        return space.key.clear().put(key).flip();
    }

    @Override
    public void close() {
        reader.close();
    }
}
