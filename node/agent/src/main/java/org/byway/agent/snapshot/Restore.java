package org.byway.agent.snapshot;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.byway.agent.keys.Keyring;
import org.byway.agent.keys.PrivateFiles;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.FileBinder;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.node.Reply;
import org.byway.agent.node.SnapshotPort;
import org.byway.agent.vault.Opened;
import org.byway.agent.vault.SealedBinder;
import org.byway.agent.vault.Unlocking;
import org.byway.agent.vault.Vault;
import org.byway.agent.vault.VaultDamaged;
import org.byway.agent.vault.VaultFolder;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.vault.SignedSnapshot;
import org.byway.protocol.wire.HomeRestored;
import org.byway.protocol.wire.VaultEntry;

/** Makes an agent's folder of a snapshot and the words, whole or not at all. */
public final class Restore {
    private final Keyring keys;
    private final byte[] seed;
    private final long now;
    private final RandomGenerator random;

    /** @param seed of the keyring's words */
    public Restore(Keyring keys, byte[] seed, long now, RandomGenerator random) {
        this.keys = keys;
        this.seed = seed;
        this.now = now;
        this.random = random;
    }

    /** What was restored: the snapshot's number, and when it was taken, milliseconds. */
    public record Done(long number, long taken) {}

    /** Of a file; {@link VaultDamaged} where it is not whole or not of these words. */
    public Done from(Path file, Path agentFolder) throws IOException {
        BackupFile backup = BackupFile.read(file, keys.vaultPlace().publicKey());
        return from(backup.snapshot(), backup, agentFolder);
    }

    /** Of the newest snapshot that any of the nodes has; IOException where none gives one, or not all of it. */
    public Done from(List<SnapshotPort> nodes, Path agentFolder) throws IOException {
        SignedSnapshot newest = null;
        String trouble = "no node was asked";
        for (SnapshotPort node : nodes) {
            switch (node.latest()) {
                case Reply.Got<SignedSnapshot>(SignedSnapshot found) ->
                    newest = newest == null || found.number() > newest.number() ? found : newest;
                case Reply.Refused<SignedSnapshot>(String code, String message) -> trouble = message;
                case Reply.Unreachable<SignedSnapshot>(String why) -> trouble = why;
            }
        }
        if (newest == null) {
            throw new IOException("no snapshot was found: " + trouble);
        }
        return from(newest, digest -> chunk(nodes, digest), agentFolder);
    }

    /** From the first node that has it: what a node gives was found to have that digest. */
    private static byte[] chunk(List<SnapshotPort> nodes, Bytes32 digest) throws IOException {
        String trouble = "no node was asked";
        for (SnapshotPort node : nodes) {
            switch (node.chunk(digest)) {
                case Reply.Got<byte[]>(byte[] chunk) -> {
                    return chunk;
                }
                case Reply.Refused<byte[]>(String code, String message) -> trouble = message;
                case Reply.Unreachable<byte[]>(String why) -> trouble = why;
            }
        }
        throw new IOException("a part of the snapshot cannot be had: " + trouble);
    }

    private Done from(SignedSnapshot snapshot, Source source, Path agentFolder) throws IOException {
        PrivateFiles.checkAbsent(agentFolder);
        Manifest manifest = Manifest.open(keys, snapshot)
                .orElseThrow(() -> new VaultDamaged("these words do not open snapshot " + snapshot.number()));
        return PrivateFiles.whole(agentFolder, half -> {
            try (FileBinder files = FileBinder.open(half)) {
                try (Binder.Turn turn = files.turn()) {
                    for (Image.Cut file : manifest.files()) {
                        fill(files, file, source);
                    }
                }
                settle(files, half, manifest, snapshot);
            }
            return new Done(snapshot.number(), manifest.taken());
        });
    }

    private static void fill(FileBinder files, Image.Cut file, Source source) throws IOException {
        long left = file.length();
        for (Bytes32 digest : file.chunks()) {
            byte[] chunk = source.chunk(digest);
            if (chunk.length != Math.min(left, SignedSnapshot.CHUNK_BYTES)) {
                throw new VaultDamaged("the snapshot does not fit its chunks");
            }
            files.append(file.part(), chunk);
            left -= chunk.length;
        }
    }

    /** Reads all of it through once, so that what is damaged is no home, and notes where it comes from. */
    private void settle(FileBinder files, Path folder, Manifest manifest, SignedSnapshot snapshot) throws IOException {
        Opened opened =
                new VaultFolder(folder, Unlocking.none(), random).restore(keys.words(), seed, manifest.dataKey());
        SealedBinder binder = new SealedBinder(files, opened.dataKey(), random);
        Ledger ledger = Ledger.open(binder);
        long bundles = binder.size(Binder.Part.BUNDLES);
        if (bundles > 0) {
            // The last byte is there only if all frames before it are; each is opened when it is read.
            binder.read(Binder.Part.BUNDLES, bundles - 1, 1);
        }
        Vault vault = Vault.open(binder);
        try (Ledger.Page turn = ledger.write();
                Vault.Page page = vault.write()) {
            VaultEntry restored = VaultEntry.newBuilder()
                    .setNoted(now)
                    .setHomeRestored(HomeRestored.newBuilder()
                            .setNumber(snapshot.number())
                            .setBundlesBytes(bundles)
                            .setDigest(ByteString.copyFrom(snapshot.digest().bytes())))
                    .build();
            page.append(List.of(Backup.made(snapshot, now), restored));
        }
    }
}
