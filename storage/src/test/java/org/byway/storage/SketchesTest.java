package org.byway.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.sync.Sketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sketch that is worked out in slices, while rows come and go on either side of the place reached, is that of the set. */
class SketchesTest {
    private static final int COMMUNITY = 2;

    private final TreeSet<byte[]> table = new TreeSet<>(Arrays::compareUnsigned);
    private long numbers;

    private Supplier<byte[]> from(byte[] key) {
        Iterator<byte[]> rows = table.tailSet(key, true).iterator();
        return () -> rows.hasNext() ? rows.next() : null;
    }

    private static byte[] row(int community, long second, Bytes32 id, long number) {
        byte[] row = new byte[Table.SYNC.width];
        Indexes.writeSync(row, 0, second, id, community, number);
        return row;
    }

    private static Bytes32 id(byte[] row) {
        return Bytes32.of(row, 9);
    }

    private void come(Sketches sketches, Random random) {
        int community = 1 + random.nextInt(3);
        Bytes32 id = new Bytes32(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        byte[] row = row(community, random.nextInt(50), id, ++numbers);
        table.add(row);
        follow(sketches, row, true);
    }

    private void go(Sketches sketches, Random random) {
        byte[] row =
                table.stream().skip(random.nextInt(table.size())).findFirst().orElseThrow();
        table.remove(row);
        follow(sketches, row, false);
    }

    private static void follow(Sketches sketches, byte[] row, boolean add) {
        sketches.follow(Rows.getInt(row, 0), Rows.getInt(row, 5), id(row), Rows.get48(row, 41), add);
    }

    private Sketch scratch() {
        Sketch sketch = Sketch.empty();
        table.stream().filter(row -> Rows.getInt(row, 0) == COMMUNITY).forEach(row -> sketch.add(id(row)));
        return sketch;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void followsWhatComesAndGoesWhileItGrows(long seed) {
        Random random = new Random(seed);
        Sketches sketches = new Sketches(7);
        for (int i = 0; i < 200; i++) {
            come(sketches, random);
        }
        boolean more = true;
        for (int turns = 0; more; turns++) {
            assertTrue(turns < 1_000);
            more = sketches.grow(COMMUNITY, this::from);
            assertEquals(more, sketches.with(COMMUNITY, List.of()) == null);
            for (int i = random.nextInt(6); i > 0; i--) {
                if (random.nextBoolean()) {
                    come(sketches, random);
                } else {
                    go(sketches, random);
                }
            }
        }
        assertArrayEquals(
                scratch().write(Sketch.SYMBOLS),
                sketches.with(COMMUNITY, List.of()).write(Sketch.SYMBOLS));
    }

    @Test
    void onlyTheFirstCommunitiesHaveOne() {
        Sketches sketches = new Sketches(7);
        for (int community = 1; community <= 65; community++) {
            assertFalse(sketches.grow(community, this::from));
            assertEquals(community <= 64, sketches.with(community, List.of()) != null);
        }
        assertFalse(sketches.grow(0, this::from));
        assertNull(sketches.with(0, List.of()));
    }
}
