package org.byway.agent.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.byway.protocol.letter.CredentialRule;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * What an issuer says of a holder.
 *
 * @param type what kind of credential it is
 * @param claims each shown by itself or not at all
 */
public record Statement(String type, ObjectNode claims) {
    /** Names that a credential says openly, with a meaning of their own (RFC 7519, RFC 7800; SD-JWT VC). */
    static final Set<String> OPEN = Set.of("iss", "iat", "exp", "nbf", "aud", "sub", "jti", "cnf", "vct", "status");

    private static final int CLAIM_CHARACTERS = 256;

    public static Checked<Statement> of(String type, ObjectNode claims) {
        if (!CredentialRule.name(type)) {
            return refused("a type has 1 to " + CredentialRule.NAME_CHARACTERS + " characters on one line");
        }
        if (claims.size() > CredentialRule.MOST_CLAIMS) {
            return refused("a credential says at most " + CredentialRule.MOST_CLAIMS + " claims");
        }
        for (var claim : claims.properties()) {
            String name = claim.getKey();
            if (!CredentialRule.name(name) || Unpacking.isReserved(name) || OPEN.contains(name)) {
                return refused("a claim cannot have the name \"" + name + "\"");
            }
            if (!claim.getValue().isValueNode() || claim.getValue().toString().length() > CLAIM_CHARACTERS) {
                return refused(
                        "a claim is a text, a number, true or false, of at most " + CLAIM_CHARACTERS + " characters");
            }
        }
        return new Checked.Ok<>(new Statement(type, claims));
    }

    private static <T> Checked<T> refused(String why) {
        return Refusal.of(Reason.BAD_CONTENT, why);
    }

    /** The largest of 0, 1, 2, 5, 10, 20, 50 and so on that is not above it: an exact count is as good as a name. */
    public static long rounded(long count) {
        long step = 1;
        while (count / 10 >= step) {
            step *= 10;
        }
        long first = count / step;
        return (first >= 5 ? 5 : first >= 2 ? 2 : first) * step;
    }

    /** The value that people write as NAME=VALUE: a number, true, false, or a text. */
    public static JsonNode value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return JsonNodeFactory.instance.booleanNode(text.equals("true"));
        }
        return text.matches("0|-?[1-9][0-9]{0,14}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                : JsonNodeFactory.instance.textNode(text);
    }
}
