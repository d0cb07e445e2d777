package org.byway.protocol.identity;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.byway.protocol.record.Bytes32;

/** The parts of the signature rule that are the same whichever library computes the equation. */
public final class SignatureRule {
    /**
     * The order of the prime-order group, 2^252 + 27742317777372353535851937790883648493, as unsigned longs, lowest
     * first.
     */
    private static final long[] ORDER = {0x5812631a5cf5d3edL, 0x14def9dea2f79cd6L, 0, 0x1000000000000000L};

    private SignatureRule() {}

    /**
     * The key's point, or null where the key is not to be used: not the one encoding of its point, not on the curve,
     * outside the prime-order group, or the identity. Costs about as much as checking a signature: remember the
     * answer.
     */
    static Ed25519.PublicPoint point(Bytes32 key) {
        return Ed25519.validatePublicKeyFullExport(key.bytes(), 0);
    }

    /** Whether a key may sign at all. */
    public static boolean admitsKey(Bytes32 key) {
        return point(key) != null;
    }

    /** Whether 64 bytes can be a signature before any arithmetic: S is below the order and R is not the identity. */
    public static boolean admitsSignature(byte[] signature) {
        return signature.length == SignatureCheck.SIGNATURE_BYTES && isBelowOrder(signature) && !isIdentity(signature);
    }

    private static boolean isBelowOrder(byte[] signature) {
        for (int i = ORDER.length - 1; i >= 0; i--) {
            int order = Long.compareUnsigned(littleEndian(signature, 32 + 8 * i), ORDER[i]);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    /** The identity is (0, 1): its y is one and its sign bit is clear. Its other encodings fail as not canonical. */
    private static boolean isIdentity(byte[] signature) {
        return littleEndian(signature, 0) == 1
                && (littleEndian(signature, 8) | littleEndian(signature, 16) | littleEndian(signature, 24)) == 0;
    }

    private static long littleEndian(byte[] from, int offset) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | from[offset + i] & 0xff;
        }
        return value;
    }
}
