package org.byway.protocol.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The store in memory, for the simulator and for tests. */
public final class MemoryMailStore implements MailStore {
    private final Rows durable;
    private final StagedRows staged;

    public MemoryMailStore() {
        this(new Rows());
    }

    private MemoryMailStore(Rows durable) {
        this.durable = durable;
        this.staged = new StagedRows(durable);
    }

    /** What is found at a restart after a crash: all that was committed, and only that. This store is not to be used on. */
    public MemoryMailStore crash() {
        return new MemoryMailStore(durable);
    }

    @Override
    public byte[] get(Shelf shelf, byte[] key) {
        return staged.get(shelf, key);
    }

    @Override
    public List<Row> rows(Shelf shelf, byte[] from, byte[] before, int most) {
        return staged.rows(shelf, from, before, most);
    }

    @Override
    public void put(Shelf shelf, byte[] key, byte[] value) {
        staged.put(shelf, key, value);
    }

    @Override
    public void remove(Shelf shelf, byte[] key) {
        staged.remove(shelf, key);
    }

    @Override
    public Group take() {
        StagedRows.Changes changes = staged.take();
        return changes == null ? null : new MemoryGroup(changes, durable);
    }

    @Override
    public void committed(Group group) {
        staged.settle();
    }

    @Override
    public void close() {}

    private record MemoryGroup(StagedRows.Changes rows, Rows durable) implements Group {
        @Override
        public int changes() {
            return rows.count();
        }

        @Override
        public void commit() {
            rows.write(durable);
        }
    }

    /** What a disk would hold. */
    private static final class Rows implements StagedRows.Durable, StagedRows.Writer {
        private final Map<Shelf, NavigableMap<byte[], byte[]>> shelves = new EnumMap<>(Shelf.class);

        private NavigableMap<byte[], byte[]> of(Shelf shelf) {
            return shelves.computeIfAbsent(shelf, any -> new TreeMap<>(Arrays::compareUnsigned));
        }

        @Override
        public byte[] get(Shelf shelf, byte[] key) {
            return of(shelf).get(key);
        }

        @Override
        public List<Row> rows(Shelf shelf, byte[] from, byte[] before, int most) {
            List<Row> rows = new ArrayList<>();
            for (Map.Entry<byte[], byte[]> each : of(shelf).tailMap(from, true).entrySet()) {
                boolean over = before != null && Arrays.compareUnsigned(each.getKey(), before) >= 0;
                if (over || rows.size() == most) {
                    break;
                }
                rows.add(new Row(each.getKey(), each.getValue()));
            }
            return rows;
        }

        @Override
        public void put(Shelf shelf, byte[] key, byte[] value) {
            of(shelf).put(key, value);
        }

        @Override
        public void remove(Shelf shelf, byte[] key) {
            of(shelf).remove(key);
        }
    }
}
