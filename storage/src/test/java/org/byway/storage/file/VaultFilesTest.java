package org.byway.storage.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.vault.SignedSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of vaults lie at a node: what is answered for is there, what nobody needs goes, and nobody takes all the room. */
class VaultFilesTest {
    private static final BooleanSupplier ANYBODY = () -> true;
    private static final VaultLimits SMALL = new VaultLimits(160_000, 400_000, 0);
    private static final long HOUR = 3_600_000;

    @TempDir
    Path folder;

    private final SampleVault anna = new SampleVault(1);
    private final SampleVault ben = new SampleVault(2);
    private long now = 1_772_000_000_000L;
    private VaultFiles files;

    @BeforeEach
    void open() throws IOException {
        files = VaultFiles.open(folder, SMALL, () -> now);
    }

    private Bytes32 put(SampleVault vault, long seed) throws IOException {
        return got(files.put(vault.place, SampleVault.chunk(seed, 1_000), ANYBODY));
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

    private List<Long> numbers(SampleVault vault) throws IOException {
        return files.list(vault.place, 100).stream()
                .map(VaultFiles.Listed::number)
                .toList();
    }

    @Test
    void whatWasPutIsThereAfterAStart() throws IOException {
        Bytes32 chunk = put(anna, 1);
        SignedSnapshot snapshot = anna.next(chunk);
        got(files.put(anna.place, snapshot, ANYBODY));
        long used = files.usedBytes();

        open();
        assertArrayEquals(SampleVault.chunk(1, 1_000), got(files.chunk(anna.place, chunk)));
        assertArrayEquals(snapshot.bytes(), got(files.latest(anna.place)));
        assertArrayEquals(snapshot.bytes(), got(files.snapshot(anna.place, 1)));
        assertEquals(used, files.usedBytes());
        assertEquals(Answer.Why.UNKNOWN, why(files.chunk(ben.place, chunk)), "each place has its own");
    }

    @Test
    void onlyWhatIsMissingNeedsToBeSent() throws IOException {
        Bytes32 here = put(anna, 1);
        Bytes32 there = SampleVault.digest(2, 1_000);
        assertEquals(List.of(there), files.missing(anna.place, List.of(here, there)));
        assertEquals(Answer.Why.INCOMPLETE, why(files.put(anna.place, anna.numbered(1, here, there), ANYBODY)));
        assertEquals(List.of(), numbers(anna));
    }

    @Test
    void anOlderSnapshotIsStaleAndTheSameOneIsTakenAgain() throws IOException {
        SignedSnapshot third = anna.numbered(3);
        got(files.put(anna.place, third, ANYBODY));
        assertEquals(third.digest(), got(files.put(anna.place, third, ANYBODY)));
        assertEquals(Answer.Why.STALE, why(files.put(anna.place, anna.numbered(2), ANYBODY)));
        Bytes32 chunk = put(anna, 1);
        assertEquals(Answer.Why.STALE, why(files.put(anna.place, anna.numbered(3, chunk), ANYBODY)));
        assertArrayEquals(third.bytes(), got(files.latest(anna.place)));
    }

    @Test
    void theNewestEightAreKeptWithWhatTheyNeed() throws IOException {
        Bytes32 first = put(anna, 1);
        got(files.put(anna.place, anna.next(first), ANYBODY));
        Bytes32 second = put(anna, 2);
        now += 2 * HOUR;
        Bytes32 fresh = put(anna, 3);
        for (int i = 2; i <= 8; i++) {
            got(files.put(anna.place, anna.next(second), ANYBODY));
        }
        assertEquals(List.of(), files.missing(anna.place, List.of(first, second, fresh)), "the first needs it still");
        got(files.put(anna.place, anna.next(second), ANYBODY));

        assertEquals(List.of(first), files.missing(anna.place, List.of(first, second, fresh)), "a fresh one stays");
        assertEquals(LongStream.rangeClosed(2, 9).mapToObj(i -> 11 - i).toList(), numbers(anna), "newest first");
        assertEquals(
                List.of(9L, 8L),
                files.list(anna.place, 2).stream()
                        .map(VaultFiles.Listed::number)
                        .toList());
    }

    @Test
    void aChunkThatIsPutAgainIsFreshAgain() throws IOException {
        Bytes32 chunk = put(anna, 1);
        now += 2 * HOUR;
        put(anna, 1);
        got(files.put(anna.place, anna.next(), ANYBODY));
        assertEquals(List.of(), files.missing(anna.place, List.of(chunk)));
    }

    @Test
    void aPlaceHasItsShareAndTheNodeItsLimit() throws IOException {
        for (int i = 0; i < 23; i++) {
            put(anna, i);
        }
        Answer<Bytes32> more = files.put(anna.place, SampleVault.chunk(99, 1_000), ANYBODY);
        assertEquals(Answer.Why.OVER_QUOTA, why(more));
        assertEquals(SampleVault.digest(0, 1_000), put(anna, 0), "what is here takes nothing more");
        assertEquals(Answer.Why.OVER_QUOTA, why(files.put(anna.place, anna.numbered(1), ANYBODY)));

        long seed = 1_000;
        Answer<Bytes32> last = Answer.of(null);
        for (int i = 10; last instanceof Answer.Got<Bytes32>; i++) {
            last = files.put(new SampleVault(i).place, SampleVault.chunk(seed++, 1_000), ANYBODY);
        }
        assertEquals(Answer.Why.STORE_FULL, why(last));
        assertTrue(files.usedBytes() <= SMALL.allBytes());
        files.remove(anna.place);
        put(ben, 1);
    }

    @Test
    void aPlaceThatIsGivenUpLeavesNothing() throws IOException {
        Bytes32 chunk = put(anna, 1);
        got(files.put(anna.place, anna.next(chunk), ANYBODY));
        put(ben, 1);
        long before = files.usedBytes();
        files.remove(anna.place);
        files.remove(anna.place);
        assertTrue(files.usedBytes() < before);
        assertEquals(Answer.Why.UNKNOWN, why(files.latest(anna.place)));
        open();
        assertEquals(List.of(chunk), files.missing(anna.place, List.of(chunk)));
        assertEquals(List.of(), files.missing(ben.place, List.of(chunk)));
    }

    @Test
    void aNewPlaceBeginsOnlyWhereItMay() throws IOException {
        assertEquals(Answer.Why.TOO_MANY_PLACES, why(files.put(anna.place, SampleVault.chunk(1, 10), () -> false)));
        assertEquals(Answer.Why.TOO_MANY_PLACES, why(files.put(anna.place, anna.numbered(1), () -> false)));
        put(anna, 1);
        got(files.put(anna.place, SampleVault.chunk(2, 10), () -> false));
    }

    @Test
    void whatWasBegunAndNeverFinishedGoesAfterADay() throws IOException {
        put(anna, 1);
        Bytes32 chunk = put(ben, 1);
        got(files.put(ben.place, ben.next(chunk), ANYBODY));
        now += 25 * HOUR;
        files.sweep();
        assertEquals(List.of(chunk), files.missing(anna.place, List.of(chunk)));
        assertEquals(List.of(), files.missing(ben.place, List.of(chunk)));
    }

    @Test
    void aDamagedChunkIsNotGivenOutAndCanBePutAgain() throws IOException {
        Bytes32 chunk = put(anna, 1);
        Path file = only(chunk);
        byte[] damaged = Files.readAllBytes(file);
        damaged[500] ^= 1;
        Files.write(file, damaged);
        assertEquals(Answer.Why.UNKNOWN, why(files.chunk(anna.place, chunk)));
        put(anna, 1);
        assertArrayEquals(SampleVault.chunk(1, 1_000), got(files.chunk(anna.place, chunk)));
    }

    private Path only(Bytes32 chunk) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(each -> each.getFileName().toString().equals(chunk.hex()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void whatACrashLeftUnfinishedIsClearedAway() throws IOException {
        put(anna, 1);
        Files.createDirectories(folder.resolve("apart/7/chunks"));
        Files.write(folder.resolve("apart/7/chunks/half"), new byte[10]);
        Files.write(folder.resolve("apart/8"), new byte[10]);
        open();
        try (Stream<Path> apart = Files.list(folder.resolve("apart"))) {
            assertEquals(0, apart.count());
        }
        assertEquals(Sha256.of(SampleVault.chunk(1, 1_000)), put(anna, 1));
    }

    @Test
    void aDiskThatIsNearlyFullTakesNothingNew() throws IOException {
        VaultFiles careful = VaultFiles.open(folder, new VaultLimits(1 << 20, 1 << 20, Long.MAX_VALUE / 2), () -> now);
        assertEquals(Answer.Why.STORE_FULL, why(careful.put(anna.place, SampleVault.chunk(1, 10), ANYBODY)));
    }
}
