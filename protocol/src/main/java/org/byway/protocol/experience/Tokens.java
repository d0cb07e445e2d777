package org.byway.protocol.experience;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.byway.protocol.blind.BlindSignature;
import org.byway.protocol.blind.Variant;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Token;

/** Tokens: what is signed in one, who can show it, and how one is made. */
public final class Tokens {
    public static final int PREFIX_BYTES = 32;

    private static final Variant VARIANT = Variant.RANDOMIZED;
    private static final byte[] DOMAIN = "byway/v1/experience\0".getBytes(StandardCharsets.US_ASCII);

    private Tokens() {}

    /**
     * A token in the making.
     *
     * @param blinded what its subject is to sign
     * @param inverse to be kept secret
     */
    public record Wanted(TokenStatement from, byte[] prepared, byte[] blinded, byte[] inverse) {
        /** The token, of what its subject answered; refused where that does not hold. */
        public Checked<Token> finish(byte[] answer) {
            return switch (BlindSignature.finish(VARIANT, from.tokens(), prepared, answer, inverse)) {
                case Checked.Refused<byte[]> refused -> refused.as();
                case Checked.Ok<byte[]>(byte[] signature) ->
                    new Checked.Ok<>(Token.newBuilder()
                            .setKey(from.wire())
                            .setPrefix(ByteString.copyFrom(prepared, 0, PREFIX_BYTES))
                            .setSignature(ByteString.copyFrom(signature))
                            .build());
            };
        }
    }

    /** Begins a token that this author is to show; the same chance begins the same one. */
    public static Checked<Wanted> want(TokenStatement from, Bytes32 author, RandomGenerator chance) {
        byte[] prepared = BlindSignature.prepare(VARIANT, message(author, from.subject()), chance);
        return switch (BlindSignature.blind(VARIANT, from.tokens(), prepared, chance)) {
            case Checked.Refused<BlindSignature.Blinded> refused -> refused.as();
            case Checked.Ok<BlindSignature.Blinded>(BlindSignature.Blinded blinded) ->
                new Checked.Ok<>(new Wanted(from, prepared, blinded.message(), blinded.inverse()));
        };
    }

    /** What stands in a token, where its subject signed it for this author. */
    public static Checked<TokenStatement> read(Token token, Bytes32 author, SignatureCheck signatures) {
        Checked<TokenStatement> read = TokenStatement.read(token.getKey(), signatures);
        if (!(read instanceof Checked.Ok<TokenStatement>(TokenStatement from))) {
            return read;
        }
        if (token.getPrefix().size() != PREFIX_BYTES) {
            return Refusal.of(Reason.BAD_PROOF, "a token has a prefix of 32 bytes");
        }
        byte[] message = message(author, from.subject());
        byte[] prepared = Arrays.copyOf(token.getPrefix().toByteArray(), PREFIX_BYTES + message.length);
        System.arraycopy(message, 0, prepared, PREFIX_BYTES, message.length);
        boolean holds = BlindSignature.verify(
                VARIANT, from.tokens(), prepared, token.getSignature().toByteArray());
        return holds ? read : Refusal.of(Reason.BAD_PROOF, "its subject signed no such token for its author");
    }

    /** By which the same token is known again. */
    static Bytes32 id(Token token) {
        return Sha256.of(
                token.getKey().getModulus().toByteArray(), token.getPrefix().toByteArray());
    }

    private static byte[] message(Bytes32 author, Bytes32 subject) {
        return ByteBuffer.allocate(DOMAIN.length + 2 * Bytes32.SIZE)
                .put(DOMAIN)
                .put(author.bytes())
                .put(subject.bytes())
                .array();
    }
}
