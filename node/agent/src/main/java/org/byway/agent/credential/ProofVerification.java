package org.byway.agent.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.ProofWanted;

/** Whether what somebody shows is what was wanted. Used by one thread at a time. */
public final class ProofVerification {
    private final SdJwtVerification verification;
    private final Statuses statuses;

    public ProofVerification(SignatureCheck signatures, Statuses statuses) {
        this.verification = new SdJwtVerification(signatures);
        this.statuses = statuses;
    }

    /** The claims, if it is by one of the issuers whose word counts, names all claims wanted, holds now and on this occasion. */
    public Checked<Verified> verify(String presentation, ProofWanted wanted, Expected expected) {
        try {
            SdJwt parts = SdJwt.read(presentation);
            String issuer = issuer(parts);
            if (!wanted.getIssuersList().contains(issuer)) {
                throw new CredentialRefused(Reason.UNKNOWN_AUTHOR, "it is of an issuer whose word does not count here");
            }
            Bytes32 key = DidKey.parse(issuer).orThrow();
            Verified verified = verification.verified(parts, new PublicKey.Ed25519(key), expected);
            answers(verified.claims(), wanted);
            holds(verified.claims(), key);
            return new Checked.Ok<>(verified);
        } catch (CredentialRefused e) {
            return e.checked();
        }
    }

    /** Who says to have issued it, as a did:key; refused where it is nobody who can be checked. */
    static String issuer(SdJwt parts) throws CredentialRefused {
        String issuer = Jws.read(parts.issued()).payload().path("iss").asText();
        if (DidKey.parse(issuer) instanceof Checked.Refused<Bytes32>(Refusal refusal)) {
            throw new CredentialRefused(refusal);
        }
        return issuer;
    }

    private static void answers(ObjectNode claims, ProofWanted wanted) throws CredentialRefused {
        if (!claims.path("vct").asText().equals(wanted.getType())) {
            throw new CredentialRefused(Reason.BAD_KIND, "it is a credential of another type");
        }
        if (!claims.has("exp")) {
            throw new CredentialRefused(Reason.BAD_CONTENT, "it does not say until when it holds");
        }
        for (String claim : wanted.getClaimsList()) {
            if (!claims.has(claim)) {
                throw new CredentialRefused(Reason.MISSING_CONTENT, "it does not show " + claim);
            }
        }
    }

    private void holds(ObjectNode claims, Bytes32 issuer) throws CredentialRefused {
        if (!claims.has("status")) {
            return;
        }
        JsonNode status = claims.path("status").path("status_list");
        int place = status.path("idx").asInt(-1);
        if (place < 0 || place >= StatusList.PLACES || !status.get("idx").isInt()) {
            throw new CredentialRefused(Reason.BAD_CONTENT, "it has no place in a list");
        }
        Checked<Bytes32> author = StatusList.author(status.path("uri").asText());
        if (!(author instanceof Checked.Ok<Bytes32>(Bytes32 whose))) {
            throw new CredentialRefused(((Checked.Refused<Bytes32>) author).refusal());
        }
        Optional<StatusList> list = statuses.of(whose, issuer);
        if (list.isEmpty()) {
            throw new CredentialRefused(Reason.NOT_YET, "whether it was revoked cannot be told here");
        }
        if (list.get().isRevoked(place)) {
            throw new CredentialRefused(Reason.STALE, "its issuer has revoked it");
        }
    }
}
