package org.byway.protocol.identity;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.byway.protocol.record.Bytes32;

/**
 * An Ed25519 key pair of RFC 8032. Its 32 secret bytes come from outside: this package makes no randomness.
 *
 * <p>Signing is deterministic: one key and one message have one signature. Safe for several threads.
 */
public final class SigningKey {
    public static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;

    private final byte[] seed;
    private final byte[] encodedPublicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    private final Bytes32 publicKey;

    private SigningKey(byte[] seed) {
        this.seed = seed;
        Ed25519.generatePublicKey(seed, 0, encodedPublicKey, 0);
        this.publicKey = Bytes32.of(encodedPublicKey);
    }

    /**
     * Takes 32 bytes from a cryptographic source and copies them; throws IllegalArgumentException on another length.
     */
    public static SigningKey ofSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException(SEED_BYTES + " bytes of seed wanted, " + seed.length + " given");
        }
        return new SigningKey(seed.clone());
    }

    public Bytes32 publicKey() {
        return publicKey;
    }

    /** The 64 bytes of the signature over the message. */
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[SignatureCheck.SIGNATURE_BYTES];
        Ed25519.sign(seed, 0, encodedPublicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** The public half only: a secret never reaches a log. */
    @Override
    public String toString() {
        return "SigningKey[" + publicKey + "]";
    }
}
