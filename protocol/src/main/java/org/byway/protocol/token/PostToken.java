package org.byway.protocol.token;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.byway.protocol.blind.BlindSignature;
import org.byway.protocol.blind.RsaPublicKey;
import org.byway.protocol.blind.Variant;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;

/**
 * A Token of RFC 9578, type 2: 354 bytes.
 *
 * @param nonce drawn by whoever shows it, and seen by nobody before: by this it is known when it was spent
 * @param challenge digest of the {@link Challenge}
 * @param key digest of the issuer's key as SubjectPublicKeyInfo
 */
public record PostToken(Bytes32 nonce, Bytes32 challenge, Bytes32 key, byte[] authenticator) {
    public static final int TYPE = 2;
    /** Of the issuer's key: it has 2,048 bits. */
    public static final int KEY_BYTES = 256;

    /** Of what is signed, and of a whole token. */
    public static final int INPUT_BYTES = Short.BYTES + 3 * Bytes32.SIZE;

    public static final int BYTES = INPUT_BYTES + KEY_BYTES;

    static final Variant VARIANT = Variant.DETERMINISTIC;

    /** Reads a token, of whose authenticator nothing is said yet. */
    public static Checked<PostToken> read(byte[] bytes) {
        if (bytes.length != BYTES || ByteBuffer.wrap(bytes).getShort() != TYPE) {
            return Refusal.of(Reason.BAD_TOKEN, "a token of type 2 has 354 bytes");
        }
        return new Checked.Ok<>(new PostToken(
                part(bytes, 0), part(bytes, 1), part(bytes, 2), Arrays.copyOfRange(bytes, INPUT_BYTES, BYTES)));
    }

    private static Bytes32 part(byte[] bytes, int number) {
        int from = Short.BYTES + number * Bytes32.SIZE;
        return Bytes32.of(Arrays.copyOfRange(bytes, from, from + Bytes32.SIZE));
    }

    /** Reads an issuer's key; refused where it is none for tokens of this type. */
    public static Checked<RsaPublicKey> readKey(byte[] info) {
        return RsaPublicKey.ofInfo(info, VARIANT) instanceof Checked.Ok<RsaPublicKey>(RsaPublicKey issuer)
                        && issuer.sizeBytes() == KEY_BYTES
                ? new Checked.Ok<>(issuer)
                : Refusal.of(Reason.BAD_KEY, "a key for tokens is RSASSA-PSS with SHA-384, of 2,048 bits");
    }

    /** The name of an issuer's key. */
    public static Bytes32 keyId(RsaPublicKey key) {
        return Sha256.of(key.pssInfo());
    }

    /** Whether whoever has that key signed it, without having seen it. */
    public boolean holds(RsaPublicKey issuer) {
        return key.equals(keyId(issuer)) && BlindSignature.verify(VARIANT, issuer, input(), authenticator);
    }

    byte[] input() {
        return input(nonce, challenge, key);
    }

    static byte[] input(Bytes32 nonce, Bytes32 challenge, Bytes32 key) {
        return ByteBuffer.allocate(INPUT_BYTES)
                .putShort((short) TYPE)
                .put(nonce.bytes())
                .put(challenge.bytes())
                .put(key.bytes())
                .array();
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).put(input()).put(authenticator).array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PostToken that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Objects.hash(nonce, challenge, key);
    }
}
