package org.byway.protocol.identity;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * Ed25519 public keys as DIDs of the did:key method: {@code did:key:z} and, in base58btc, the Multicodec prefix 0xed
 * 0x01 and the key. One key has one text, always 56 characters that begin with {@code did:key:z6Mk}.
 */
public final class DidKey {
    private static final String PREFIX = "did:key:z";
    private static final byte[] ED25519_PUB = {(byte) 0xed, 0x01};

    private DidKey() {}

    public static String of(Bytes32 publicKey) {
        byte[] bytes = new byte[ED25519_PUB.length + Bytes32.SIZE];
        System.arraycopy(ED25519_PUB, 0, bytes, 0, ED25519_PUB.length);
        publicKey.write(bytes, ED25519_PUB.length);
        return PREFIX + Base58.encode(bytes);
    }

    /** The key that a DID names. Says nothing of whether the key is usable: the signature rule does that. */
    public static Checked<Bytes32> parse(String did) {
        if (!did.startsWith(PREFIX)) {
            return Refusal.of(Reason.BAD_KEY, "a key as a DID begins with " + PREFIX);
        }
        byte[] bytes = Base58.decode(did.substring(PREFIX.length()));
        if (bytes == null) {
            return Refusal.of(Reason.BAD_KEY, "what follows " + PREFIX + " is not base 58");
        }
        if (bytes.length < 2 || bytes[0] != ED25519_PUB[0] || bytes[1] != ED25519_PUB[1]) {
            return Refusal.of(Reason.BAD_KEY, "the DID names a key of another kind than Ed25519");
        }
        if (bytes.length != ED25519_PUB.length + Bytes32.SIZE) {
            return Refusal.of(Reason.BAD_KEY, "an Ed25519 key has 32 bytes");
        }
        return new Checked.Ok<>(Bytes32.of(bytes, ED25519_PUB.length));
    }
}
