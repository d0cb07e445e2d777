package org.byway.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.byway.protocol.store.StoreFault;
import org.byway.storage.Frozen.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmdbjava.Txn;

/** Rows that are added, taken away, frozen and merged in stretches at random places, against a plain sorted set. */
class MergeTest {
    @TempDir
    Path folder;

    private Environment env;
    private final Merge.Workspace workspace = new Merge.Workspace();

    @BeforeEach
    void open() throws StoreFault {
        env = Environment.open(new Settings(folder, 1 << 28, 1));
    }

    @AfterEach
    void close() {
        env.close();
    }

    @ParameterizedTest
    @EnumSource(Table.class)
    void isTheSameAsASortedSet(Table table) {
        for (long seed = 1; seed <= 3; seed++) {
            new Life(table, 100 * table.ordinal() + seed).run();
        }
    }

    /** One table's life. The keys lie close together or far apart, as the seed has it. */
    private final class Life {
        private final Table table;
        private final Random random;
        private final int varied;
        private final TreeSet<byte[]> model = new TreeSet<>(Arrays::compareUnsigned);
        private Tail tail;
        private List<SortedRun> frozen;
        private byte[] behind;
        private Directory directory;
        private long next = 1;

        Life(Table table, long seed) {
            this.table = table;
            this.random = new Random(seed);
            this.varied = 1 + random.nextInt(table.width - Rows.NUMBER_BYTES);
            this.tail = new Tail(table);
            try (Txn<ByteBuffer> txn = env.write()) {
                env.table(table).drop(txn);
                txn.commit();
            }
            this.directory = reload();
        }

        private Directory reload() {
            try (Txn<ByteBuffer> txn = env.read();
                    TableReader reader = new TableReader(table, env.table(table), txn)) {
                return Directory.read(reader);
            }
        }

        void run() {
            for (int round = 0; round < 30; round++) {
                for (int i = random.nextInt(3000); i > 0; i--) {
                    change();
                }
                if (frozen == null) {
                    frozen = tail.all();
                    tail = new Tail(table);
                    behind = null;
                }
                mergeSome();
                compare();
            }
        }

        private void change() {
            boolean add = model.isEmpty() || random.nextInt(3) > 0;
            byte[] row = add ? fresh() : some();
            int at = tail.next(add);
            System.arraycopy(row, 0, tail.recent(), at, row.length);
            if (add) {
                model.add(row);
            } else {
                model.remove(row);
            }
        }

        private byte[] fresh() {
            byte[] row = new byte[table.width];
            for (int i = 0; i < varied; i++) {
                row[table.width - Rows.NUMBER_BYTES - 1 - i] = (byte) random.nextInt(256);
            }
            Rows.put48(row, table.width - Rows.NUMBER_BYTES, next++);
            return row;
        }

        private byte[] some() {
            byte[] near = model.ceiling(fresh());
            return near == null ? model.first() : near;
        }

        private void mergeSome() {
            List<SortedRun> left = left();
            if (left.isEmpty()) {
                frozen = null;
                return;
            }
            try (Txn<ByteBuffer> txn = env.write()) {
                List<Directory.Patch> patches = new ArrayList<>();
                boolean done;
                byte[] last;
                try (Merge merge = new Merge(env, txn, table, left, workspace)) {
                    for (int i = random.nextInt(4); i >= 0 && !merge.done(); i--) {
                        merge.stretch(patches);
                    }
                    done = merge.done();
                    last = merge.last();
                }
                txn.commit();
                behind = last == null ? behind : last;
                frozen = done ? null : frozen;
                if (table == Table.SYNC) {
                    directory.apply(patches);
                }
            }
        }

        private List<SortedRun> left() {
            List<SortedRun> left = new ArrayList<>();
            for (SortedRun run : frozen) {
                left.add(run.behind(behind));
            }
            return left;
        }

        private void compare() {
            List<SortedRun> runs = new ArrayList<>(frozen == null ? List.of() : left());
            runs.addAll(tail.runs());
            byte[] from = random.nextBoolean() ? new byte[table.width] : fresh();
            try (Txn<ByteBuffer> txn = env.read();
                    TableReader reader = new TableReader(table, env.table(table), txn)) {
                Scan scan = new Scan(reader, runs, from);
                for (byte[] row : model.tailSet(from)) {
                    assertTrue(scan.next());
                    assertArrayEquals(row, scan.row());
                }
                assertFalse(scan.next());
            }
            if (table == Table.SYNC) {
                compareSums();
            }
        }

        /** What the directory learnt from patches is what is on disk. */
        private void compareSums() {
            Directory fresh = reload();
            assertEquals(fresh.blocks(), directory.blocks());
            Sum expected = new Sum();
            Sum actual = new Sum();
            for (int i = 0; i < fresh.blocks(); i++) {
                assertArrayEquals(fresh.key(i), directory.key(i));
                fresh.sumBefore(i, expected);
                directory.sumBefore(i, actual);
            }
            assertEquals(expected.aggregate(), actual.aggregate());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000, 4096})
    void sortsRowsThatDifferLateOrNotAtAll(int count) {
        Random random = new Random(count);
        int stride = 30;
        byte[] rows = new byte[count * stride];
        List<byte[]> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int at = 22; at < stride; at++) {
                rows[i * stride + at] = (byte) (random.nextInt(3) * 100);
            }
            expected.add(Arrays.copyOfRange(rows, i * stride, (i + 1) * stride));
        }
        expected.sort(Arrays::compareUnsigned);
        byte[] sorted = RowSorter.sorted(rows, stride, count);
        for (int i = 0; i < count; i++) {
            assertArrayEquals(expected.get(i), Arrays.copyOfRange(sorted, i * stride, (i + 1) * stride));
        }
    }

    @Test
    void aFrozenTailLeavesOutTheTablesThatAreThrough() {
        Frozen frozen = new Frozen(1, Map.of(Table.IDS, List.of(), Table.LINEAGES, List.of()), new Sweeps());
        assertEquals(List.of(), frozen.left(Table.IDS, new Progress(1, null, 0)));
        assertTrue(new Progress(Table.COUNT, null, 0).tablesDone());
    }
}
