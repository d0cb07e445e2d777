package org.byway.protocol.token;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.byway.protocol.blind.BlindSignature;
import org.byway.protocol.blind.RsaPublicKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** A token before it is signed, as whoever draws it keeps it. */
public final class TokenDraft {
    /** Of a TokenRequest: type, last byte of the key's id, and what is to be signed. */
    public static final int REQUEST_BYTES = Short.BYTES + 1 + PostToken.KEY_BYTES;

    private final RsaPublicKey issuer;
    private final Bytes32 nonce;
    private final Bytes32 challenge;
    private final BlindSignature.Blinded blinded;

    private TokenDraft(RsaPublicKey issuer, Bytes32 nonce, Bytes32 challenge, BlindSignature.Blinded blinded) {
        this.issuer = issuer;
        this.nonce = nonce;
        this.challenge = challenge;
        this.blinded = blinded;
    }

    /** Draws one, of cryptographic chance; refused where the key is none of type 2. */
    public static Checked<TokenDraft> draw(Bytes32 challenge, RsaPublicKey issuer, RandomGenerator chance) {
        if (issuer.sizeBytes() != PostToken.KEY_BYTES) {
            return Refusal.of(Reason.BAD_KEY, "a key for tokens of type 2 has 2,048 bits");
        }
        byte[] bytes = new byte[Bytes32.SIZE];
        chance.nextBytes(bytes);
        Bytes32 nonce = Bytes32.of(bytes);
        byte[] input = PostToken.input(nonce, challenge, PostToken.keyId(issuer));
        return switch (BlindSignature.blind(PostToken.VARIANT, issuer, input, chance)) {
            case Checked.Refused<BlindSignature.Blinded> refused -> refused.as();
            case Checked.Ok<BlindSignature.Blinded>(BlindSignature.Blinded blinded) ->
                new Checked.Ok<>(new TokenDraft(issuer, nonce, challenge, blinded));
        };
    }

    /** The TokenRequest of RFC 9578, 6.1. */
    public byte[] request() {
        byte[] key = PostToken.keyId(issuer).bytes();
        return ByteBuffer.allocate(REQUEST_BYTES)
                .putShort((short) PostToken.TYPE)
                .put(key[key.length - 1])
                .put(blinded.message())
                .array();
    }

    /** What a request wants signed; refused where it is none, or for another key. */
    public static Checked<byte[]> wanted(byte[] request, RsaPublicKey issuer) {
        byte[] key = PostToken.keyId(issuer).bytes();
        ByteBuffer from = ByteBuffer.wrap(request);
        if (request.length != REQUEST_BYTES || from.getShort() != PostToken.TYPE) {
            return Refusal.of(Reason.BAD_TOKEN, "a request for a token of type 2 has 259 bytes");
        }
        if (from.get() != key[key.length - 1]) {
            return Refusal.of(Reason.BAD_TOKEN, "the request is for another key: ask which one is in use");
        }
        byte[] blinded = new byte[PostToken.KEY_BYTES];
        from.get(blinded);
        return new Checked.Ok<>(blinded);
    }

    /** The token, of what the issuer answered; refused where that is no signature. */
    public Checked<PostToken> finish(byte[] answered) {
        Bytes32 key = PostToken.keyId(issuer);
        byte[] input = PostToken.input(nonce, challenge, key);
        return switch (BlindSignature.finish(PostToken.VARIANT, issuer, input, answered, blinded.inverse())) {
            case Checked.Refused<byte[]> refused -> refused.as();
            case Checked.Ok<byte[]>(byte[] signature) ->
                new Checked.Ok<>(new PostToken(nonce, challenge, key, signature));
        };
    }
}
