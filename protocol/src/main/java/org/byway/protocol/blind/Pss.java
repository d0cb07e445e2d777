package org.byway.protocol.blind;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.util.BigIntegers;

/** EMSA-PSS of RFC 8017, section 9.1, with SHA-384 for both the hash and the mask (MGF1). */
final class Pss {
    private static final int HASH_BYTES = 48;
    private static final byte[] ZEROS = new byte[8];
    private static final byte TRAILER = (byte) 0xbc;

    private Pss() {}

    /** The number that is signed, below 2^bits. */
    static BigInteger encode(byte[] message, byte[] salt, int bits) {
        int size = (bits + 7) / 8;
        byte[] hash = hash(ZEROS, hash(message), salt);
        byte[] data = new byte[size - HASH_BYTES - 1];
        data[data.length - salt.length - 1] = 1;
        System.arraycopy(salt, 0, data, data.length - salt.length, salt.length);
        mask(data, hash, 8 * size - bits);
        byte[] encoded = Arrays.copyOf(data, size);
        System.arraycopy(hash, 0, encoded, data.length, HASH_BYTES);
        encoded[size - 1] = TRAILER;
        return new BigInteger(1, encoded);
    }

    /** Whether the number is what encoding the message makes, with some salt of that length. */
    static boolean matches(BigInteger number, byte[] message, int saltBytes, int bits) {
        if (number.bitLength() > bits) {
            return false;
        }
        int size = (bits + 7) / 8;
        byte[] encoded = BigIntegers.asUnsignedByteArray(size, number);
        byte[] data = Arrays.copyOf(encoded, size - HASH_BYTES - 1);
        byte[] hash = Arrays.copyOfRange(encoded, data.length, size - 1);
        mask(data, hash, 8 * size - bits);
        byte[] salt = Arrays.copyOfRange(data, data.length - saltBytes, data.length);
        // The encoding is the only one for this message and salt: what differs from it anywhere is none.
        return encode(message, salt, bits).equals(number);
    }

    /** Masks the data with MGF1 of the hash, and clears the bits on the left for which there is no room. */
    private static void mask(byte[] data, byte[] hash, int unusedBits) {
        for (int from = 0, counter = 0; from < data.length; from += HASH_BYTES, counter++) {
            byte[] number = {(byte) (counter >> 24), (byte) (counter >> 16), (byte) (counter >> 8), (byte) counter};
            byte[] mask = hash(hash, number);
            for (int i = 0; i < HASH_BYTES && from + i < data.length; i++) {
                data[from + i] ^= mask[i];
            }
        }
        data[0] &= (byte) (0xff >> unusedBits);
    }

    private static byte[] hash(byte[]... parts) {
        SHA384Digest digest = new SHA384Digest();
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] out = new byte[HASH_BYTES];
        digest.doFinal(out, 0);
        return out;
    }
}
