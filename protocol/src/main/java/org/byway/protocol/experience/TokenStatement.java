package org.byway.protocol.experience;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.byway.protocol.blind.RsaPublicKey;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.TokenKey;

/**
 * What a subject says of the key by which it signs tokens.
 *
 * @param keySequence 0 where the subject is a bare key
 * @param key that has signed the statement: the subject's, of that number
 */
public record TokenStatement(TokenKey wire, Bytes32 subject, int keySequence, Bytes32 key, RsaPublicKey tokens) {
    public static final int MODULUS_BYTES = 256;
    public static final int SIGNATURE_BYTES = 64;

    private static final byte[] DOMAIN = "byway/v1/token-key\0".getBytes(StandardCharsets.US_ASCII);

    /** Signed by the subject's key of that number. */
    public static TokenStatement sign(SigningKey key, Bytes32 subject, int keySequence, RsaPublicKey tokens) {
        ByteString modulus = ByteString.copyFrom(tokens.modulusBytes());
        TokenKey.Builder wire = TokenKey.newBuilder()
                .setSubject(ByteString.copyFrom(subject.bytes()))
                .setKeySequence(keySequence)
                .setModulus(modulus)
                .setSignature(ByteString.copyFrom(key.sign(message(subject, keySequence, modulus))));
        if (keySequence > 0) {
            wire.setKey(ByteString.copyFrom(key.publicKey().bytes()));
        }
        return new TokenStatement(wire.build(), subject, keySequence, key.publicKey(), tokens);
    }

    /** Reads one; whether its key is the subject's, where that is an identity, its key events tell. */
    public static Checked<TokenStatement> read(TokenKey wire, SignatureCheck signatures) {
        Checked<TokenStatement> read = read(wire);
        boolean altered = read instanceof Checked.Ok<TokenStatement>(TokenStatement said)
                && !signatures.verify(
                        said.key(),
                        message(said.subject(), said.keySequence(), wire.getModulus()),
                        wire.getSignature().toByteArray());
        return altered ? Refusal.of(Reason.BAD_KEY, "a key for tokens is not signed by its subject") : read;
    }

    /** Reads the form alone: of one's own disk, or where the signature is checked later. */
    public static Checked<TokenStatement> read(TokenKey wire) {
        boolean bare = wire.getKeySequence() == 0;
        boolean sizes = wire.getSubject().size() == Bytes32.SIZE
                && wire.getKeySequence() >= 0
                && wire.getKey().size() == (bare ? 0 : Bytes32.SIZE)
                && wire.getModulus().size() == MODULUS_BYTES
                && wire.getSignature().size() == SIGNATURE_BYTES;
        if (!sizes) {
            return Refusal.of(
                    Reason.BAD_KEY, "a key for tokens names its subject, a modulus of 256 bytes and a signature");
        }
        Bytes32 subject = Bytes32.of(wire.getSubject().toByteArray());
        Bytes32 key = bare ? subject : Bytes32.of(wire.getKey().toByteArray());
        return switch (RsaPublicKey.ofModulus(wire.getModulus().toByteArray())) {
            case Checked.Refused<RsaPublicKey> refused -> refused.as();
            case Checked.Ok<RsaPublicKey>(RsaPublicKey tokens) ->
                new Checked.Ok<>(new TokenStatement(wire, subject, wire.getKeySequence(), key, tokens));
        };
    }

    private static byte[] message(Bytes32 subject, int keySequence, ByteString modulus) {
        return ByteBuffer.allocate(DOMAIN.length + Bytes32.SIZE + Long.BYTES + modulus.size())
                .put(DOMAIN)
                .put(subject.bytes())
                .putLong(keySequence)
                .put(modulus.toByteArray())
                .array();
    }
}
