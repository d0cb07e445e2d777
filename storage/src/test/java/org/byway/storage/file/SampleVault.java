package org.byway.storage.file;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.vault.SignedSnapshot;

/** A place, and what its agent would put there. */
final class SampleVault {
    final SigningKey key;
    final Bytes32 place;
    private long number;
    private Bytes32 previous;

    SampleVault(int seed) {
        key = SigningKey.ofSeed(ByteBuffer.allocate(32).putInt(seed).array());
        place = key.publicKey();
    }

    /** The same chunk for the same seed. */
    static byte[] chunk(long seed, int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static Bytes32 digest(long seed, int sizeBytes) {
        return Sha256.of(chunk(seed, sizeBytes));
    }

    /** The next snapshot, which needs these. */
    SignedSnapshot next(Bytes32... chunks) {
        SignedSnapshot snapshot = numbered(number + 1, chunks);
        number++;
        previous = snapshot.digest();
        return snapshot;
    }

    SignedSnapshot numbered(long of, Bytes32... chunks) {
        List<Bytes32> needed = List.copyOf(new TreeSet<>(List.of(chunks)));
        byte[] sealed = Sha256.of(ByteBuffer.allocate(8).putLong(of).array()).bytes();
        return SignedSnapshot.sign(key, new SignedSnapshot.Said(of, previous, needed, sealed))
                .orThrow();
    }
}
