package org.byway.storage.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs lie at a node by their digests, for as long as somebody leaves them there. */
class BlobFilesTest {
    private static final BooleanSupplier ANYBODY = () -> true;
    private static final BlobLimits SMALL = new BlobLimits(160_000, 400_000, 0);
    private static final long DAY = 24 * 3_600_000L;
    private static final Bytes32 ANNA = new Bytes32(1, 2, 3, 4);
    private static final Bytes32 BEN = new Bytes32(5, 6, 7, 8);

    @TempDir
    Path folder;

    private long now = 1_772_000_000_000L;
    private BlobFiles files;

    @BeforeEach
    void open() throws IOException {
        files = BlobFiles.open(folder, SMALL, () -> now);
    }

    private static byte[] bytes(long seed) {
        return SampleVault.chunk(seed, 30_000);
    }

    private Bytes32 put(Bytes32 holder, long seed) throws IOException {
        return got(files.put(holder, bytes(seed), ANYBODY));
    }

    private static <T> T got(Answer<T> answer) {
        return switch (answer) {
            case Answer.Got<T>(T value) -> value;
            case Answer.Refused<T>(Answer.Why why, String detail) -> throw new AssertionError(why + ": " + detail);
        };
    }

    private static Answer.Why why(Answer<?> answer) {
        return assertInstanceOf(Answer.Refused.class, answer).why();
    }

    @Test
    void whatWasPutIsThereAfterAStart() throws IOException {
        Bytes32 digest = put(ANNA, 1);
        put(BEN, 1);
        put(BEN, 2);
        long used = files.usedBytes();
        open();
        assertArrayEquals(bytes(1), got(files.get(digest)));
        assertEquals(used, files.usedBytes());
        assertEquals(Answer.Why.UNKNOWN, why(files.get(ANNA)));
    }

    @Test
    void whatIsBarredGoesAndIsNotTakenAgainUntilItIsFreed() throws IOException {
        Bytes32 digest = put(ANNA, 1);
        Bytes32 other = put(ANNA, 2);
        files.bar(new TreeSet<>(Set.of(digest)), new TreeSet<>());
        assertEquals(Answer.Why.BARRED, why(files.get(digest)));
        assertEquals(Answer.Why.BARRED, why(files.put(BEN, bytes(1), ANYBODY)));
        assertEquals(Answer.Why.BARRED, why(files.carry(BEN, bytes(1))));
        assertEquals(Answer.Why.UNKNOWN, why(files.part(digest, 0, 100)));
        assertTrue(files.holds(digest, BEN), "it is not wanted from others");
        assertArrayEquals(bytes(2), got(files.get(other)));
        open();
        assertEquals(Answer.Why.BARRED, why(files.get(digest)), "a start changes nothing");
        files.bar(new TreeSet<>(), new TreeSet<>(Set.of(digest)));
        assertEquals(Answer.Why.UNKNOWN, why(files.get(digest)), "what went is gone");
        put(BEN, 1);
        open();
        assertArrayEquals(bytes(1), got(files.get(digest)));
    }

    @Test
    void whatIsBarredGoesFromACopyThatIsPutBack() throws IOException {
        Bytes32 digest = put(ANNA, 1);
        files.bar(new TreeSet<>(Set.of(digest)), new TreeSet<>());
        Path file =
                folder.resolve("blobs").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
        assertFalse(Files.exists(file));
        Files.write(file, bytes(1));
        open();
        assertFalse(Files.exists(file));
        assertEquals(Answer.Why.BARRED, why(files.get(digest)));
    }

    @Test
    void eachKeyHasItsShareAndTheNodeItsLimit() throws IOException {
        for (int i = 0; i < 4; i++) {
            put(ANNA, i);
        }
        assertEquals(Answer.Why.OVER_QUOTA, why(files.put(ANNA, bytes(9), ANYBODY)));
        put(ANNA, 3);
        put(BEN, 3);
        Answer<Bytes32> last = Answer.of(null);
        for (int i = 20; last instanceof Answer.Got<Bytes32>; i++) {
            last = files.put(new Bytes32(i, i, i, i), bytes(i), ANYBODY);
        }
        assertEquals(Answer.Why.STORE_FULL, why(last));
        assertTrue(files.usedBytes() <= SMALL.allBytes());
        assertArrayEquals(bytes(0), got(files.get(SampleVault.digest(0, 30_000))));
    }

