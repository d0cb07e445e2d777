package org.byway.agent.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.PassphraseLock;
import org.byway.protocol.wire.VaultHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The header opens with its key and with nothing else, and is never written over. */
class VaultFolderTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Stretching CHEAP =
            new Stretching(new byte[Stretching.SALT_BYTES], Stretching.MIN_MEMORY_KIB, Stretching.MIN_PASSES, 1);

    private final Random random = new Random(1);

    @TempDir
    private Path folder;

    static Stream<JsonNode> vaults() {
        return Vectors.cases("vaults", "vaults");
    }

    @ParameterizedTest
    @MethodSource("vaults")
    void aVaultOfAnyAgentOpens(JsonNode vector) throws IOException {
        Header header = Header.read(HEX.parseHex(vector.get("header").asText())).orThrow();
        DataKey lock = vector.has("passphrase")
                ? header.stretching().key(vector.get("passphrase").asText())
                : DataKey.of(HEX.parseHex(vector.get("keyFile").asText()));
        Opened opened = header.open(lock).orElseThrow();
        assertEquals(
                vector.get("dataKey").asText(), HEX.formatHex(opened.dataKey().bytes()));
        assertEquals(vector.get("words").asText(), opened.words().text());
        MemoryBinder disk = new MemoryBinder();
        disk.append(Binder.Part.VAULT, HEX.parseHex(vector.get("vault").asText()));
        SealedBinder binder = new SealedBinder(disk, opened.dataKey(), random);
        byte[] plain = binder.read(Binder.Part.VAULT, 0, (int) binder.size(Binder.Part.VAULT));
        assertEquals(vector.get("plain").asText(), HEX.formatHex(plain));
    }

    @Test
    void aVaultIsMadeOnceAndOpensAgain() throws IOException {
        VaultFolder vault = new VaultFolder(folder, Unlocking.none(), random);
        assertFalse(vault.exists());
        Opened made = vault.create(RecoveryWords.LONG_ENTROPY_BYTES, new MemoryBinder());
        assertEquals(24, made.words().text().split(" ").length);
        Opened again = new VaultFolder(folder, Unlocking.none(), random).open();
        assertArrayEquals(made.dataKey().bytes(), again.dataKey().bytes());
        assertEquals(made.words().text(), again.words().text());
        assertThrows(VaultDamaged.class, () -> vault.create(16, new MemoryBinder()));
    }

    @Test
    void withoutItsHeaderWhatIsSealedIsLeftAlone() throws IOException {
        MemoryBinder disk = new MemoryBinder();
        disk.append(Binder.Part.LINES, new byte[1]);
        VaultFolder vault = new VaultFolder(folder, Unlocking.none(), random);
        assertThrows(VaultDamaged.class, () -> vault.create(16, disk));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void anotherKeyFileOrAnAlteredHeaderIsNoticed() throws IOException {
        new VaultFolder(folder, Unlocking.none(), random).create(16, new MemoryBinder());
        Path header = folder.resolve(VaultFolder.HEADER);
        byte[] good = Files.readAllBytes(header);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(header, bad);
            assertThrows(
                    IOException.class, () -> new VaultFolder(folder, Unlocking.none(), random).open(), "byte " + i);
            assertArrayEquals(bad, Files.readAllBytes(header));
        }
        Files.write(header, good);
        Files.write(folder.resolve(VaultFolder.KEY_FILE), new byte[DataKey.KEY_BYTES]);
        assertThrows(VaultDamaged.class, () -> new VaultFolder(folder, Unlocking.none(), random).open());
        Files.delete(folder.resolve(VaultFolder.KEY_FILE));
        assertThrows(VaultDamaged.class, () -> new VaultFolder(folder, Unlocking.none(), random).open());
    }

    @Test
    void aWrongPassphraseOpensNothing() {
        Opened opened = opened();
        Header header = read(Header.ofPassphrase(opened, CHEAP, "corréct horse", random));
        // The same word, its accent in a character of its own.
        assertTrue(header.open(CHEAP.key("corre\u0301ct horse")).isPresent());
        assertTrue(header.open(CHEAP.key("correct horse")).isEmpty());
        assertTrue(header.open(CHEAP.key("")).isEmpty());
    }

    @Test
    void aVaultWithAPassphraseIsLocked() throws IOException {
        Files.write(
                folder.resolve(VaultFolder.HEADER),
                Header.ofPassphrase(opened(), CHEAP, "secret", random).bytes());
        assertThrows(VaultLocked.class, () -> new VaultFolder(folder, Unlocking.none(), random).open());
    }

    @Test
    void parametersBeyondFloorAndCeilingAreRefusedBeforeTheyCostAnything() {
        VaultHeader good = proto(Header.ofPassphrase(opened(), CHEAP, "secret", random));
        for (int memory : new int[] {0, 8, Stretching.MIN_MEMORY_KIB - 1, Stretching.MAX_MEMORY_KIB + 1, -1}) {
            assertRefused(good, good.getPassphrase().toBuilder().setMemoryKib(memory));
        }
        for (int passes : new int[] {0, 1, Stretching.MAX_PASSES + 1, -1}) {
            assertRefused(good, good.getPassphrase().toBuilder().setPasses(passes));
        }
        for (int lanes : new int[] {0, Stretching.MAX_LANES + 1, -1}) {
            assertRefused(good, good.getPassphrase().toBuilder().setLanes(lanes));
        }
        assertRefused(good, good.getPassphrase().toBuilder().clearSalt());
    }

    private static void assertRefused(VaultHeader good, PassphraseLock.Builder passphrase) {
        byte[] bad = good.toBuilder().setPassphrase(passphrase).build().toByteArray();
        assertInstanceOf(Checked.Refused.class, Header.read(bad));
    }

    @Test
    void aHeaderOfALaterVersionIsNotGuessedAt() {
        byte[] later = proto(Header.ofKeyFile(opened(), DataKey.ofRandom(random), random)).toBuilder()
                .setVersion(2)
                .build()
                .toByteArray();
        Checked.Refused<Header> refused = assertInstanceOf(Checked.Refused.class, Header.read(later));
        assertTrue(refused.refusal().detail().contains("newer"));
    }

    private static Header read(Header header) {
        return Header.read(header.bytes()).orThrow();
    }

    private static VaultHeader proto(Header header) {
        try {
            return VaultHeader.parseFrom(header.bytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Opened opened() {
        return Opened.fresh(RecoveryWords.ofEntropy(new byte[16]), random);
    }
}
