package org.byway.protocol.blind;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/** What SHAKE256 (FIPS 202) makes of a secret seed: the same for ever, and chance to everybody else. */
public final class SeededChance implements RandomGenerator {
    private static final int STRENGTH_BITS = 256;

    private final SHAKEDigest stream = new SHAKEDigest(STRENGTH_BITS);

    public SeededChance(byte[] seed) {
        stream.update(seed, 0, seed.length);
    }

    @Override
    public long nextLong() {
        byte[] bytes = new byte[Long.BYTES];
        nextBytes(bytes);
        return ByteBuffer.wrap(bytes).getLong();
    }

    @Override
    public void nextBytes(byte[] bytes) {
        stream.doOutput(bytes, 0, bytes.length);
    }
}
