package org.byway.agent.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.CredentialAsked;
import org.byway.protocol.wire.ProofWanted;

/**
 * A credential of one's own.
 *
 * @param asked how it was asked for
 * @param copies as they came; none before that
 * @param spent copies that were shown, and to whom
 * @param claims all that it says
 */
public record HeldCredential(
        CredentialAsked asked, List<String> copies, SortedMap<Integer, String> spent, ObjectNode claims) {
    /** With as few copies left as that it is time to ask for more. */
    public static final int FEW = 2;

    private static final long MILLIS = 1_000;

    public String id() {
        return HexFormat.of().formatHex(asked.getId().toByteArray());
    }

    public String type() {
        return asked.getType();
    }

    /** The issuer as a did:key; empty before it came. */
    public String issuer() {
        return claims.path("iss").asText();
    }

    public long expiresMillis() {
        return claims.path("exp").asLong() * MILLIS;
    }

    /** What it says of the holder, each claim to be shown by itself. */
    public ObjectNode statement() {
        ObjectNode said = claims.deepCopy();
        return said.remove(Statement.OPEN);
    }

    public boolean isHere() {
        return !copies.isEmpty();
    }

    /** Copies that were shown to nobody. */
    public int left() {
        return copies.size() - spent.size();
    }

    Bytes32 index() {
        return Bytes32.of(asked.getIndex().toByteArray());
    }

    /** The first copy that was shown to nobody; there must be one. */
    int unspent() {
        int copy = 0;
        while (spent.containsKey(copy)) {
            copy++;
        }
        return copy;
    }

    /** Why it cannot show what is wanted, or null where it can. */
    Refusal lacks(ProofWanted wanted, long nowMillis) {
        if (!isHere() || !type().equals(wanted.getType())) {
            return new Refusal(Reason.BAD_KIND, "you hold no credential of the type " + wanted.getType());
        }
        if (!wanted.getIssuersList().contains(issuer())) {
            return new Refusal(
                    Reason.UNKNOWN_AUTHOR, "your credential is of an issuer whose word does not count there");
        }
        if (expiresMillis() <= nowMillis) {
            return new Refusal(Reason.EXPIRED, "your credential has expired");
        }
        for (String claim : wanted.getClaimsList()) {
            if (!claims.has(claim)) {
                return new Refusal(Reason.MISSING_CONTENT, "your credential does not say " + claim);
            }
        }
        return left() > 0
                ? null
                : new Refusal(Reason.OVER_BUDGET, "all copies of your credential were shown: ask for more");
    }

    /** Likewise, as a result. */
    Checked<HeldCredential> showing(ProofWanted wanted, long nowMillis) {
        Refusal lack = lacks(wanted, nowMillis);
        return lack == null ? new Checked.Ok<>(this) : new Checked.Refused<>(lack);
    }
}
