package org.byway.storage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.sync.Sketch;

/**
 * Sketches of communities' sets, in memory. Each is worked out from the rows of the sync table once, a slice at a time, and
 * follows the rows that come and go up to the place that was reached; what has expired by some time is taken away when it
 * is asked for.
 */
final class Sketches {
    /** Of so many communities, 48 KiB each: those that came first. */
    private static final int MOST = 64;

    /** Rows read in one go: a few milliseconds. */
    private static final int SLICE_ROWS = 1 << 13;

    /** Expired rows that are still in the table, above which a comparison does without. */
    private static final int MOST_EXPIRED = 1 << 14;

    private static final int ID_AT = 9;
    private static final int COMMUNITY_BYTES = 4;

    private final int sliceRows;
    private final Map<Integer, Growing> byCommunity = new HashMap<>();
    private final byte[] place = new byte[Table.SYNC.width];

    /** All rows up to the last one that was read count; where there is none, no row does. */
    private static final class Growing {
        final Sketch sketch = Sketch.empty();
        byte[] last;
        boolean whole;

        boolean counts(byte[] row) {
            return whole || (last != null && Rows.compare(row, 0, last, 0, row.length) <= 0);
        }
    }

    Sketches() {
        this(SLICE_ROWS);
    }

    Sketches(int sliceRows) {
        this.sliceRows = sliceRows;
    }

    /** Reads the next slice of rows, which are given one after the other from a key on; whether there is more to read. */
    boolean grow(int community, Function<byte[], Supplier<byte[]>> from) {
        Growing growing = byCommunity.get(community);
        if (growing == null) {
            if (community == 0 || byCommunity.size() == MOST) {
                return false;
            }
            growing = new Growing();
            byCommunity.put(community, growing);
        }
        if (!growing.whole) {
            read(growing, community, from);
        }
        return !growing.whole;
    }

    private void read(Growing growing, int community, Function<byte[], Supplier<byte[]>> from) {
        byte[] start = new byte[Table.SYNC.width];
        Rows.putInt(start, 0, community);
        Supplier<byte[]> rows = from.apply(growing.last == null ? start : growing.last);
        byte[] last = growing.last;
        for (int read = 0; read < sliceRows; ) {
            byte[] row = rows.get();
            if (row == null || Rows.compare(row, 0, start, 0, COMMUNITY_BYTES) != 0) {
                growing.whole = true;
                return;
            }
            if (last == null || Rows.compare(row, 0, last, 0, row.length) > 0) {
                growing.sketch.add(Bytes32.of(row, ID_AT));
                growing.last = row.clone();
                read++;
            }
        }
    }

    /** A row came or went. */
    void follow(int community, long second, Bytes32 id, long number, boolean add) {
        Growing growing = byCommunity.get(community);
        if (growing == null) {
            return;
        }
        Indexes.writeSync(place, 0, second, id, community, number);
        if (growing.counts(place)) {
            change(growing.sketch, id, add);
        }
    }

    private static void change(Sketch sketch, Bytes32 id, boolean add) {
        if (add) {
            sketch.add(id);
        } else {
            sketch.remove(id);
        }
    }

    /** All rows and those, which are taken away; null where they were not all read, or those are too many. */
    Sketch with(int community, List<SortedRun> expired) {
        Growing growing = byCommunity.get(community);
        if (growing == null || !growing.whole || count(community, expired) > MOST_EXPIRED) {
            return null;
        }
        Sketch sketch = growing.sketch.copy();
        for (SortedRun run : expired) {
            int end = run.from(key(community + 1), COMMUNITY_BYTES);
            for (int i = run.from(key(community), COMMUNITY_BYTES); i < end; i++) {
                change(sketch, Bytes32.of(run.rows, i * run.stride + ID_AT), run.added(i));
            }
        }
        return sketch;
    }

    private static long count(int community, List<SortedRun> runs) {
        long rows = 0;
        for (SortedRun run : runs) {
            rows += run.from(key(community + 1), COMMUNITY_BYTES) - run.from(key(community), COMMUNITY_BYTES);
        }
        return rows;
    }

    private static byte[] key(int community) {
        byte[] key = new byte[COMMUNITY_BYTES];
        Rows.putInt(key, 0, community);
        return key;
    }
}
