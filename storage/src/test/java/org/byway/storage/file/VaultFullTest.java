package org.byway.storage.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full refuses what is new, gives what is there, and takes more once there is room. */
class VaultFullTest {
    private static final int CHUNK_BYTES = 100_000;
    private static final VaultLimits TO_THE_LAST = new VaultLimits(1L << 30, 1L << 30, 0);

    @TempDir
    Path folder;

    private final SampleVault vault = new SampleVault(1);
    private final List<Long> taken = new ArrayList<>();
    private boolean mounted;

    @Test
    void aFullDiskStopsWritingUntilThereIsRoom() throws Exception {
        mount("size=1m");
        VaultFiles files = VaultFiles.open(folder, TO_THE_LAST, () -> 0);
        long refused = fill(files);
        assertTrue(taken.size() > 5, "or nothing was tried");
        assertAllRead(files);
        assertEquals(List.of(digest(refused)), files.missing(vault.place, List.of(digest(refused))));

        mount("remount,size=2m");
        assertInstanceOf(Answer.Got.class, put(files, refused));
        taken.add(refused);
        fill(files);
        assertAllRead(VaultFiles.open(folder, TO_THE_LAST, () -> 0));
    }

    /** Puts chunks until one is refused, and returns that one. */
    private long fill(VaultFiles files) throws IOException {
        for (long seed = 10_000L * taken.size(); ; seed++) {
            if (put(files, seed) instanceof Answer.Refused<Bytes32>(Answer.Why why, String detail)) {
                assertEquals(Answer.Why.STORE_FULL, why);
                return seed;
            }
            taken.add(seed);
        }
    }

    private Answer<Bytes32> put(VaultFiles files, long seed) throws IOException {
        return files.put(vault.place, SampleVault.chunk(seed, CHUNK_BYTES), () -> true);
    }

    private static Bytes32 digest(long seed) {
        return SampleVault.digest(seed, CHUNK_BYTES);
    }

    private void assertAllRead(VaultFiles files) throws IOException {
        for (long seed : taken) {
            Answer.Got<byte[]> got = assertInstanceOf(Answer.Got.class, files.chunk(vault.place, digest(seed)));
            assertArrayEquals(SampleVault.chunk(seed, CHUNK_BYTES), got.value());
        }
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", folder.toString());
        }
    }

    /** Only root may mount: elsewhere this is skipped, and says so. */
    private void mount(String options) throws IOException, InterruptedException {
        mounted |= run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
        if (!mounted) {
            System.err.println("SKIPPED: a full disk was not tried, for this user may not mount a small one");
        }
        Assumptions.assumeTrue(mounted, "mounting a small disk needs root");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
