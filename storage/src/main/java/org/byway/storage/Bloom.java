package org.byway.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * Whether a key may be there: no answer of no is wrong, about one yes in a hundred is. Keys are digests, so their own bits
 * serve. What came since the store was opened stands in filters that grow; what was on disk before is read on a thread of
 * its own, and until it is all read the answer is yes. What was removed stays until the store is opened again.
 */
final class Bloom implements AutoCloseable {
    private static final int FIRST_KEYS = 1 << 20;
    private static final int MOST_KEYS = 1 << 27;
    private static final int GROWTH = 4;

    private final List<Filter> filters = new ArrayList<>();
    private Filter current = new Filter(FIRST_KEYS);
    private volatile Filter before;
    private volatile boolean closed;
    private Thread reading;

    Bloom() {
        filters.add(current);
    }

    /** Begins to read the keys of the tables that are looked up by key; it must be closed before the environment is. */
    void readFrom(Environment env) {
        reading = Thread.ofPlatform().daemon().name("byway-bloom").start(() -> read(env));
    }

    private void read(Environment env) {
        try (Txn<ByteBuffer> snapshot = env.read()) {
            List<Table> tables = List.of(Table.IDS, Table.LINEAGES);
            long keys = 0;
            for (Table table : tables) {
                keys += rows(new TableReader(table, env.table(table), snapshot));
            }
            Filter filter = new Filter(keys);
            for (Table table : tables) {
                addAll(new TableReader(table, env.table(table), snapshot), filter);
            }
            before = closed ? null : filter;
        } catch (LmdbException e) {
            // Every key may be there: slower, and right.
            before = null;
        }
    }

    private long rows(TableReader reader) {
        long rows = 0;
        try (reader) {
            for (boolean more = reader.first(); more && !closed; more = reader.next()) {
                rows += Block.rows(reader.blockHead());
            }
        }
        return rows;
    }

    private void addAll(TableReader reader, Filter filter) {
        byte[] rows = new byte[0];
        try (reader) {
            for (boolean more = reader.first(); more && !closed; more = reader.next()) {
                byte[] block = reader.block();
                int bytes = Block.rows(block) * reader.table.width;
                rows = rows.length < bytes ? new byte[bytes] : rows;
                Block.decode(reader.table, block, rows);
                for (int at = 0; at < bytes; at += reader.table.width) {
                    filter.add(Rows.getLong(rows, at), Rows.getLong(rows, at + 8));
                }
            }
        }
    }

    void add(long high, long low) {
        if (current.isFull()) {
            current = new Filter((long) current.keys * GROWTH);
            filters.add(current);
        }
        current.add(high, low);
    }

    boolean mayHold(long high, long low) {
        Filter old = before;
        if (old == null || old.mayHold(high, low)) {
            return true;
        }
        for (Filter filter : filters) {
            if (filter.mayHold(high, low)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (reading != null && reading.isAlive()) {
            try {
                reading.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One filter for so many keys, in lines of a processor's cache. */
    private static final class Filter {
        private static final int KEY_BITS = 12;
        private static final int PROBES = 6;
        private static final int LINE_BITS = 512;
        private static final int LINE_LONGS = LINE_BITS / Long.SIZE;

        final int keys;
        private final long[] bits;
        private int room;

        Filter(long wanted) {
            long needed = Math.max(1, Math.min(MOST_KEYS, wanted) * KEY_BITS / LINE_BITS);
            int lines = Integer.highestOneBit((int) needed) << 1;
            bits = new long[lines * LINE_LONGS];
            keys = (int) Math.min(Integer.MAX_VALUE, (long) lines * LINE_BITS / KEY_BITS);
            room = keys;
        }

        boolean isFull() {
            return room <= 0;
        }

        void add(long high, long low) {
            room--;
            int line = line(high);
            for (int i = 0; i < PROBES; i++) {
                int bit = bit(low, i);
                bits[line + (bit >>> 6)] |= 1L << bit;
            }
        }

        boolean mayHold(long high, long low) {
            int line = line(high);
            for (int i = 0; i < PROBES; i++) {
                int bit = bit(low, i);
                if ((bits[line + (bit >>> 6)] & 1L << bit) == 0) {
                    return false;
                }
            }
            return true;
        }

        private int line(long high) {
            return (int) (high & (bits.length / LINE_LONGS - 1)) * LINE_LONGS;
        }

        private static int bit(long low, int probe) {
            return (int) (low >>> (9 * probe)) & (LINE_BITS - 1);
        }
    }
}
