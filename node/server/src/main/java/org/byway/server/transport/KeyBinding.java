package org.byway.server.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.byway.protocol.record.Bytes32;

/**
 * The certificate extension that binds a connection's P-256 key to a node's Ed25519 key.
 *
 * @param nodeKey who says so
 * @param signature by the node key over {@link #signed}
 */
record KeyBinding(Bytes32 nodeKey, byte[] signature) {
    /** From the arc that anybody may use with a UUID of their own, cut into numbers that fit 24 bits. */
    static final String OID = "1.2.840.113556.1.8000.2554.4583.20692.64014.18085.48347.12899488.3708356.1";

    /** DER of a SubjectPublicKeyInfo of P-256 up to the point: id-ecPublicKey, prime256v1, 66 bytes that begin with 4. */
    private static final byte[] P256 =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    static final int PUBLIC_KEY_BYTES = 91;
    private static final byte[] TAG = "byway/v1/tls\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNATURE_BYTES = 64;
    private static final int VALUE_BYTES = 2 + 2 + Bytes32.SIZE + 2 + SIGNATURE_BYTES;

    /** What the node key signs: the domain tag, then the SubjectPublicKeyInfo of the certificate's key in DER. */
    static byte[] signed(byte[] publicKey) {
        byte[] text = Arrays.copyOf(TAG, TAG.length + publicKey.length);
        System.arraycopy(publicKey, 0, text, TAG.length, publicKey.length);
        return text;
    }

    /** Whether this is P-256 with an uncompressed point, encoded in the one way that is taken. */
    static boolean isP256(byte[] publicKey) {
        return publicKey.length == PUBLIC_KEY_BYTES && Arrays.equals(publicKey, 0, P256.length, P256, 0, P256.length);
    }

    /** DER: SEQUENCE { OCTET STRING nodeKey (32 bytes), OCTET STRING signature (64 bytes) }; always of the same length. */
    byte[] value() {
        byte[] value = new byte[VALUE_BYTES];
        byte[] shape = shape();
        System.arraycopy(shape, 0, value, 0, 4);
        nodeKey.write(value, 4);
        System.arraycopy(shape, 4, value, 36, 2);
        System.arraycopy(signature, 0, value, 38, SIGNATURE_BYTES);
        return value;
    }

    private static byte[] shape() {
        return new byte[] {0x30, VALUE_BYTES - 2, 0x04, Bytes32.SIZE, 0x04, SIGNATURE_BYTES};
    }

    /** Reads what {@link #value} writes; null for anything else. */
    static KeyBinding parse(byte[] value) {
        byte[] shape = shape();
        boolean fits = value.length == VALUE_BYTES
                && Arrays.equals(value, 0, 4, shape, 0, 4)
                && Arrays.equals(value, 36, 38, shape, 4, 6);
        return fits ? new KeyBinding(Bytes32.of(value, 4), Arrays.copyOfRange(value, 38, VALUE_BYTES)) : null;
    }
}
