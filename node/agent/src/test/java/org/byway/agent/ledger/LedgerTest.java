package org.byway.agent.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash leaves behind at any byte is cut off, and what was written before it stays. */
class LedgerTest {
    private static final long NOW = 1_800_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void waitingBundlesOutliveARestart() throws IOException {
        MemoryBinder disk = new MemoryBinder();
        write(Ledger.open(disk), 1, 2);
        Ledger again = Ledger.open(disk);
        assertEquals(1, again.waiting().size());
        assertArrayEquals(bytes(1), again.bytes(again.waiting().get(0)));
        assertEquals(id(1), again.head(id(1)).orElseThrow().id());
        assertTrue(again.standing(id(101), NOW));
        try (Ledger.Page page = again.write()) {
            page.receipted(again.waiting().get(0), NOW, Set.of(), new byte[0]);
        }
        assertEquals(List.of(), Ledger.open(disk).waiting());
    }

    @Test
    void aCrashAtAnyByteLosesNothingThatWasWrittenBefore() throws IOException {
        MemoryBinder whole = new MemoryBinder();
        Ledger ledger = Ledger.open(whole);
        write(ledger, 1, 2);
        long linesBefore = whole.size(Binder.Part.LINES);
        long bundlesBefore = whole.size(Binder.Part.BUNDLES);
        write(ledger, 3, 3);
        byte[] lines = whole.read(Binder.Part.LINES, 0, (int) whole.size(Binder.Part.LINES));
        for (long cut = linesBefore; cut < lines.length; cut++) {
            MemoryBinder crashed = new MemoryBinder();
            crashed.append(
                    Binder.Part.BUNDLES, whole.read(Binder.Part.BUNDLES, 0, (int) whole.size(Binder.Part.BUNDLES)));
            crashed.append(Binder.Part.LINES, Arrays.copyOf(lines, (int) cut));
            Ledger again = Ledger.open(crashed);
            assertEquals(1, again.waiting().size());
            write(again, 4, 1);
            assertEquals(bundlesBefore + bytes(4).length, crashed.size(Binder.Part.BUNDLES));
            Ledger last = Ledger.open(crashed);
            assertEquals(2, last.waiting().size());
            assertArrayEquals(bytes(4), last.bytes(last.waiting().get(1)));
        }
    }

    @Test
    void damageInTheMiddleIsNotPassedOver() throws IOException {
        MemoryBinder disk = new MemoryBinder();
        disk.append(Binder.Part.LINES, "{\"bundle\":{\"at\":7}}\n".getBytes(StandardCharsets.UTF_8));
        assertThrows(IOException.class, () -> Ledger.open(disk));
    }

    @Test
    void twoWritersReadEachOther() throws IOException {
        try (FileBinder oneFile = FileBinder.open(folder);
                FileBinder otherFile = FileBinder.open(folder)) {
            Ledger one = Ledger.open(oneFile);
            Ledger other = Ledger.open(otherFile);
            write(one, 1, 1);
            write(other, 2, 1);
            write(one, 3, 1);
            other.refresh();
            assertEquals(3, other.waiting().size());
            assertArrayEquals(bytes(3), other.bytes(other.waiting().get(2)));
        }
    }

    private static void write(Ledger ledger, int from, int count) throws IOException {
        List<Entry> entries = IntStream.range(from, from + count)
                .mapToObj(i -> new Entry(
                        id(i), Kind.OFFER, id(900), 0, id(901), id(500 + i), 0, null, NOW + 1_000, id(100 + i)))
                .toList();
        try (Ledger.Page page = ledger.write()) {
            page.sealed(List.of(new Persona("Ana " + from, id(901), id(900))), entries, bytes(from));
        }
    }

    private static byte[] bytes(int n) {
        return ("sealed bytes " + n).getBytes(StandardCharsets.UTF_8);
    }

    private static Bytes32 id(int n) {
        return new Bytes32(0, 0, 0, n);
    }
}
