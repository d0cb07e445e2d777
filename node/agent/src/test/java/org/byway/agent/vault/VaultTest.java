package org.byway.agent.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.FileBinder;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.protocol.wire.IdentityEvent;
import org.byway.protocol.wire.IdentityName;
import org.byway.protocol.wire.VaultEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was kept is told again in its order, by every process, after every crash. */
class VaultTest {
    @TempDir
    private Path folder;

    private static VaultEntry named(String name) {
        return VaultEntry.newBuilder()
                .setIdentityName(IdentityName.newBuilder().setName(name))
                .build();
    }

    private static void keep(Vault vault, String... names) throws IOException {
        try (Vault.Page page = vault.write()) {
            page.append(Arrays.stream(names).map(VaultTest::named).toList());
        }
    }

    private static List<String> kept(Vault vault) throws IOException {
        List<String> names = new ArrayList<>();
        vault.replay(entry -> names.add(entry.getIdentityName().getName()));
        return names;
    }

    @Test
    void entriesAreToldInTheirOrder() throws IOException {
        MemoryBinder disk = new MemoryBinder();
        Vault vault = Vault.open(disk);
        keep(vault, "Ana", "Bo");
        List<String> heard = new ArrayList<>();
        vault.follow(entry -> heard.add(entry.getIdentityName().getName()));
        keep(vault, "Cy");
        assertEquals(List.of("Ana", "Bo", "Cy"), heard);
        Vault untold = Vault.open(disk);
        List<String> together = new ArrayList<>();
        untold.follow(entry -> together.add(entry.getIdentityName().getName()));
        assertEquals(List.of(), together);
        untold.refresh();
        assertEquals(heard, together);
        assertEquals(heard, kept(Vault.open(disk)));
    }

    @Test
    void twoProcessesReadEachOther() throws IOException {
        DataKey key = DataKey.ofRandom(new Random(1));
        try (FileBinder oneFile = FileBinder.open(folder);
                FileBinder otherFile = FileBinder.open(folder)) {
            Vault one = Vault.open(new SealedBinder(oneFile, key, new Random(2)));
            Vault other = Vault.open(new SealedBinder(otherFile, key, new Random(3)));
            List<String> heard = new ArrayList<>();
            other.follow(entry -> heard.add(entry.getIdentityName().getName()));
            keep(one, "Ana");
            keep(other, "Bo");
            keep(one, "Cy", "Di");
            other.refresh();
            assertEquals(List.of("Ana", "Bo", "Cy", "Di"), heard);
            assertEquals(heard, kept(one));
        }
    }

    @Test
    void aThreadThatHasTheTurnMayTakeItAgain() throws IOException {
        try (FileBinder binder = FileBinder.open(folder);
                Binder.Turn turn = binder.turn()) {
            Vault vault = Vault.open(binder);
            keep(vault, "Ana");
            assertEquals(List.of("Ana"), kept(vault));
        }
    }

    @Test
    void aCrashAtAnyAppendAndByteLosesNothingThatWasKeptBefore() throws IOException {
        DataKey key = DataKey.ofRandom(new Random(1));
        for (boolean sealed : new boolean[] {false, true}) {
            for (int appends = 0; appends < 3; appends++) {
                for (int bytes = 0; bytes < 60; bytes++) {
                    crash(sealed ? key : null, appends, bytes);
                }
            }
        }
    }

    private static void crash(DataKey key, int appends, int bytes) throws IOException {
        TornBinder torn = new TornBinder(new MemoryBinder(), appends, bytes);
        Vault dying = Vault.open(over(torn, key, 2));
        List<String> before = new ArrayList<>();
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < 3; i++) {
                keep(dying, "first " + i, "second " + i);
                before.addAll(List.of("first " + i, "second " + i));
            }
        });
        Vault again = Vault.open(over(torn.disk, key, 3));
        List<String> found = kept(again);
        if (found.size() > before.size()) {
            // All of the page was on the disk, and only its answer was lost.
            before.addAll(List.of("first " + appends, "second " + appends));
        }
        assertEquals(before, found);
        keep(again, "next");
        before.add("next");
        assertEquals(before, kept(Vault.open(over(torn.disk, key, 4))));
    }

    private static Binder over(Binder disk, DataKey key, int seed) {
        return key == null ? disk : new SealedBinder(disk, key, new Random(seed));
    }

    @Test
    void pagesLargerThanAReadAreRead() throws IOException {
        MemoryBinder disk = new MemoryBinder();
        Vault vault = Vault.open(disk);
        ByteString large = ByteString.copyFrom(new byte[1_500_000]);
        VaultEntry entry = VaultEntry.newBuilder()
                .setIdentityEvent(IdentityEvent.newBuilder().setContent(large))
                .build();
        keep(vault, "before");
        try (Vault.Page page = vault.write()) {
            page.append(List.of(entry, entry));
            assertThrows(IllegalArgumentException.class, () -> page.append(List.of(entry, entry, entry)));
        }
        keep(vault, "behind");
        List<Integer> sizes = new ArrayList<>();
        Vault.open(disk).replay(each -> sizes.add(each.getSerializedSize() / 1_000));
        assertEquals(List.of(0, 1_500, 1_500, 0), sizes);
    }

    @Test
    void damageIsToldAndNotPassedOver() throws IOException {
        MemoryBinder huge = new MemoryBinder();
        huge.append(Binder.Part.VAULT, new byte[] {0x7f, 0, 0, 0, 1});
        assertThrows(VaultDamaged.class, () -> Vault.open(huge).refresh());
        MemoryBinder unreadable = new MemoryBinder();
        unreadable.append(Binder.Part.VAULT, new byte[] {0, 0, 0, 1, 0x0f});
        assertThrows(VaultDamaged.class, () -> Vault.open(unreadable).refresh());
    }
}
