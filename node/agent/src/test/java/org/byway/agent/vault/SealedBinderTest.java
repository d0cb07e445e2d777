package org.byway.agent.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.MemoryBinder;
import org.junit.jupiter.api.Test;

/** What is written can be read again, by who has the key, whatever a crash did to the end; what was altered is noticed. */
class SealedBinderTest {
    private static final Binder.Part PART = Binder.Part.VAULT;

    private final DataKey key = DataKey.ofRandom(new Random(1));
    private final MemoryBinder disk = new MemoryBinder();
    private int opened;

    private SealedBinder open(Binder on) {
        return new SealedBinder(on, key, new Random(100 + opened++));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] all(Binder binder) throws IOException {
        return binder.read(PART, 0, (int) binder.size(PART));
    }

    private static void write(Binder binder, String... texts) throws IOException {
        for (String text : texts) {
            try (Binder.Turn turn = binder.turn()) {
                binder.append(PART, text(text));
            }
        }
    }

    @Test
    void anyStretchIsReadWhateverWasAppendedAtOnce() throws IOException {
        write(open(disk), "one", "and", "another one");
        byte[] whole = text("oneandanother one");
        SealedBinder again = open(disk);
        assertEquals(whole.length, again.size(PART));
        for (int from = 0; from <= whole.length; from++) {
            for (int to = from; to <= whole.length; to++) {
                assertArrayEquals(Arrays.copyOfRange(whole, from, to), again.read(PART, from, to - from));
            }
        }
    }

    @Test
    void theDiskSeesNothingOfWhatIsWritten() throws IOException {
        write(open(disk), "Ana wants a ladder");
        String seen = new String(all(disk), StandardCharsets.ISO_8859_1);
        assertFalse(seen.contains("Ana"));
        SealedBinder other = new SealedBinder(disk, DataKey.ofRandom(new Random(2)), new Random(3));
        assertThrows(VaultDamaged.class, () -> all(other));
    }

    @Test
    void aFrameThatACrashHasTornIsCutByTheNextWriter() throws IOException {
        write(open(disk), "kept");
        int frame = (int) disk.size(PART);
        for (int kept = 0; kept < frame; kept++) {
            MemoryBinder torn = copy(all(disk));
            SealedBinder dying = open(new TornBinder(torn, 0, kept));
            assertThrows(IOException.class, () -> write(dying, "lost"));
            SealedBinder again = open(torn);
            assertArrayEquals(text("kept"), all(again));
            write(again, "next");
            assertArrayEquals(text("keptnext"), all(open(torn)));
            assertEquals(2L * frame, torn.size(PART));
        }
    }

    @Test
    void bytesThatNeverReachedTheDiskAreATornEndToo() throws IOException {
        write(open(disk), "kept");
        byte[] before = all(disk);
        write(open(disk), "lost");
        for (int kept = before.length; kept <= disk.size(PART) - DataKey.TAG_BYTES; kept++) {
            byte[] blank = Arrays.copyOf(Arrays.copyOf(all(disk), kept), (int) disk.size(PART));
            int head = kept - before.length;
            if (head == 0 || head >= 8) {
                assertArrayEquals(text("kept"), all(open(copy(blank))), kept + " bytes");
            }
        }
    }

    @Test
    void anyAlteredByteIsNoticedAndNothingIsOverwritten() throws IOException {
        write(open(disk), "first", "second", "third");
        byte[] good = all(disk);
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            MemoryBinder altered = copy(bad);
            assertThrows(VaultDamaged.class, () -> all(open(altered)), "bit " + bit);
            assertArrayEquals(bad, all(altered));
        }
    }

    @Test
    void framesAreBoundToTheirPlace() throws IOException {
        write(open(disk), "one", "two");
        byte[] good = all(disk);
        byte[] swapped = Arrays.copyOfRange(good, good.length / 2, 3 * good.length / 2);
        System.arraycopy(good, 0, swapped, good.length / 2, good.length / 2);
        assertThrows(VaultDamaged.class, () -> all(open(copy(swapped))));
        MemoryBinder elsewhere = new MemoryBinder();
        elsewhere.append(Binder.Part.LINES, good);
        assertThrows(VaultDamaged.class, () -> open(elsewhere).read(Binder.Part.LINES, 0, 1));
    }

    @Test
    void whatAnotherProcessCutOffAndWroteAnewIsReadAnew() throws IOException {
        SealedBinder one = open(disk);
        write(one, "first", "an orphan");
        SealedBinder other = open(disk);
        other.truncate(PART, 5);
        write(other, "longer than that orphan", "end");
        assertArrayEquals(text("firstlonger than that orphanend"), all(one));
        write(one, "!");
        assertArrayEquals(text("firstlonger than that orphanend!"), all(other));
    }

    @Test
    void aPartIsCutBetweenAppendsOnly() throws IOException {
        SealedBinder binder = open(disk);
        write(binder, "one", "two");
        assertThrows(IllegalArgumentException.class, () -> binder.truncate(PART, 4));
        binder.truncate(PART, 3);
        assertArrayEquals(text("one"), all(open(disk)));
        binder.truncate(PART, 0);
        assertEquals(0, disk.size(PART));
        assertThrows(
                IllegalArgumentException.class, () -> binder.append(PART, new byte[SealedBinder.MAX_FRAME_BYTES + 1]));
    }

    @Test
    void manySmallAndLargeFramesAreFoundAgain() throws IOException {
        SealedBinder binder = open(disk);
        Random random = new Random(4);
        long size = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[i % 50 == 49 ? 200_000 : 1 + random.nextInt(300)];
            random.nextBytes(bytes);
            binder.append(PART, bytes);
            size += bytes.length;
        }
        SealedBinder again = open(disk);
        assertEquals(size, again.size(PART));
        assertArrayEquals(all(binder), all(again));
    }

    private static MemoryBinder copy(byte[] bytes) {
        MemoryBinder copy = new MemoryBinder();
        copy.append(PART, bytes);
        return copy;
    }
}
