package org.byway.agent.snapshot;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.byway.agent.keys.PrivateFiles;
import org.byway.agent.vault.VaultDamaged;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.vault.SignedSnapshot;

/** A snapshot in a file: a tag, then the snapshot and its chunks in the snapshot's order, each behind its length. */
final class BackupFile implements Source {
    private static final byte[] TAG = "byway/v1/vault-backup\0".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final SignedSnapshot snapshot;
    private final Map<Bytes32, Long> places = new HashMap<>();

    private BackupFile(Path file, SignedSnapshot snapshot) {
        this.file = file;
        this.snapshot = snapshot;
    }

    static void write(Path file, SignedSnapshot snapshot, Image image) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "is there already and is not written over");
        }
        Path whole = file.toAbsolutePath();
        Path half = PrivateFiles.half(file);
        try (FileChannel channel = FileChannel.open(half, Set.of(StandardOpenOption.WRITE));
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
            out.write(TAG);
            out.writeInt(snapshot.bytes().length);
            out.write(snapshot.bytes());
            for (Bytes32 digest : snapshot.said().chunks()) {
                byte[] chunk = image.chunk(digest);
                out.writeInt(chunk.length);
                out.write(chunk);
            }
            out.flush();
            channel.force(true);
        }
        Files.move(half, whole);
        PrivateFiles.sync(whole.getParent());
    }

    /** Reads the snapshot of a place and finds its chunks; {@link VaultDamaged} where something is missing or altered. */
    static BackupFile read(Path file, Bytes32 place) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (!Arrays.equals(in.readNBytes(TAG.length), TAG)) {
                throw new VaultDamaged(file + " is no snapshot of a vault");
            }
            int length = in.readInt();
            byte[] bytes = length < 0 || length > SignedSnapshot.MAX_BYTES ? new byte[0] : in.readNBytes(length);
            return switch (SignedSnapshot.read(bytes, place, new StrictEd25519())) {
                case Checked.Refused<SignedSnapshot>(Refusal refusal) ->
                    throw new VaultDamaged(file + " cannot be used: " + refusal.detail());
                case Checked.Ok<SignedSnapshot>(SignedSnapshot snapshot) -> {
                    BackupFile read = new BackupFile(file, snapshot);
                    read.find(in, TAG.length + Integer.BYTES + (long) length);
                    yield read;
                }
            };
        } catch (EOFException e) {
            throw new VaultDamaged(file + " is cut short");
        }
    }

    private void find(DataInputStream in, long from) throws IOException {
        long at = from;
        for (Bytes32 digest : snapshot.said().chunks()) {
            int length = in.readInt();
            if (length < 0 || length > SignedSnapshot.CHUNK_BYTES) {
                throw new VaultDamaged(file + " is damaged");
            }
            in.skipNBytes(length);
            places.put(digest, at);
            at += Integer.BYTES + length;
        }
        if (in.read() >= 0) {
            throw new VaultDamaged(file + " has more in it than a snapshot");
        }
    }

    SignedSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public byte[] chunk(Bytes32 digest) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(places.get(digest));
            byte[] chunk = new byte[in.readInt()];
            in.readFully(chunk);
            if (!Sha256.of(chunk).equals(digest)) {
                throw new VaultDamaged(file + " is damaged: a chunk was altered");
            }
            return chunk;
        }
    }
}
