package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Symbols tell what differs between two sets, whatever these have in common, and nothing else. */
class SketchTest {
    private final Random random = SampleItems.random(7);

    private List<Bytes32> ids(int count) {
        List<Bytes32> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(SampleItems.randomId(random, 3));
        }
        return ids;
    }

    private static Sketch of(Collection<Bytes32> ids) {
        Sketch sketch = Sketch.empty();
        ids.forEach(sketch::add);
        return sketch;
    }

    /** As they come over the wire: the first so many. */
    private static Sketch first(Sketch sketch, int symbols) {
        return Sketch.read(sketch.write(symbols));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 100, 300, 550})
    void aFewSymbolsTellWhatDiffers(int different) {
        int failed = 0;
        for (int run = 0; run < 40; run++) {
            List<Bytes32> common = ids(1_000);
            Set<Bytes32> have = new HashSet<>(ids(random.nextInt(different + 1)));
            Set<Bytes32> need = new HashSet<>(ids(different - have.size()));
            Sketch ours = of(common);
            have.forEach(ours::add);
            Sketch theirs = of(common);
            need.forEach(theirs::add);
            Peeling told = Peeling.of(ours, first(theirs, Math.min(Sketch.SYMBOLS, different * 7 / 4 + 24)));
            if (told == null) {
                failed++;
            } else {
                assertEquals(have, new HashSet<>(told.have()));
                assertEquals(need, new HashSet<>(told.need()));
                assertEquals(different, told.have().size() + told.need().size());
            }
        }
        assertTrue(failed <= 1, failed + " of 40 sets were not told apart");
    }

    @Test
    void anIdThatCameAndWentLeavesNothing() {
        List<Bytes32> held = ids(500);
        List<Bytes32> gone = ids(500);
        Sketch changing = Sketch.empty();
        for (int i = 0; i < 500; i++) {
            changing.remove(gone.get(i));
            changing.add(held.get(i));
        }
        gone.forEach(changing::add);
        assertArrayEquals(of(held).write(Sketch.SYMBOLS), changing.write(Sketch.SYMBOLS));
    }

    @Test
    void anIdIsInAboutADozenSymbolsAndInTheFirst() {
        long places = 0;
        for (Bytes32 id : ids(1_000)) {
            Sketch.Places of = new Sketch.Places(id);
            int last = of.next();
            assertEquals(0, last);
            for (int next = of.next(); next < Sketch.SYMBOLS; next = of.next()) {
                assertTrue(next > last);
                last = next;
                places++;
            }
        }
        assertTrue(places > 9_000 && places < 15_000, "places of 1,000 ids: " + places);
    }

    @Test
    void symbolsThatAreTooFewTellNothing() {
        assertNull(Peeling.of(of(ids(50)), first(of(ids(50)), 40)));
        assertNull(Peeling.of(of(ids(5_000)), of(ids(5_000))));
    }

    @Test
    void alteredSymbolsTellNothing() {
        List<Bytes32> common = ids(100);
        Sketch ours = of(common);
        common.addAll(ids(5));
        byte[] symbols = of(common).write(64);
        for (int i = 0; i < symbols.length; i++) {
            byte[] altered = symbols.clone();
            altered[i] ^= (byte) (1 << random.nextInt(8));
            assertNull(Peeling.of(ours, Sketch.read(altered)), "byte " + i);
        }
    }

    /** Whatever a peer sends, it comes to an end, and to no more ids than there are symbols. */
    @Test
    void symbolsOfNoSetComeToAnEnd() {
        for (int run = 0; run < 2_000; run++) {
            int symbols = 1 + random.nextInt(64);
            byte[] made = new byte[symbols * Sketch.SYMBOL_BYTES];
            for (int i = 0; i < symbols; i++) {
                // Each symbol for itself is that of one id, of mine or of thine, often the same.
                Sketch one = random.nextBoolean() ? Sketch.empty() : of(ids(1));
                int side = random.nextInt(3) - 1;
                System.arraycopy(one.write(1), 0, made, i * Sketch.SYMBOL_BYTES, Sketch.SYMBOL_BYTES);
                if (side < 0) {
                    java.util.Arrays.fill(
                            made, i * Sketch.SYMBOL_BYTES + 40, (i + 1) * Sketch.SYMBOL_BYTES, (byte) 0xff);
                }
            }
            Peeling told = Peeling.of(of(ids(random.nextInt(3))), Sketch.read(made));
            assertTrue(told == null || told.have().size() + told.need().size() <= symbols + 1);
        }
    }

    @Test
    void otherLengthsAreNoSymbols() {
        assertNull(Sketch.read(new byte[0]));
        assertNull(Sketch.read(new byte[Sketch.SYMBOL_BYTES - 1]));
        assertNull(Sketch.read(new byte[Sketch.SYMBOL_BYTES + 1]));
        assertNull(Sketch.read(new byte[(Sketch.SYMBOLS + 1) * Sketch.SYMBOL_BYTES]));
        assertEquals(
                Sketch.SYMBOLS,
                Sketch.read(new byte[Sketch.SYMBOLS * Sketch.SYMBOL_BYTES]).symbols());
    }

    @Test
    void onlyScatteredDifferencesAskForSymbols() {
        assertEquals(0, new Scatter(0, 0).symbols());
        assertEquals(0, new Scatter(256, 7).symbols());
        assertEquals(39, new Scatter(256, 8).symbols());
        assertEquals(200, new Scatter(256, 83).symbols());
        assertEquals(0, new Scatter(256, 230).symbols());
        assertEquals(0, new Scatter(256, 256).symbols());
    }
}
