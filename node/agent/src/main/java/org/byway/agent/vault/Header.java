package org.byway.agent.vault;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.KeyFileLock;
import org.byway.protocol.wire.PassphraseLock;
import org.byway.protocol.wire.VaultHeader;

/**
 * The small file with which a vault begins: the data key, wrapped by a lock's key, and the recovery words' entropy and seed, sealed
 * by the data key. All that stands in it is bound to the wrapped key.
 */
final class Header {
    static final int MAX_BYTES = 1 << 10;

    private static final int VERSION = 1;
    private static final int ID_BYTES = 16;
    private static final byte[] LOCK = "byway/v1/vault-lock\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WORDS = "byway/v1/vault-words\0".getBytes(StandardCharsets.US_ASCII);

    private final VaultHeader header;

    private Header(VaultHeader header) {
        this.header = header;
    }

    /** Reads a header as far as can be done without a key. */
    static Checked<Header> read(byte[] bytes) {
        VaultHeader header;
        try {
            header = VaultHeader.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "it is not the header of a vault");
        }
        if (header.getVersion() > VERSION) {
            return Refusal.of(Reason.BAD_VERSION, "it was written by a newer Byway");
        }
        boolean whole = header.getVersion() == VERSION
                && header.getId().size() == ID_BYTES
                && header.getDataKey().size() == DataKey.KEY_BYTES + DataKey.OVERHEAD_BYTES
                && header.getLockCase() != VaultHeader.LockCase.LOCK_NOT_SET;
        if (!whole) {
            return Refusal.of(Reason.MALFORMED, "it is not the header of a vault");
        }
        Header read = new Header(header);
        return header.hasPassphrase() && read.stretching().checked() instanceof Checked.Refused<Stretching> refused
                ? refused.as()
                : new Checked.Ok<>(read);
    }

    /** A header that a key file opens. */
    static Header ofKeyFile(Opened opened, DataKey file, RandomGenerator random) {
        return written(opened, VaultHeader.newBuilder().setKeyFile(KeyFileLock.getDefaultInstance()), file, random);
    }

    /** A header that a passphrase opens. */
    static Header ofPassphrase(Opened opened, Stretching stretching, String passphrase, RandomGenerator random) {
        PassphraseLock lock = PassphraseLock.newBuilder()
                .setSalt(ByteString.copyFrom(stretching.salt()))
                .setMemoryKib(stretching.memoryKib())
                .setPasses(stretching.passes())
                .setLanes(stretching.lanes())
                .build();
        VaultHeader.Builder header = VaultHeader.newBuilder().setPassphrase(lock);
        return written(opened, header, stretching.key(passphrase), random);
    }

    private static Header written(Opened opened, VaultHeader.Builder header, DataKey lock, RandomGenerator random) {
        header.setVersion(VERSION).setId(ByteString.copyFrom(opened.id()));
        byte[] words = opened.dataKey().seal(WORDS, joined(opened.words().entropy(), opened.seed()), random);
        byte[] dataKey = lock.seal(place(header.build()), opened.dataKey().bytes(), random);
        return new Header(header.setDataKey(ByteString.copyFrom(dataKey))
                .setWords(ByteString.copyFrom(words))
                .build());
    }

    static byte[] freshId(RandomGenerator random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return id;
    }

    byte[] bytes() {
        return header.toByteArray();
    }

    byte[] id() {
        return header.getId().toByteArray();
    }

    boolean hasPassphrase() {
        return header.hasPassphrase();
    }

    Stretching stretching() {
        PassphraseLock lock = header.getPassphrase();
        return new Stretching(lock.getSalt().toByteArray(), lock.getMemoryKib(), lock.getPasses(), lock.getLanes());
    }

    /** What the lock's key opens; empty where it is another key or something was altered: which of the two is not told. */
    Optional<Opened> open(DataKey lock) {
        return lock.open(place(header), header.getDataKey().toByteArray()).flatMap(key -> unlocked(DataKey.of(key)));
    }

    /** Likewise, by the data key itself. */
    Optional<Opened> unlocked(DataKey key) {
        return key.open(WORDS, header.getWords().toByteArray())
                .filter(words -> words.length == RecoveryWords.SHORT_ENTROPY_BYTES + RecoveryWords.SEED_BYTES
                        || words.length == RecoveryWords.LONG_ENTROPY_BYTES + RecoveryWords.SEED_BYTES)
                .map(words -> opened(key, words));
    }

    private Opened opened(DataKey key, byte[] words) {
        int entropyBytes = words.length - RecoveryWords.SEED_BYTES;
        RecoveryWords read = RecoveryWords.ofEntropy(Arrays.copyOf(words, entropyBytes));
        return new Opened(id(), key, read, Arrays.copyOfRange(words, entropyBytes, words.length));
    }

    /** What the wrapped key is bound to: all of the header but what is sealed. */
    private static byte[] place(VaultHeader header) {
        return joined(
                LOCK, header.toBuilder().clearDataKey().clearWords().build().toByteArray());
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
