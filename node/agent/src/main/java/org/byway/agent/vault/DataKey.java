package org.byway.agent.vault;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of AES-256-GCM (NIST SP 800-38D). What it seals begins with a fresh random nonce of 96 bits, so it is good for 2^32 frames;
 * a home makes fewer. Used by one thread at a time.
 */
public final class DataKey {
    public static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    /** What sealing adds. */
    static final int OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

    private static final String CIPHER = "AES/GCM/NoPadding";

    private final byte[] bytes;
    private final SecretKey key;
    private final Cipher cipher;

    private DataKey(byte[] bytes) {
        this.bytes = bytes;
        this.key = new SecretKeySpec(bytes, "AES");
        try {
            this.cipher = Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    /** Takes 32 bytes and copies them; throws IllegalArgumentException on another length. */
    public static DataKey of(byte[] bytes) {
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(KEY_BYTES + " bytes of key wanted, " + bytes.length + " given");
        }
        return new DataKey(bytes.clone());
    }

    static DataKey ofRandom(RandomGenerator random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return new DataKey(bytes);
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The nonce, the sealed bytes and the tag. What is sealed at one place opens at that place only. */
    public byte[] seal(byte[] place, byte[] plain, RandomGenerator random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = Arrays.copyOf(nonce, OVERHEAD_BYTES + plain.length);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
            cipher.updateAAD(place);
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing takes any bytes", e);
        }
    }

    /** What was sealed at that place; empty where it was sealed elsewhere or by another key, or was altered. */
    public Optional<byte[]> open(byte[] place, byte[] sealed) {
        return open(place, sealed, 0, sealed.length);
    }

    Optional<byte[]> open(byte[] place, byte[] from, int at, int length) {
        if (length < OVERHEAD_BYTES) {
            return Optional.empty();
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, from, at, NONCE_BYTES));
            cipher.updateAAD(place);
            return Optional.of(cipher.doFinal(from, at + NONCE_BYTES, length - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("opening takes any bytes", e);
        }
    }

    /** Nothing of it: a secret never reaches a log. */
    @Override
    public String toString() {
        return "DataKey";
    }
}
