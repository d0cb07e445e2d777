package org.byway.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.sync.Aggregate;
import org.byway.protocol.sync.Bound;
import org.byway.protocol.sync.Item;
import org.byway.protocol.sync.SyncSet;

/**
 * The set of one community. A range is summed up from sums before its ends: of whole blocks by the directory, of runs in
 * memory by sums kept in them, and of the one block at each end by reading it.
 */
final class SyncView implements SyncSet {
    private static final int KEY_BYTES = Table.SYNC.width - Rows.NUMBER_BYTES;
    private static final long SECONDS = 1L << 40;
    private static final int NEAR_ROWS = 128;

    private final Indexes indexes;
    private final int community;
    private final Supplier<List<SortedRun>> expired;

    /** With the rows, as taken away, of what counts as expired. */
    SyncView(Indexes indexes, int community, Supplier<List<SortedRun>> expired) {
        this.indexes = indexes;
        this.community = community;
        this.expired = expired;
    }

    private List<SortedRun> runs() {
        List<SortedRun> gone = expired.get();
        List<SortedRun> runs = new ArrayList<>(indexes.tail(Table.SYNC));
        runs.addAll(gone);
        return runs;
    }

    private byte[] key(Bound bound) {
        byte[] key = new byte[Table.SYNC.width];
        if (bound.second() >= SECONDS) {
            Rows.putInt(key, 0, community + 1);
        } else {
            Indexes.writeSync(key, 0, bound.second(), bound.id(), community, 0);
        }
        return key;
    }

    @Override
    public long size() {
        return aggregate(Bound.START, Bound.END).count();
    }

    @Override
    public Aggregate aggregate(Bound from, Bound to) {
        if (community == 0 || from.compareTo(to) >= 0) {
            return Aggregate.EMPTY;
        }
        List<SortedRun> runs = runs();
        Sum sum = before(key(to), runs);
        sum.subtract(before(key(from), runs));
        return sum.aggregate();
    }

    private Sum before(byte[] key, List<SortedRun> runs) {
        Sum sum = new Sum();
        for (SortedRun run : runs) {
            run.sumBefore(run.from(key, KEY_BYTES), sum);
        }
        Directory directory = indexes.directory();
        if (directory.blocks() == 0) {
            return sum;
        }
        int last = directory.blockOf(key, KEY_BYTES);
        directory.sumBefore(last, sum);
        if (Rows.compare(directory.key(last), 0, key, 0, KEY_BYTES) < 0) {
            byte[] rows = block(last);
            for (int at = 0;
                    at < rows.length && Rows.compare(rows, at, key, 0, KEY_BYTES) < 0;
                    at += Table.SYNC.width) {
                sum.row(rows, at, true);
            }
        }
        return sum;
    }

    private byte[] block(int block) {
        TableReader reader = indexes.reader(Table.SYNC);
        reader.seek(indexes.directory().key(block));
        byte[] packed = reader.block();
        byte[] rows = new byte[Block.rows(packed) * Table.SYNC.width];
        Block.decode(Table.SYNC, packed, rows);
        return rows;
    }

    @Override
    public List<Item> items(Bound from, Bound to, int limit) {
        List<Item> items = new ArrayList<>();
        if (community == 0 || from.compareTo(to) >= 0) {
            return items;
        }
        byte[] end = key(to);
        Scan scan = new Scan(indexes.reader(Table.SYNC), runs(), key(from));
        while (items.size() < limit && scan.next() && Rows.compare(scan.row(), 0, end, 0, KEY_BYTES) < 0) {
            items.add(item(scan.row()));
        }
        return items;
    }

    private static Item item(byte[] row) {
        long second = (row[4] & 0xffL) << 32 | Integer.toUnsignedLong(Rows.getInt(row, 5));
        return new Item(second, Bytes32.of(row, 9));
    }

    @Override
    public Item at(Bound from, long rank) {
        if (community == 0 || from.second() >= SECONDS) {
            return null;
        }
        List<SortedRun> runs = runs();
        byte[] start = key(from);
        long wanted = before(start, runs).count + rank;
        if (wanted >= before(key(Bound.END), runs).count) {
            return null;
        }
        byte[] near = near(start, wanted, runs);
        long skip = wanted - before(near, runs).count;
        Scan scan = new Scan(indexes.reader(Table.SYNC), runs, near);
        for (long i = 0; i <= skip; i++) {
            scan.next();
        }
        return item(scan.row());
    }

    /** A key from the start on, before which at most so many lie, and not many fewer. */
    private byte[] near(byte[] start, long wanted, List<SortedRun> runs) {
        Directory directory = indexes.directory();
        byte[] near = start;
        int low = directory.blockOf(start, KEY_BYTES) + 1;
        int high = directory.blocks();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (countBefore(middle, runs) <= wanted) {
                near = later(near, directory.key(middle));
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        byte[] end = low < directory.blocks() ? directory.key(low) : key(Bound.END);
        for (SortedRun run : runs) {
            near = near(near, end, wanted, run, runs);
        }
        return near;
    }

    private long countBefore(int block, List<SortedRun> runs) {
        Sum sum = new Sum();
        indexes.directory().sumBefore(block, sum);
        for (SortedRun run : runs) {
            run.sumBefore(run.from(indexes.directory().key(block), KEY_BYTES), sum);
        }
        return sum.count;
    }

    /** Where a run has many rows between the two keys, goes nearer by its rows. */
    private byte[] near(byte[] from, byte[] end, long wanted, SortedRun run, List<SortedRun> runs) {
        int low = run.from(from, KEY_BYTES);
        int high = run.from(end, KEY_BYTES);
        byte[] near = from;
        while (high - low > NEAR_ROWS) {
            int middle = (low + high) >>> 1;
            byte[] row = Arrays.copyOfRange(run.rows, middle * run.stride, middle * run.stride + Table.SYNC.width);
            if (before(row, runs).count <= wanted) {
                near = row;
                low = middle;
            } else {
                high = middle;
            }
        }
        return near;
    }

    private static byte[] later(byte[] one, byte[] other) {
        return Rows.compare(one, 0, other, 0, KEY_BYTES) < 0 ? other : one;
    }
}
