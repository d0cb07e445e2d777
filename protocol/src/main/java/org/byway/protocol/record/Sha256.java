package org.byway.protocol.record;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 and the two hashes of RFC 6962, section 2.1. Not safe for use by several threads at once. */
public final class Sha256 {
    private static final byte LEAF = 0;
    public static final byte NODE = 1;

    private final MessageDigest digest;
    private final byte[] out = new byte[Bytes32.SIZE];

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    public static Bytes32 of(byte[]... parts) {
        Sha256 sha = new Sha256();
        for (byte[] part : parts) {
            sha.digest.update(part);
        }
        return sha.finish();
    }

    public Bytes32 hash(byte[] bytes) {
        digest.update(bytes, 0, bytes.length);
        return finish();
    }

    /** Takes in the next part of what {@link #finish} is the hash of. */
    public void take(byte[] part, int offset, int length) {
        digest.update(part, offset, length);
    }

    /** Hash of a leaf, SHA-256(0x00 || id), written to the place given. */
    public void leaf(Bytes32 id, byte[] to, int offset) {
        id.write(out, 0);
        digest.update(LEAF);
        digest.update(out, 0, Bytes32.SIZE);
        finish(to, offset);
    }

    /** Hash of an inner node, which stands as 0x01 || left || right at the offset. */
    public void node(byte[] from, int fromOffset, byte[] to, int offset) {
        digest.update(from, fromOffset, 1 + 2 * Bytes32.SIZE);
        finish(to, offset);
    }

    /** Of all that was taken in since the last one. */
    public Bytes32 finish() {
        finish(out, 0);
        return Bytes32.of(out, 0);
    }

    private void finish(byte[] to, int offset) {
        try {
            digest.digest(to, offset, Bytes32.SIZE);
        } catch (DigestException e) {
            throw new AssertionError("SHA-256 has 32 bytes", e);
        }
    }
}
