package org.byway.agent.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Binder;
import org.byway.agent.vault.DataKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.vault.SignedSnapshot;
import org.byway.protocol.wire.VaultManifest;

/**
 * What is sealed in a snapshot.
 *
 * @param taken milliseconds
 */
record Manifest(long taken, DataKey dataKey, List<Image.Cut> files) {
    private static final byte[] DOMAIN = "byway/v1/vault-manifest\0".getBytes(StandardCharsets.US_ASCII);

    byte[] seal(Keyring keys, long number, RandomGenerator random) {
        VaultManifest.Builder message =
                VaultManifest.newBuilder().setTaken(taken).setDataKey(ByteString.copyFrom(dataKey.bytes()));
        for (Image.Cut file : files) {
            VaultManifest.File.Builder each =
                    VaultManifest.File.newBuilder().setName(file.part().file()).setLength(file.length());
            file.chunks().forEach(chunk -> each.addChunks(ByteString.copyFrom(chunk.bytes())));
            message.addFiles(each);
        }
        return DataKey.of(keys.vaultKey())
                .seal(place(keys, number), message.build().toByteArray(), random);
    }

    /** What a snapshot says; empty where these words do not open it, or it was made by a later version. */
    static Optional<Manifest> open(Keyring keys, SignedSnapshot snapshot) {
        return DataKey.of(keys.vaultKey())
                .open(place(keys, snapshot.number()), snapshot.said().sealed())
                .flatMap(Manifest::read);
    }

    private static Optional<Manifest> read(byte[] bytes) {
        VaultManifest message;
        try {
            message = VaultManifest.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
        List<Image.Cut> files = new ArrayList<>();
        for (Binder.Part part : Binder.Part.values()) {
            Optional<Image.Cut> cut = message.getFilesList().stream()
                    .filter(file -> file.getName().equals(part.file()))
                    .findFirst()
                    .flatMap(file -> cut(part, file));
            if (cut.isEmpty()) {
                return Optional.empty();
            }
            files.add(cut.get());
        }
        return message.getFilesCount() == files.size() && message.getDataKey().size() == DataKey.KEY_BYTES
                ? Optional.of(new Manifest(
                        message.getTaken(), DataKey.of(message.getDataKey().toByteArray()), files))
                : Optional.empty();
    }

    private static Optional<Image.Cut> cut(Binder.Part part, VaultManifest.File file) {
        long most = (long) file.getChunksCount() * SignedSnapshot.CHUNK_BYTES;
        boolean fits = file.getLength() >= 0
                && file.getLength() <= most
                && most - file.getLength() < SignedSnapshot.CHUNK_BYTES
                && file.getChunksList().stream().allMatch(chunk -> chunk.size() == Bytes32.SIZE);
        return fits
                ? Optional.of(new Image.Cut(
                        part,
                        file.getLength(),
                        file.getChunksList().stream()
                                .map(chunk -> Bytes32.of(chunk.toByteArray()))
                                .toList()))
                : Optional.empty();
    }

    private static byte[] place(Keyring keys, long number) {
        return ByteBuffer.allocate(DOMAIN.length + Bytes32.SIZE + Long.BYTES)
                .put(DOMAIN)
                .put(keys.vaultPlace().publicKey().bytes())
                .putLong(number)
                .array();
    }
}