    @Test
    void whatNobodyLeavesHereAnyMoreGoes() throws IOException {
        Bytes32 old = put(ANNA, 1);
        Bytes32 shared = put(ANNA, 2);
        now += 60 * DAY;
        put(BEN, 2);
        now += 60 * DAY;
        long before = files.usedBytes();
        files.sweep();
        assertTrue(files.usedBytes() < before);
        assertEquals(Answer.Why.UNKNOWN, why(files.get(old)));
        assertArrayEquals(bytes(2), got(files.get(shared)));
        assertEquals(
                Answer.Why.TOO_MANY_PLACES, why(files.put(ANNA, bytes(1), () -> false)), "nothing is left of hers");
        got(files.put(BEN, bytes(1), () -> false));
        put(BEN, 2);
        now += 99 * DAY;
        open();
        assertArrayEquals(bytes(2), got(files.get(shared)));
    }

    @Test
    void aBlobThatWasPutJustBeforeACrashAndNotAnsweredForGoes() throws IOException {
        Bytes32 digest = put(ANNA, 1);
        try (Stream<Path> all = Files.walk(folder.resolve("holders"))) {
            for (Path note : all.filter(Files::isRegularFile).toList()) {
                Files.delete(note);
            }
        }
        open();
        assertEquals(Answer.Why.UNKNOWN, why(files.get(digest)));
        assertEquals(0, files.usedBytes());
    }

    @Test
    void aDamagedBlobIsNotGivenOutAndCanBePutAgain() throws IOException {
        Bytes32 digest = put(ANNA, 1);
        Path file =
                folder.resolve("blobs").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
        Files.write(file, new byte[30_000]);
        assertEquals(Answer.Why.UNKNOWN, why(files.get(digest)));
        put(ANNA, 1);
        assertArrayEquals(bytes(1), got(files.get(digest)));
    }

    @Test
    void whatOtherNodesGaveGoesOnceItIsNamedNoMore() throws IOException {
        Bytes32 town = new Bytes32(9, 9, 9, 9);
        Bytes32 gone = got(files.carry(town, bytes(1)));
        Bytes32 named = got(files.carry(town, bytes(2)));
        Bytes32 left = got(files.carry(town, bytes(3)));
        put(ANNA, 3);
        now += 30 * DAY;
        open();
        assertTrue(
                files.holds(gone, BEN), "for a start of the node it stays, and another community keeps it no longer");
        assertTrue(files.holds(named, town));
        assertFalse(files.holds(BEN, town));
        files.sweep();
        assertEquals(Answer.Why.UNKNOWN, why(files.get(gone)));
        assertArrayEquals(bytes(2), got(files.get(named)));
        assertArrayEquals(bytes(3), got(files.get(left)), "somebody has left it here besides");
        now += 4 * DAY;
        files.sweep();
        assertEquals(Answer.Why.UNKNOWN, why(files.get(named)));
    }

    @Test
    void whatOtherNodesGaveTakesNoMoreThanItsShare() throws IOException {
        Bytes32 town = new Bytes32(9, 9, 9, 9);
        for (int i = 0; i < 3; i++) {
            got(files.carry(town, bytes(i)));
        }
        assertEquals(Answer.Why.OVER_QUOTA, why(files.carry(town, bytes(3))));
        open();
        assertEquals(Answer.Why.OVER_QUOTA, why(files.carry(town, bytes(3))));
        Bytes32 another = new Bytes32(8, 8, 8, 8);
        got(files.carry(another, bytes(4)));
        got(files.carry(another, bytes(5)));
        put(ANNA, 6);
        assertTrue(files.usedBytes() <= SMALL.allBytes());
    }

    @Test
    void aBlobIsGivenOutInParts() throws IOException {
        Bytes32 digest = put(ANNA, 1);
        byte[] first = got(files.part(digest, 0, 20_000)).bytes();
        BlobFiles.Part last = got(files.part(digest, 20_000, 20_000));
        assertEquals(30_000, last.sizeBytes());
        byte[] whole = Arrays.copyOf(first, 30_000);
        System.arraycopy(last.bytes(), 0, whole, 20_000, last.bytes().length);
        assertArrayEquals(bytes(1), whole);
        assertEquals(Answer.Why.UNKNOWN, why(files.part(digest, 40_000, 20_000)));
        assertEquals(Answer.Why.UNKNOWN, why(files.part(BEN, 0, 20_000)));

        Path file =
                folder.resolve("blobs").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
        Files.write(file, new byte[30_000]);
        assertEquals(Answer.Why.UNKNOWN, why(files.part(digest, 0, 20_000)), "a damaged one is not given out");
    }
}
