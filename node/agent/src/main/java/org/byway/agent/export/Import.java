package org.byway.agent.export;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.byway.agent.keys.Keyring;
import org.byway.agent.keys.PrivateFiles;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.FileBinder;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.vault.Opened;
import org.byway.agent.vault.SealedBinder;
import org.byway.agent.vault.Unlocking;
import org.byway.agent.vault.Vault;
import org.byway.agent.vault.VaultDamaged;
import org.byway.agent.vault.VaultFolder;
import org.byway.protocol.wire.HomeRestored;
import org.byway.protocol.wire.VaultEntry;

/** Makes an agent's folder of an exported one and the words, whole or not at all. */
public final class Import {
    /** Appended at once: one frame of a sealed file. */
    private static final int CHUNK_BYTES = 1 << 20;

    private final Keyring keys;
    private final long now;
    private final RandomGenerator random;

    public Import(Keyring keys, long now, RandomGenerator random) {
        this.keys = keys;
        this.now = now;
        this.random = random;
    }

    /** What was imported: when it had been exported, milliseconds, and how many records are known again. */
    public record Done(long exported, int records) {}

    /** {@link VaultDamaged} where the folder is not whole, not of these words, or of a later version. */
    public Done from(Path folder, Path agentFolder) throws IOException {
        PrivateFiles.checkAbsent(agentFolder);
        FolderIn in = FolderIn.open(folder, keys);
        try {
            return PrivateFiles.whole(agentFolder, half -> {
                try (FileBinder files = FileBinder.open(half)) {
                    return new Done(in.exported(), fill(in, files, half));
                }
            });
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new VaultDamaged(folder + " cannot be made a home: " + e.getMessage());
        }
    }

    private int fill(FolderIn in, FileBinder files, Path half) throws IOException {
        Opened opened = new VaultFolder(half, Unlocking.none(), random).create(keys.words(), files);
        SealedBinder binder = new SealedBinder(files, opened.dataKey(), random);
        try (Binder.Turn turn = binder.turn()) {
            bundles(in, binder);
            lines(in, binder);
        }
        Vault vault = Vault.open(binder);
        entries(in, vault);
        Ledger ledger = Ledger.open(binder);
        int records = new History(keys, ledger, vault).check();
        try (Ledger.Page turn = ledger.write();
                Vault.Page page = vault.write()) {
            page.append(List.of(VaultEntry.newBuilder()
                    .setNoted(now)
                    .setHomeRestored(HomeRestored.newBuilder()
                            .setBundlesBytes(binder.size(Binder.Part.BUNDLES))
                            .setDigest(ByteString.copyFrom(in.digest().bytes())))
                    .build()));
        }
        return records;
    }

    private static void bundles(FolderIn in, Binder to) throws IOException {
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        long at = 0;
        for (Path file : in.records()) {
            if (!file.getFileName()
                    .toString()
                    .equals(Path.of(Facts.RECORDS.formatted(at)).getFileName().toString())) {
                throw new VaultDamaged(file + " does not follow the bundle before it");
            }
            at += Files.size(file);
            Files.copy(file, together);
            if (together.size() >= CHUNK_BYTES) {
                to.append(Binder.Part.BUNDLES, together.toByteArray());
                together.reset();
            }
        }
        if (together.size() > 0) {
            to.append(Binder.Part.BUNDLES, together.toByteArray());
        }
    }

    private static void lines(FolderIn in, Binder to) throws IOException {
        try (InputStream lines = new BufferedInputStream(Files.newInputStream(in.ledger()))) {
            for (byte[] chunk = lines.readNBytes(CHUNK_BYTES);
                    chunk.length > 0;
                    chunk = lines.readNBytes(CHUNK_BYTES)) {
                to.append(Binder.Part.LINES, chunk);
            }
        }
    }

    private static void entries(FolderIn in, Vault to) throws IOException {
        List<VaultEntry> together = new ArrayList<>();
        long bytes = 0;
        try (Vault.Page page = to.write();
                BufferedReader lines = Files.newBufferedReader(in.vault())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                VaultEntry entry = EntryLines.entry(line);
                if (bytes + line.length() > CHUNK_BYTES && !together.isEmpty()) {
                    page.append(together);
                    together.clear();
                    bytes = 0;
                }
                together.add(entry);
                bytes += line.length();
            }
            page.append(together);
        }
    }
}
