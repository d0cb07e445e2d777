package org.byway.protocol.vault;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.VaultSnapshot;

/**
 * A snapshot that the key of its place has signed.
 *
 * @param bytes in the one encoding that it has; not to be changed
 */
public record SignedSnapshot(Said said, byte[] bytes) {
    public static final int MAX_BYTES = 256 * 1024;
    public static final int CHUNK_BYTES = 512 * 1024;
    public static final int MAX_CHUNKS = 4_096;

    private static final byte[] DOMAIN = "byway/v1/vault-snapshot\0".getBytes(StandardCharsets.US_ASCII);

    /**
     * What is signed.
     *
     * @param number from 1
     * @param previous the digest of the snapshot before; null in the first
     * @param chunks the digests of those that it needs, ascending and each once
     * @param sealed the manifest, which only the agent can read
     */
    public record Said(long number, Bytes32 previous, List<Bytes32> chunks, byte[] sealed) {
        public Said {
            chunks = List.copyOf(chunks);
        }

        private VaultSnapshot.Builder message() {
            VaultSnapshot.Builder message =
                    VaultSnapshot.newBuilder().setNumber(number).setSealed(ByteString.copyFrom(sealed));
            if (previous != null) {
                message.setPrevious(ByteString.copyFrom(previous.bytes()));
            }
            chunks.forEach(chunk -> message.addChunks(ByteString.copyFrom(chunk.bytes())));
            return message;
        }

        /** What the place's key signs. */
        private byte[] text() {
            byte[] digest = Sha256.of(message().build().toByteArray()).bytes();
            byte[] text = Arrays.copyOf(DOMAIN, DOMAIN.length + Bytes32.SIZE);
            System.arraycopy(digest, 0, text, DOMAIN.length, Bytes32.SIZE);
            return text;
        }
    }

    /** Signs it for its place; refused where it is not as a snapshot must be. */
    public static Checked<SignedSnapshot> sign(SigningKey place, Said said) {
        Refusal fault = fault(said);
        if (fault != null) {
            return new Checked.Refused<>(fault);
        }
        byte[] bytes = said.message()
                .setSignature(ByteString.copyFrom(place.sign(said.text())))
                .build()
                .toByteArray();
        return bytes.length > MAX_BYTES ? tooLarge() : new Checked.Ok<>(new SignedSnapshot(said, bytes));
    }

    /** Reads what somebody sent, or a disk gave back, as a snapshot of that place. */
    public static Checked<SignedSnapshot> read(byte[] bytes, Bytes32 place, SignatureCheck signatures) {
        if (bytes.length > MAX_BYTES) {
            return tooLarge();
        }
        VaultSnapshot message;
        try {
            message = VaultSnapshot.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "not a snapshot of a vault");
        }
        return switch (said(message)) {
            case Checked.Refused<Said> refused -> refused.as();
            case Checked.Ok<Said>(Said said) -> {
                VaultSnapshot.Builder again = said.message().setSignature(message.getSignature());
                if (!Arrays.equals(again.build().toByteArray(), bytes)) {
                    yield Refusal.of(Reason.NOT_CANONICAL, "a snapshot in another encoding than the one allowed");
                }
                yield signatures.verify(
                                place, said.text(), message.getSignature().toByteArray())
                        ? new Checked.Ok<>(new SignedSnapshot(said, bytes))
                        : Refusal.of(Reason.BAD_SEAL, "the key of this place did not sign this snapshot");
            }
        };
    }

    private static Checked<Said> said(VaultSnapshot message) {
        int previous = message.getPrevious().size();
        boolean digests = (previous == 0 || previous == Bytes32.SIZE)
                && message.getChunksList().stream().allMatch(chunk -> chunk.size() == Bytes32.SIZE);
        if (!digests || message.getChunksCount() > MAX_CHUNKS) {
            return Refusal.of(Reason.BAD_LENGTH, "digests have 32 bytes, and a snapshot needs at most 4,096 chunks");
        }
        List<Bytes32> chunks = new ArrayList<>();
        message.getChunksList().forEach(chunk -> chunks.add(Bytes32.of(chunk.toByteArray())));
        Said said = new Said(
                message.getNumber(),
                previous == 0 ? null : Bytes32.of(message.getPrevious().toByteArray()),
                chunks,
                message.getSealed().toByteArray());
        Refusal fault = fault(said);
        return fault == null ? new Checked.Ok<>(said) : new Checked.Refused<>(fault);
    }

    private static Refusal fault(Said said) {
        if (said.number() < 1) {
            return new Refusal(Reason.BAD_REVISION, "snapshots are numbered from 1 to 2^63 - 1");
        }
        if (said.chunks().size() > MAX_CHUNKS) {
            return new Refusal(Reason.TOO_LARGE, "a snapshot needs at most 4,096 chunks");
        }
        for (int i = 1; i < said.chunks().size(); i++) {
            if (said.chunks().get(i - 1).compareTo(said.chunks().get(i)) >= 0) {
                return new Refusal(Reason.NOT_CANONICAL, "the chunks are to stand in ascending order, each once");
            }
        }
        return null;
    }

    private static <T> Checked.Refused<T> tooLarge() {
        return Refusal.of(Reason.TOO_LARGE, "a snapshot has at most " + MAX_BYTES + " bytes");
    }

    public long number() {
        return said.number();
    }

    /** What the next snapshot names as the one before. */
    public Bytes32 digest() {
        return Sha256.of(bytes);
    }
}
