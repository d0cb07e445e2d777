package org.byway.protocol.blind;

import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Signs what it cannot see. */
public final class RsaSigningKey {
    /** Of keys that are made here. */
    public static final int BITS = 2_048;

    private static final int PRIME_BITS = BITS / 2;
    /** Two primes differ in their first bits, so that none is found from the modulus' root. */
    private static final int APART_BITS = PRIME_BITS - 100;

    private static final int CERTAINTY = 128;
    /** The product of the odd primes below 1,000: most that are no primes share a factor with it. */
    private static final BigInteger SMALL_PRIMES = smallPrimes();

    private final RsaPublicKey publicKey;
    private final BigInteger p;
    private final BigInteger q;
    private final BigInteger dp;
    private final BigInteger dq;
    private final BigInteger inverse;

    private RsaSigningKey(BigInteger p, BigInteger q, BigInteger exponent) {
        BigInteger one = BigInteger.ONE;
        this.publicKey = RsaPublicKey.of(p.multiply(q), exponent).orThrow();
        this.p = p;
        this.q = q;
        this.dp = exponent.modInverse(p.subtract(one));
        this.dq = exponent.modInverse(q.subtract(one));
        this.inverse = q.modInverse(p);
    }

    /** Of two primes. */
    static RsaSigningKey of(BigInteger p, BigInteger q, BigInteger exponent) {
        return new RsaSigningKey(p, q, exponent);
    }

    /** A new key, as FIPS 186-5 makes it in A.1.3; the same chance makes the same one. */
    public static RsaSigningKey generate(RandomGenerator chance) {
        BigInteger p = prime(chance);
        BigInteger q;
        do {
            q = prime(chance);
        } while (p.subtract(q).abs().bitLength() <= APART_BITS);
        return new RsaSigningKey(p, q, RsaPublicKey.EXPONENT);
    }

    /** A prime whose two first bits are set, so that two of them make a modulus of full length. */
    private static BigInteger prime(RandomGenerator chance) {
        byte[] bytes = new byte[PRIME_BITS / 8];
        while (true) {
            chance.nextBytes(bytes);
            bytes[0] |= (byte) 0xc0;
            bytes[bytes.length - 1] |= 1;
            BigInteger number = new BigInteger(1, bytes);
            if (number.gcd(SMALL_PRIMES).equals(BigInteger.ONE)
                    && number.subtract(BigInteger.ONE)
                            .gcd(RsaPublicKey.EXPONENT)
                            .equals(BigInteger.ONE)
                    && number.isProbablePrime(CERTAINTY)) {
                return number;
            }
        }
    }

    private static BigInteger smallPrimes() {
        BigInteger product = BigInteger.ONE;
        for (int number = 3; number < 1_000; number += 2) {
            BigInteger each = BigInteger.valueOf(number);
            product = product.gcd(each).equals(BigInteger.ONE) ? product.multiply(each) : product;
        }
        return product;
    }

    public RsaPublicKey publicKey() {
        return publicKey;
    }

    /** Signs what somebody has blinded; refused where it is no number below the modulus. The chance hides how long it takes. */
    public Checked<byte[]> sign(byte[] blinded, RandomGenerator chance) {
        BigInteger number = publicKey.number(blinded);
        if (number == null) {
            return Refusal.of(Reason.BAD_LENGTH, "what is to be signed is a number below the key's");
        }
        BigInteger modulus = publicKey.modulus();
        BigInteger factor = BlindSignature.below(modulus, chance);
        BigInteger signed = power(number.multiply(publicKey.power(factor)).mod(modulus));
        BigInteger signature = signed.multiply(factor.modInverse(modulus)).mod(modulus);
        if (!publicKey.power(signature).equals(number)) {
            throw new IllegalStateException("a signature does not hold: it would tell the key");
        }
        return new Checked.Ok<>(publicKey.bytes(signature));
    }

    /** The secret power, by the Chinese remainder theorem (RFC 8017, 5.1.2). */
    private BigInteger power(BigInteger number) {
        BigInteger left = number.mod(p).modPow(dp, p);
        BigInteger right = number.mod(q).modPow(dq, q);
        return left.subtract(right).multiply(inverse).mod(p).multiply(q).add(right);
    }

    /** The public half only: a secret never reaches a log. */
    @Override
    public String toString() {
        return "RsaSigningKey[" + publicKey.sizeBytes() + " bytes]";
    }
}
