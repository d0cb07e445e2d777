package org.byway.protocol.identity;

import static org.byway.protocol.identity.ReferenceEd25519.BASE;
import static org.byway.protocol.identity.ReferenceEd25519.ORDER;
import static org.byway.protocol.identity.ReferenceEd25519.P;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.byway.protocol.identity.ReferenceEd25519.Point;
import org.byway.protocol.record.Bytes32;

/**
 * Signatures that some library somewhere takes: the ideas of "Taming the many EdDSAs" (section 5), made anew from a
 * seed. Each satisfies the equation with or without the cofactor, or nearly, and breaks another part of the rule.
 */
final class HostileSignatures {
    record Case(String name, Bytes32 key, byte[] message, byte[] signature) {}

    /** All points of order 1, 2, 4 and 8. */
    static final List<Point> SMALL_ORDER = smallOrder();

    private final Random random;
    private final List<Case> cases = new ArrayList<>();

    private HostileSignatures(long seed) {
        this.random = new Random(seed);
    }

    static List<Case> of(long seed) {
        HostileSignatures made = new HostileSignatures(seed);
        made.honest();
        made.torsion();
        made.smallOrderEncodings();
        made.secondScalars();
        return made.cases;
    }

    private static List<Point> smallOrder() {
        BigInteger y = BigInteger.TWO;
        Point eighth;
        do {
            y = y.add(BigInteger.ONE);
            Point any = ReferenceEd25519.decode(ReferenceEd25519.encode(y, false), 0);
            eighth = any == null ? ReferenceEd25519.IDENTITY : any.times(ORDER);
        } while (eighth.times(BigInteger.valueOf(4)).equals(ReferenceEd25519.IDENTITY));
        List<Point> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(eighth.times(BigInteger.valueOf(i)));
        }
        return all;
    }

    private BigInteger scalar() {
        return new BigInteger(251, random).add(BigInteger.ONE);
    }

    private byte[] message() {
        byte[] message = new byte[random.nextInt(64)];
        random.nextBytes(message);
        return message;
    }

    private void honest() {
        for (int length : new int[] {0, 1, 63, 64, 65, 127, 128, 200}) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            sign("honest", ReferenceEd25519.IDENTITY, ReferenceEd25519.IDENTITY, message);
        }
    }

    /**
     * A, R or both with a part of small order added: what a check with the cofactor takes, and one without takes at
     * times.
     */
    private void torsion() {
        for (int i = 1; i < SMALL_ORDER.size(); i++) {
            sign("key with a part of small order", SMALL_ORDER.get(i), ReferenceEd25519.IDENTITY, message());
            sign("R with a part of small order", ReferenceEd25519.IDENTITY, SMALL_ORDER.get(i), message());
            sign("key and R with parts of small order", SMALL_ORDER.get(i), SMALL_ORDER.get(8 - i), message());
            passing("key and R with parts of small order that cancel", SMALL_ORDER.get(i));
        }
    }

    /** S is right for the prime-order parts of A = aB + keyPart and R = rB + rPart. */
    private void sign(String name, Point keyPart, Point rPart, byte[] message) {
        BigInteger a = scalar();
        BigInteger r = scalar();
        byte[] key = BASE.times(a).plus(keyPart).encoded();
        byte[] encodedR = BASE.times(r).plus(rPart).encoded();
        BigInteger h = ReferenceEd25519.challenge(encodedR, key, message);
        add(name, key, message, encodedR, r.add(h.multiply(a)).mod(ORDER));
    }

    /** Tries messages until the equation holds without the cofactor too: rPart = -h keyPart. */
    private void passing(String name, Point keyPart) {
        BigInteger a = scalar();
        BigInteger r = scalar();
        byte[] key = BASE.times(a).plus(keyPart).encoded();
        byte[] encodedR = BASE.times(r).plus(keyPart.negated()).encoded();
        byte[] message = new byte[8];
        BigInteger h;
        do {
            random.nextBytes(message);
            h = ReferenceEd25519.challenge(encodedR, key, message);
        } while (h.intValue() % 8 != 1);
        add(name, key, message, encodedR, r.add(h.multiply(a)).mod(ORDER));
    }

    /** Small-order points in all their encodings, y + p and the sign of zero included, as A and as R. */
    private void smallOrderEncodings() {
        for (Point small : SMALL_ORDER) {
            for (byte[] encoding : encodings(small)) {
                byte[] message = message();
                add("S of zero, key and R of small order", encoding, message, encoding, BigInteger.ZERO);
                BigInteger r = scalar();
                add("key of small order", encoding, message, BASE.times(r).encoded(), r);
                BigInteger a = scalar();
                byte[] key = BASE.times(a).encoded();
                BigInteger h = ReferenceEd25519.challenge(encoding, key, message);
                add("R of small order", key, message, encoding, h.multiply(a).mod(ORDER));
            }
        }
    }

    private static List<byte[]> encodings(Point point) {
        List<byte[]> all = new ArrayList<>();
        List<BigInteger> ys = point.y().compareTo(BigInteger.valueOf(19)) < 0
                ? List.of(point.y(), point.y().add(P))
                : List.of(point.y());
        for (BigInteger y : ys) {
            all.add(ReferenceEd25519.encode(y, point.x().testBit(0)));
            if (point.x().signum() == 0) {
                all.add(ReferenceEd25519.encode(y, true));
            }
        }
        return all;
    }

    /** S plus multiples of the order, as far as 32 bytes hold them. */
    private void secondScalars() {
        SigningKey signer = SigningKey.ofSeed(ReferenceEd25519.littleEndian(scalar(), 32));
        byte[] message = message();
        byte[] signature = signer.sign(message);
        BigInteger s = ReferenceEd25519.number(signature, 32, 32);
        byte[] r = Arrays.copyOf(signature, 32);
        byte[] key = signer.publicKey().bytes();
        for (int i = 0; i < 16; i++) {
            BigInteger larger = s.add(ORDER.multiply(BigInteger.valueOf(i)));
            if (larger.bitLength() <= 256) {
                add("S plus " + i + " times the order", key, message, r, larger);
            }
        }
        for (BigInteger edge : List.of(
                BigInteger.ZERO,
                ORDER,
                ORDER.subtract(BigInteger.ONE),
                BigInteger.TWO.pow(256).subtract(BigInteger.ONE))) {
            add("S at an edge", key, message, r, edge);
        }
    }

    private void add(String name, byte[] key, byte[] message, byte[] r, BigInteger s) {
        byte[] signature = Arrays.copyOf(r, SignatureCheck.SIGNATURE_BYTES);
        System.arraycopy(ReferenceEd25519.littleEndian(s, 32), 0, signature, 32, 32);
        cases.add(new Case(name, Bytes32.of(key), message.clone(), signature));
    }
}
