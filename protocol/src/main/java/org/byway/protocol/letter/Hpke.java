package org.byway.protocol.letter;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * Public-key encryption of one message (RFC 9180, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * ChaCha20-Poly1305). Whoever has the public key can seal; who sealed is not told: a letter has a signature within.
 */
public final class Hpke {
    /** How many bytes longer than its text a sealed one is. */
    public static final int TAG_BYTES = 16;

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final byte[] BASE_MODE = {0};
    private static final byte[] NONE = {};

    private Hpke() {}

    /** A sealed text, with the public key that was made for it alone. */
    public record Sealed(Bytes32 enc, byte[] ciphertext) {}

    /** Seals with a key pair of its own, made from a seed that is used once; refused where no secret can be shared. */
    public static Checked<Sealed> seal(Bytes32 receiver, byte[] info, byte[] aad, byte[] plaintext, byte[] seed) {
        SealingKey ephemeral = SealingKey.ofSeed(seed);
        byte[] shared = shared(ephemeral.agree(receiver), ephemeral.publicKey(), receiver);
        ephemeral.wipe();
        if (shared == null) {
            return Refusal.of(Reason.BAD_KEY, "with this key no secret can be shared");
        }
        try {
            return new Checked.Ok<>(new Sealed(ephemeral.publicKey(), cipher(true, shared, info, aad, plaintext)));
        } catch (InvalidCipherTextException e) {
            throw new AssertionError("sealing checks nothing", e);
        }
    }

    /** The text; refused where it was sealed for another key, with other info or aad, or was altered. */
    public static Checked<byte[]> open(Bytes32 enc, SealingKey receiver, byte[] info, byte[] aad, byte[] ciphertext) {
        if (ciphertext.length < TAG_BYTES) {
            return Refusal.of(Reason.BAD_LENGTH, "what is sealed has at least " + TAG_BYTES + " bytes");
        }
        byte[] shared = shared(receiver.agree(enc), enc, receiver.publicKey());
        if (shared == null) {
            return Refusal.of(Reason.BAD_KEY, "enc is a point of small order: the shared secret is zero");
        }
        try {
            return new Checked.Ok<>(cipher(false, shared, info, aad, ciphertext));
        } catch (InvalidCipherTextException e) {
            return Refusal.of(Reason.BAD_SEAL, "it was sealed for another key or purpose, or altered");
        }
    }

    /** ExtractAndExpand; wipes what was agreed. */
    private static byte[] shared(byte[] agreed, Bytes32 enc, Bytes32 receiver) {
        if (agreed == null) {
            return null;
        }
        byte[] key = Hkdf.KEM.extract("eae_prk", agreed);
        byte[] shared = Hkdf.KEM.expand(key, "shared_secret", Bytes.join(enc.bytes(), receiver.bytes()), KEY_BYTES);
        Bytes.wipe(agreed, key);
        return shared;
    }

    /** The key schedule of base mode and its first message; wipes the shared secret. */
    private static byte[] cipher(boolean sealing, byte[] shared, byte[] info, byte[] aad, byte[] in)
            throws InvalidCipherTextException {
        byte[] context =
                Bytes.join(BASE_MODE, Hkdf.HPKE.extract("psk_id_hash", NONE), Hkdf.HPKE.extract("info_hash", info));
        byte[] secret = Hkdf.HPKE.extract(shared, "secret", NONE);
        byte[] key = Hkdf.HPKE.expand(secret, "key", context, KEY_BYTES);
        byte[] nonce = Hkdf.HPKE.expand(secret, "base_nonce", context, NONCE_BYTES);
        try {
            ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
            cipher.init(sealing, new AEADParameters(new KeyParameter(key), 8 * TAG_BYTES, nonce, aad));
            byte[] out = new byte[cipher.getOutputSize(in.length)];
            int written = cipher.processBytes(in, 0, in.length, out, 0);
            cipher.doFinal(out, written);
            return out;
        } finally {
            Bytes.wipe(shared, secret, key, nonce);
        }
    }
}
