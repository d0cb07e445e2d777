package org.byway.protocol.blind;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bouncycastle.util.BigIntegers;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** The steps of RFC 9474, section 4, of whoever wants a signature, and of whoever is shown one. */
public final class BlindSignature {
    private BlindSignature() {}

    /**
     * What goes to the signer, and what undoes the blinding of its answer.
     *
     * @param message blinded; as many bytes as the key
     * @param inverse to be kept secret; as many bytes as the key
     */
    public record Blinded(byte[] message, byte[] inverse) {}

    /** What is signed instead of the message: behind a prefix of chance, where the variant has one. */
    public static byte[] prepare(Variant variant, byte[] message, RandomGenerator chance) {
        byte[] prefix = bytes(variant.prefixBytes, chance);
        byte[] prepared = Arrays.copyOf(prefix, prefix.length + message.length);
        System.arraycopy(message, 0, prepared, prefix.length, message.length);
        return prepared;
    }

    /** Hides what was prepared; refused for a key of which a part was found by that. */
    public static Checked<Blinded> blind(Variant variant, RsaPublicKey key, byte[] prepared, RandomGenerator chance) {
        byte[] salt = bytes(variant.saltBytes, chance);
        BigInteger factor = below(key.modulus(), chance);
        return blind(key, prepared, salt, factor);
    }

    static Checked<Blinded> blind(RsaPublicKey key, byte[] prepared, byte[] salt, BigInteger factor) {
        BigInteger number = Pss.encode(prepared, salt, key.modulus().bitLength() - 1);
        BigInteger both = number.multiply(factor);
        if (!both.gcd(key.modulus()).equals(BigInteger.ONE)) {
            return Refusal.of(Reason.BAD_KEY, "this is no key: it has a factor that can be guessed");
        }
        BigInteger blinded = number.multiply(key.power(factor)).mod(key.modulus());
        BigInteger inverse = factor.modInverse(key.modulus());
        return new Checked.Ok<>(new Blinded(key.bytes(blinded), key.bytes(inverse)));
    }

    /** The signature, of what the signer answered; refused where that is none. */
    public static Checked<byte[]> finish(
            Variant variant, RsaPublicKey key, byte[] prepared, byte[] answered, byte[] inverse) {
        BigInteger signed = key.number(answered);
        if (signed == null) {
            return Refusal.of(Reason.BAD_LENGTH, "a blind signature is a number below the key's");
        }
        byte[] signature = key.bytes(signed.multiply(new BigInteger(1, inverse)).mod(key.modulus()));
        return verify(variant, key, prepared, signature)
                ? new Checked.Ok<>(signature)
                : Refusal.of(Reason.BAD_SEAL, "the blind signature does not hold");
    }

    /** Whether this is a signature of what was prepared. */
    public static boolean verify(Variant variant, RsaPublicKey key, byte[] prepared, byte[] signature) {
        BigInteger number = key.number(signature);
        return number != null
                && Pss.matches(
                        key.power(number),
                        prepared,
                        variant.saltBytes,
                        key.modulus().bitLength() - 1);
    }

    /** Spread alike over 1 to the modulus, without it. */
    static BigInteger below(BigInteger modulus, RandomGenerator chance) {
        byte[] bytes = new byte[BigIntegers.getUnsignedByteLength(modulus)];
        BigInteger number;
        do {
            chance.nextBytes(bytes);
            number = new BigInteger(1, bytes);
        } while (number.signum() == 0 || number.compareTo(modulus) >= 0);
        return number;
    }

    private static byte[] bytes(int size, RandomGenerator chance) {
        byte[] bytes = new byte[size];
        chance.nextBytes(bytes);
        return bytes;
    }
}
