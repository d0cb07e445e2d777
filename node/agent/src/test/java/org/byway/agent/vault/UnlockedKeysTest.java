package org.byway.agent.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.byway.agent.ledger.MemoryBinder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault with a passphrase is locked for everybody until it is unlocked, for as long as was said. */
class UnlockedKeysTest {
    private static final long NOW = 1_800_000_000_000L;

    private final Random random = new Random(1);
    private long now = NOW;

    @TempDir
    private Path folder;

    private Path runtime;
    private VaultFolder vault;

    @BeforeEach
    void make() throws IOException {
        runtime = folder.resolve("run").resolve("byway");
        vault = vault(Optional.empty());
        Opened opened = vault.create(16, new MemoryBinder());
        vault.usePassphrase(opened, "correct horse");
    }

    private VaultFolder vault(Optional<Path> passphrase) throws IOException {
        InstantSource clock = () -> Instant.ofEpochMilli(now);
        return new VaultFolder(folder, new Unlocking(new UnlockedKeys(runtime, clock), passphrase), random);
    }

    @Test
    void unlockingLastsUntilItIsLocked() throws IOException {
        assertEquals(new VaultState.Locked(), vault.state());
        assertThrows(VaultLocked.class, vault::open);
        assertTrue(vault.unlock("correct horse", UnlockedKeys.NO_END));
        assertEquals(new VaultState.Unlocked(UnlockedKeys.NO_END), vault.state());
        now += 1L << 40;
        assertEquals(12, vault.open().words().text().split(" ").length);
        vault.lock();
        assertThrows(VaultLocked.class, vault::open);
    }

    @Test
    void orUntilItsTimeHasPassed() throws IOException {
        assertTrue(vault.unlock("correct horse", NOW + 60_000));
        now += 59_999;
        vault.open();
        now += 1;
        assertThrows(VaultLocked.class, vault::open);
        try (var left = Files.list(runtime)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aWrongPassphraseLeavesNothing() throws IOException {
        assertFalse(vault.unlock("correct horsf", UnlockedKeys.NO_END));
        assertFalse(Files.exists(runtime));
    }

    @Test
    void theKeyIsTheOwnersAloneInAFolderOfTheOwners() throws IOException {
        Files.createDirectories(runtime);
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThrows(IOException.class, () -> vault.unlock("correct horse", UnlockedKeys.NO_END));
        Files.delete(runtime);
        Files.createSymbolicLink(runtime, Files.createDirectories(folder.resolve("elsewhere")));
        assertThrows(IOException.class, () -> vault.unlock("correct horse", UnlockedKeys.NO_END));
        Files.delete(runtime);
        vault.unlock("correct horse", UnlockedKeys.NO_END);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(runtime)));
        try (var left = Files.list(runtime)) {
            Path key = left.findFirst().orElseThrow();
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        }
    }

    @Test
    void aKeyOfAnotherVaultOrADamagedOneOpensNothing() throws IOException {
        vault.unlock("correct horse", UnlockedKeys.NO_END);
        try (var left = Files.list(runtime)) {
            Path key = left.findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(key);
            bytes[20] ^= 1;
            Files.write(key, bytes);
            assertThrows(VaultLocked.class, vault::open);
            Files.write(key, new byte[3]);
            assertThrows(VaultLocked.class, vault::open);
        }
    }

    @Test
    void programsNameAFile() throws IOException {
        Path file = folder.resolve("passphrase");
        Files.writeString(file, "correct horse\nmore\n");
        vault(Optional.of(file)).open();
        Files.writeString(file, "wrong\n");
        VaultLocked locked =
                assertThrows(VaultLocked.class, () -> vault(Optional.of(file)).open());
        assertTrue(locked.getMessage().contains(file.toString()));
        Files.writeString(file, "");
        assertThrows(IOException.class, () -> vault(Optional.of(file)).open());
        Files.write(file, new byte[Unlocking.MAX_PASSPHRASE_BYTES + 1]);
        assertThrows(IOException.class, () -> vault(Optional.of(file)).open());
    }

    @Test
    void thePassphraseCanBeChangedAndTakenAway() throws IOException {
        vault.unlock("correct horse", UnlockedKeys.NO_END);
        Opened opened = vault.open();
        vault.usePassphrase(opened, "battery staple");
        assertInstanceOf(VaultState.Locked.class, vault.state());
        assertFalse(vault.unlock("correct horse", UnlockedKeys.NO_END));
        assertFalse(Files.exists(folder.resolve(VaultFolder.KEY_FILE)));
        vault.useKeyFile(opened);
        assertEquals(new VaultState.KeyFile(), vault.state());
        assertArrayEquals(opened.dataKey().bytes(), vault.open().dataKey().bytes());
    }
}
