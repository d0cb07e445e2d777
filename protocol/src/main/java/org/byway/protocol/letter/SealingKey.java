package org.byway.protocol.letter;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.byway.protocol.record.Bytes32;

/** An X25519 key pair, for which letters are sealed. Its secret comes from outside: this package makes no randomness. */
public final class SealingKey {
    public static final int SEED_BYTES = 32;
    public static final int KEY_BYTES = X25519.SCALAR_SIZE;

    private final byte[] privateKey;
    private final Bytes32 publicKey;

    private SealingKey(byte[] privateKey) {
        this.privateKey = privateKey;
        byte[] point = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(privateKey, 0, point, 0);
        this.publicKey = Bytes32.of(point);
    }

    /** DeriveKeyPair of RFC 9180, section 7.1.3: from at least 32 bytes of chance, which it leaves as they are. */
    public static SealingKey ofSeed(byte[] seed) {
        if (seed.length < SEED_BYTES) {
            throw new IllegalArgumentException(SEED_BYTES + " bytes of seed wanted, " + seed.length + " given");
        }
        byte[] key = Hkdf.KEM.extract("dkp_prk", seed);
        byte[] secret = Hkdf.KEM.expand(key, "sk", new byte[0], KEY_BYTES);
        Bytes.wipe(key);
        return new SealingKey(secret);
    }

    /** Takes the 32 bytes of a private key and copies them; throws IllegalArgumentException on another length. */
    public static SealingKey ofPrivateKey(byte[] privateKey) {
        if (privateKey.length != KEY_BYTES) {
            throw new IllegalArgumentException(KEY_BYTES + " bytes of key wanted, " + privateKey.length + " given");
        }
        return new SealingKey(privateKey.clone());
    }

    public Bytes32 publicKey() {
        return publicKey;
    }

    /** The secret shared with the other key's owner, or null where that is a point of small order. */
    byte[] agree(Bytes32 other) {
        byte[] shared = new byte[X25519.POINT_SIZE];
        return X25519.calculateAgreement(privateKey, 0, other.bytes(), 0, shared, 0) ? shared : null;
    }

    /** Forgets it: nothing can be opened with it afterwards. */
    public void wipe() {
        Arrays.fill(privateKey, (byte) 0);
    }

    /** The public half only: a secret never reaches a log. */
    @Override
    public String toString() {
        return "SealingKey[" + publicKey + "]";
    }
}
