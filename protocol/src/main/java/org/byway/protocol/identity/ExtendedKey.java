package org.byway.protocol.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * A private key from which others come by number: SLIP-0010 for Ed25519, where every step is hardened, so that no key
 * tells anything of its parent or of the others.
 */
public final class ExtendedKey {
    public static final int KEY_BYTES = 32;
    public static final int MIN_SEED_BYTES = 16;
    public static final int MAX_SEED_BYTES = 64;
    public static final int MAX_DEPTH = 32;

    private static final byte[] CURVE = "ed25519 seed".getBytes(StandardCharsets.US_ASCII);
    private static final int HARDENED = 1 << 31;

    private final byte[] privateKey;
    private final byte[] chainCode;

    /** Takes the two halves of a mac, and wipes it. */
    private ExtendedKey(byte[] mac) {
        this.privateKey = Arrays.copyOf(mac, KEY_BYTES);
        this.chainCode = Arrays.copyOfRange(mac, KEY_BYTES, 2 * KEY_BYTES);
        Arrays.fill(mac, (byte) 0);
    }

    /** The key at a path such as {@code m/0'/2147483647'}; steps may end in ', h or H. */
    public static Checked<ExtendedKey> derive(byte[] seed, String path) {
        if (seed.length < MIN_SEED_BYTES || seed.length > MAX_SEED_BYTES) {
            return Refusal.of(Reason.BAD_LENGTH, "a seed has 16 to 64 bytes");
        }
        String[] steps = path.split("/", MAX_DEPTH + 2);
        if (!steps[0].equals("m") || steps.length > MAX_DEPTH + 1) {
            return Refusal.of(Reason.MALFORMED, "a path begins with m and has at most " + MAX_DEPTH + " steps");
        }
        ExtendedKey key = master(seed);
        for (int i = 1; i < steps.length; i++) {
            int index = index(steps[i]);
            if (index < 0) {
                key.wipe();
                return Refusal.of(
                        Reason.MALFORMED, "a step is a number below 2^31 and ', since Ed25519 has hardened keys only");
            }
            ExtendedKey child = key.child(index);
            key.wipe();
            key = child;
        }
        return new Checked.Ok<>(key);
    }

    /** The first key of a seed of 16 to 64 bytes. */
    public static ExtendedKey master(byte[] seed) {
        return new ExtendedKey(mac(CURVE, seed));
    }

    /** The hardened child of that number, from 0 to 2^31 - 1. */
    public ExtendedKey child(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("a child's number is from 0 to 2^31 - 1");
        }
        byte[] said = ByteBuffer.allocate(1 + KEY_BYTES + Integer.BYTES)
                .put((byte) 0)
                .put(privateKey)
                .putInt(index | HARDENED)
                .array();
        ExtendedKey child = new ExtendedKey(mac(chainCode, said));
        Arrays.fill(said, (byte) 0);
        return child;
    }

    /** A copy, to be wiped by who asked for it. */
    public byte[] privateKey() {
        return privateKey.clone();
    }

    public byte[] chainCode() {
        return chainCode.clone();
    }

    public SigningKey signingKey() {
        return SigningKey.ofSeed(privateKey);
    }

    /** Forgets it: what is derived of it afterwards means nothing. */
    public void wipe() {
        Arrays.fill(privateKey, (byte) 0);
        Arrays.fill(chainCode, (byte) 0);
    }

    /** Nothing of it: a secret never reaches a log. */
    @Override
    public String toString() {
        return "ExtendedKey";
    }

    /** A number from 0 to 2^31 - 1 in its one way of writing, or -1. */
    private static int index(String step) {
        if (step.length() < 2 || step.length() > 11 || "'hH".indexOf(step.charAt(step.length() - 1)) < 0) {
            return -1;
        }
        String digits = step.substring(0, step.length() - 1);
        if (!digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return -1;
        }
        long number = Long.parseLong(digits);
        return number <= Integer.MAX_VALUE ? (int) number : -1;
    }

    private static byte[] mac(byte[] key, byte[] message) {
        HMac mac = new HMac(new SHA512Digest());
        mac.init(new KeyParameter(key));
        mac.update(message, 0, message.length);
        byte[] result = new byte[mac.getMacSize()];
        mac.doFinal(result, 0);
        return result;
    }
}
