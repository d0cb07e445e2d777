package org.byway.protocol.identity;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.byway.protocol.record.Bytes32;

/**
 * The signature rule written out in big integers from RFC 8032: slow, not for secrets, and the oracle of the tests. It
 * also makes what no honest signer makes: points outside the prime-order group and second encodings.
 */
public final class ReferenceEd25519 implements SignatureCheck {
    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger ROOT_OF_MINUS_ONE =
            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);

    static final Point IDENTITY = new Point(BigInteger.ZERO, BigInteger.ONE);
    static final Point BASE = decode(
            BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P), 0);

    record Point(BigInteger x, BigInteger y) {
        Point plus(Point other) {
            return Fraction.of(this).plus(Fraction.of(other)).point();
        }

        Point times(BigInteger factor) {
            Fraction self = Fraction.of(this);
            Fraction sum = Fraction.of(IDENTITY);
            for (int i = factor.bitLength() - 1; i >= 0; i--) {
                sum = sum.plus(sum);
                if (factor.testBit(i)) {
                    sum = sum.plus(self);
                }
            }
            return sum.point();
        }

        Point negated() {
            return new Point(x.negate().mod(P), y);
        }

        byte[] encoded() {
            return encode(y, x.testBit(0));
        }

        boolean isInPrimeOrderGroup() {
            return times(ORDER).equals(IDENTITY);
        }
    }

    /** The point (x / z, y / z), which adds without dividing: RFC 8032, section 5.1.4, without its t. */
    private record Fraction(BigInteger x, BigInteger y, BigInteger z) {
        static Fraction of(Point point) {
            return new Fraction(point.x, point.y, BigInteger.ONE);
        }

        Fraction plus(Fraction other) {
            BigInteger a = z.multiply(other.z).mod(P);
            BigInteger b = a.multiply(a).mod(P);
            BigInteger c = x.multiply(other.x).mod(P);
            BigInteger d = y.multiply(other.y).mod(P);
            BigInteger e = D.multiply(c).mod(P).multiply(d).mod(P);
            BigInteger f = b.subtract(e);
            BigInteger g = b.add(e);
            BigInteger cross =
                    x.add(y).multiply(other.x.add(other.y)).subtract(c).subtract(d);
            return new Fraction(
                    a.multiply(f).mod(P).multiply(cross).mod(P),
                    a.multiply(g).mod(P).multiply(c.add(d)).mod(P),
                    f.multiply(g).mod(P));
        }

        Point point() {
            BigInteger inverse = z.modInverse(P);
            return new Point(x.multiply(inverse).mod(P), y.multiply(inverse).mod(P));
        }
    }

    /** The 32 bytes of a y and a sign, which need not be canonical: y may be as large as 2^255 - 1. */
    static byte[] encode(BigInteger y, boolean sign) {
        byte[] bytes = littleEndian(y, 32);
        bytes[31] |= (byte) (sign ? 0x80 : 0);
        return bytes;
    }

    static byte[] littleEndian(BigInteger value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    static BigInteger number(byte[] bytes, int offset, int length) {
        byte[] bigEndian = new byte[length];
        for (int i = 0; i < length; i++) {
            bigEndian[length - 1 - i] = bytes[offset + i];
        }
        return new BigInteger(1, bigEndian);
    }

    /** The point of a canonical encoding, or null. */
    static Point decode(byte[] bytes, int offset) {
        BigInteger number = number(bytes, offset, 32);
        BigInteger y = number.clearBit(255);
        int sign = number.testBit(255) ? 1 : 0;
        return y.compareTo(P) >= 0 ? null : decode(y, sign);
    }

    private static Point decode(BigInteger y, int sign) {
        BigInteger square = y.multiply(y).mod(P);
        BigInteger u = square.subtract(BigInteger.ONE);
        BigInteger v = D.multiply(square).add(BigInteger.ONE);
        BigInteger xx = u.multiply(v.modInverse(P)).mod(P);
        BigInteger x = xx.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(xx)) {
            x = x.multiply(ROOT_OF_MINUS_ONE).mod(P);
        }
        if (!x.multiply(x).mod(P).equals(xx) || x.signum() == 0 && sign == 1) {
            return null;
        }
        return new Point(x.testBit(0) == (sign == 1) ? x : P.subtract(x), y);
    }

    /** SHA-512(R || A || message) as a number below the order. */
    static BigInteger challenge(byte[] r, byte[] key, byte[] message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(r);
            digest.update(key);
            return number(digest.digest(message), 0, 64).mod(ORDER);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean verify(Bytes32 key, byte[] message, int offset, int length, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        Point a = decode(key.bytes(), 0);
        Point r = decode(signature, 0);
        BigInteger s = number(signature, 32, 32);
        if (a == null || r == null || s.compareTo(ORDER) >= 0) {
            return false;
        }
        if (a.equals(IDENTITY) || r.equals(IDENTITY) || !a.isInPrimeOrderGroup() || !r.isInPrimeOrderGroup()) {
            return false;
        }
        byte[] signed = Arrays.copyOfRange(message, offset, offset + length);
        BigInteger h = challenge(Arrays.copyOf(signature, 32), key.bytes(), signed);
        return BASE.times(s).equals(r.plus(a.times(h)));
    }
}
