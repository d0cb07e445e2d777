package org.byway.protocol.experience;

import com.google.protobuf.ByteString;
import java.util.List;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.TokenPart;

/**
 * How far the tokens of one deal have come between two sides: a function of what both have written of it. Of each thing the first
 * counts: so nobody gets two tokens by asking twice, and what comes again changes nothing.
 *
 * @param told whether we have said under which key we sign
 * @param asked what we have asked to have signed; null before
 * @param answered whether we have signed what was asked of us
 * @param key under which the other side signs; null before
 * @param wanted what the other side asks to have signed; null before
 * @param answer what the other side has signed of ours; null before
 */
public record TokenExchange(
        boolean told, ByteString asked, boolean answered, TokenStatement key, ByteString wanted, ByteString answer) {
    /** In a letter; more say nothing new. */
    public static final int MOST_PARTS = 6;

    public static final int DEAL_BYTES = 16;

    /** Something that one of the two has written. */
    public record Written(boolean own, TokenPart part) {}

    /** Of what was written in a deal, in the order in which it came; the other side's statement is by the key that signs its letters. */
    public static TokenExchange of(List<Written> written, Bytes32 other, SignatureCheck signatures) {
        boolean told = false;
        boolean answered = false;
        ByteString asked = null;
        TokenStatement key = null;
        ByteString wanted = null;
        ByteString answer = null;
        for (Written each : written) {
            TokenPart part = each.part();
            switch (part.getWhatCase()) {
                case KEY -> {
                    told |= each.own();
                    key = each.own() || key != null ? key : statement(part, other, signatures);
                }
                case BLINDED -> {
                    asked = each.own() && asked == null ? part.getBlinded() : asked;
                    wanted = !each.own() && wanted == null ? part.getBlinded() : wanted;
                }
                case ANSWER -> {
                    answered |= each.own();
                    answer = !each.own() && answer == null ? part.getAnswer() : answer;
                }
                case WHAT_NOT_SET -> {
                    // A later version says something that this one does not know.
                }
            }
        }
        return new TokenExchange(told, asked, answered, key, wanted, answer);
    }

    /** Null where it is not signed, or not by whom we deal with. */
    private static TokenStatement statement(TokenPart part, Bytes32 other, SignatureCheck signatures) {
        return TokenStatement.read(part.getKey(), signatures) instanceof Checked.Ok<TokenStatement>(TokenStatement said)
                        && said.key().equals(other)
                ? said
                : null;
    }

    /** What is wrong with the form of a part, or null. */
    public static String fault(TokenPart part) {
        if (part.getDeal().size() != DEAL_BYTES) {
            return "a part of a token names its deal";
        }
        return switch (part.getWhatCase()) {
            case KEY ->
                TokenStatement.read(part.getKey()) instanceof Checked.Ok<TokenStatement> ? null : "it has no key";
            case BLINDED -> sized(part.getBlinded());
            case ANSWER -> sized(part.getAnswer());
            case WHAT_NOT_SET -> null;
        };
    }

    private static String sized(ByteString number) {
        return number.size() == TokenStatement.MODULUS_BYTES ? null : "what is signed in a token has 256 bytes";
    }
}
