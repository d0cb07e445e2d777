package org.byway.protocol.letter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** What an intent says to those alone who are given its key: text, padded so that its length tells little. */
public final class SealedBody {
    /** In UTF-8. */
    public static final int MAX_TEXT_BYTES = SizeClass.PAGE.sizeBytes - Padding.LENGTH_BYTES;

    public static final int NONCE_BYTES = 12;

    private static final byte[] PURPOSE = Hkdf.ascii("byway/v1/body\0");

    private SealedBody() {}

    /** The nonce is chance, and used once with this key; refused where the text is too long. */
    public static Checked<byte[]> seal(Bytes32 key, String text, byte[] nonce) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_TEXT_BYTES) {
            return Refusal.of(Reason.TOO_LARGE, "under seal there are at most " + MAX_TEXT_BYTES + " bytes");
        }
        try {
            return new Checked.Ok<>(Bytes.join(nonce, cipher(true, key, nonce, Padding.pad(bytes))));
        } catch (InvalidCipherTextException e) {
            throw new AssertionError("sealing checks nothing", e);
        }
    }

    /** The text; refused where it was sealed with another key, or altered. */
    public static Checked<String> open(Bytes32 key, byte[] sealed) {
        if (sealed.length < NONCE_BYTES + Hpke.TAG_BYTES) {
            return Refusal.of(Reason.BAD_LENGTH, "there is nothing under seal");
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            byte[] padded = cipher(false, key, nonce, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
            byte[] text = Padding.strip(padded);
            return text == null
                    ? Refusal.of(Reason.NOT_CANONICAL, "the padding is not the one that the text has")
                    : new Checked.Ok<>(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(text))
                            .toString());
        } catch (InvalidCipherTextException e) {
            return Refusal.of(Reason.BAD_SEAL, "it was sealed with another key, or altered");
        } catch (CharacterCodingException e) {
            return Refusal.of(Reason.MALFORMED, "what was sealed is no text");
        }
    }

    private static byte[] cipher(boolean sealing, Bytes32 key, byte[] nonce, byte[] in)
            throws InvalidCipherTextException {
        ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
        cipher.init(sealing, new AEADParameters(new KeyParameter(key.bytes()), 8 * Hpke.TAG_BYTES, nonce, PURPOSE));
        byte[] out = new byte[cipher.getOutputSize(in.length)];
        int written = cipher.processBytes(in, 0, in.length, out, 0);
        cipher.doFinal(out, written);
        return out;
    }
}
