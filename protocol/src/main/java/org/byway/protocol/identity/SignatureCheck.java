package org.byway.protocol.identity;

import org.byway.protocol.record.Bytes32;

/**
 * Checks Ed25519 signatures by Byway's signature rule (see the package).
 *
 * <p>Every implementation gives the same verdict for the same bytes, so that nodes built on different libraries agree
 * on which records are valid. An instance may remember keys and is used by one thread at a time.
 */
public interface SignatureCheck {
    int SIGNATURE_BYTES = 64;

    /**
     * Whether the key signed these bytes of the message. False for anything malformed; never throws for what is in the
     * bytes.
     */
    boolean verify(Bytes32 key, byte[] message, int offset, int length, byte[] signature);

    default boolean verify(Bytes32 key, byte[] message, byte[] signature) {
        return verify(key, message, 0, message.length, signature);
    }
}
