package org.byway.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.vault.SignedSnapshot;
import org.byway.storage.ChildJava;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process puts snapshots and says which it was answered for; it is killed (SIGKILL) in the middle. Then all that was
 * answered for is there, whole, with every chunk that it needs.
 *
 * <p>{@code -Dbyway.kills=1000 -Dbyway.seed=7} makes a soak of it.
 */
class VaultCrashTest {
    private static final int KILLS = Integer.getInteger("byway.kills", 4);
    private static final long SEED = Long.getLong("byway.seed", 1);

    @TempDir
    Path folder;

    private final SampleVault vault = new SampleVault(1);

    @Test
    void whatWasAnsweredForOutlivesEveryKill() throws Exception {
        Random random = new Random(SEED);
        long acknowledged = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            acknowledged = runAndKill(acknowledged, 1 + random.nextInt(30));
            check(acknowledged, "kill " + kill + " of seed " + SEED);
        }
    }

    private void check(long acknowledged, String where) throws Exception {
        VaultFiles files = VaultFiles.open(folder(), VaultLimits.STANDARD, () -> VaultCrashChild.NOW);
        List<VaultFiles.Listed> listed = files.list(vault.place, 100);
        long newest = listed.get(0).number();
        assertTrue(newest == acknowledged || newest == acknowledged + 1, where + ": " + newest + ", " + acknowledged);
        assertEquals(Math.min(newest, VaultLimits.SNAPSHOTS), listed.size(), where);
        for (VaultFiles.Listed each : listed) {
            byte[] bytes = got(files.snapshot(vault.place, each.number()));
            SignedSnapshot snapshot =
                    SignedSnapshot.read(bytes, vault.place, new StrictEd25519()).orThrow();
            for (Bytes32 chunk : snapshot.said().chunks()) {
                assertNotNull(got(files.chunk(vault.place, chunk)), where);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static byte[] got(Answer<byte[]> answer) {
        return ((Answer.Got<byte[]>) assertInstanceOf(Answer.Got.class, answer)).value();
    }

    private Path folder() throws java.io.IOException {
        return Files.createDirectories(folder.resolve("vaults"));
    }

    private long runAndKill(long from, int snapshots) throws Exception {
        Path errors = folder.resolve("child.err");
        Process child = ChildJava.start(errors.toFile(), List.of(), VaultCrashChild.class, folder());
        long last = from;
        try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < snapshots; i++) {
                String line = said.readLine();
                assertNotNull(line, () -> "the child ended by itself: " + told(errors));
                last = Long.parseLong(line);
            }
            child.toHandle().destroyForcibly();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = line.length() < Long.toString(last).length() ? last : Math.max(last, Long.parseLong(line));
            }
        } finally {
            child.destroyForcibly();
            child.waitFor();
        }
        return last;
    }

    private static String told(Path errors) {
        try {
            return Files.readString(errors);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
