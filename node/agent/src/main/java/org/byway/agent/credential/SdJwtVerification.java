package org.byway.agent.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;

/** Whether an SD-JWT is its issuer's, and whether the holder presents it (RFC 9901, section 7). Used by one thread at a time. */
public final class SdJwtVerification {
    /** By that much a clock may be off. */
    static final int SKEW_SECONDS = 60;

    static final String BINDING_TYPE = "kb+jwt";

    private final SignatureCheck signatures;

    public SdJwtVerification(SignatureCheck signatures) {
        this.signatures = signatures;
    }

    /** Never throws for what is in the text. */
    public Checked<Verified> verify(String sdJwt, PublicKey issuer, Expected expected) {
        try {
            return new Checked.Ok<>(verified(SdJwt.read(sdJwt), issuer, expected));
        } catch (CredentialRefused e) {
            return e.checked();
        }
    }

    Verified verified(SdJwt parts, PublicKey issuer, Expected expected) throws CredentialRefused {
        if (expected.isBound() && parts.binding() == null) {
            throw new CredentialRefused(Reason.MISSING_SEAL, "its holder has not signed the presentation");
        }
        Jws issued = Jws.read(parts.issued());
        issued.verify(issuer, signatures);
        if (issued.type().equals(BINDING_TYPE)) {
            throw new CredentialRefused(Reason.BAD_KIND, "a holder's signature is no credential");
        }
        ObjectNode claims = Unpacking.claims(issued.payload(), parts.disclosures());
        inTime(claims, expected);
        meant(claims.path("aud"), expected);
        if (parts.binding() != null) {
            HashName hash = HashName.of(issued.payload().path(Unpacking.HASH));
            bound(Jws.read(parts.binding()), claims, hash.digest(parts.presented()), expected);
        }
        return new Verified(claims);
    }

    /** A credential that its issuer made for somebody is for nobody else. */
    private static void meant(JsonNode audience, Expected expected) throws CredentialRefused {
        boolean meant = audience.isMissingNode() || audience.isTextual() && is(audience, expected.audience());
        for (JsonNode each : audience) {
            meant |= is(each, expected.audience());
        }
        if (!meant) {
            throw new CredentialRefused(Reason.NOT_YOURS, "it was issued for somebody else to see");
        }
    }

    private static boolean is(JsonNode text, String wanted) {
        return text.isTextual() && text.textValue().equals(wanted);
    }

    private void bound(Jws binding, ObjectNode claims, String digest, Expected expected) throws CredentialRefused {
        JsonNode holder = claims.path("cnf").path("jwk");
        if (!holder.isObject() || holder.has("d")) {
            throw new CredentialRefused(Reason.BAD_KEY, "it names no key of its holder");
        }
        binding.verify(PublicKey.read(holder), signatures);
        ObjectNode said = binding.payload();
        if (!binding.type().equals(BINDING_TYPE)) {
            throw new CredentialRefused(Reason.BAD_KIND, "what its holder has signed is no presentation");
        }
        boolean whole = said.path("nonce").isTextual()
                && said.path("aud").isTextual()
                && said.path("sd_hash").isTextual()
                && said.path("iat").isNumber();
        if (!whole) {
            throw CredentialRefused.malformed("what its holder has signed lacks nonce, aud, iat or sd_hash");
        }
        inTime(said, expected);
        if (!said.get("sd_hash").textValue().equals(digest)) {
            throw new CredentialRefused(Reason.BAD_DIGEST, "its holder has signed another presentation");
        }
        if (expected.nonce() != null && !is(said.get("nonce"), expected.nonce())) {
            throw new CredentialRefused(Reason.STALE, "its holder has signed it for another occasion");
        }
        if (expected.audience() != null && !is(said.get("aud"), expected.audience())) {
            throw new CredentialRefused(Reason.NOT_YOURS, "its holder has signed it for somebody else");
        }
    }

    private static void inTime(ObjectNode claims, Expected expected) throws CredentialRefused {
        BigDecimal now = BigDecimal.valueOf(expected.nowSeconds());
        BigDecimal soon = now.add(BigDecimal.valueOf(SKEW_SECONDS));
        BigDecimal expires = time(claims, "exp");
        if (expires != null && expires.compareTo(now) <= 0) {
            throw new CredentialRefused(Reason.EXPIRED, "it has expired");
        }
        for (String begin : new String[] {"nbf", "iat"}) {
            BigDecimal from = time(claims, begin);
            if (from != null && from.compareTo(soon) > 0) {
                throw new CredentialRefused(Reason.TOO_EARLY, "it holds at a later time only");
            }
        }
    }

    /** A NumericDate of RFC 7519, or null where it is not there. */
    private static BigDecimal time(ObjectNode claims, String name) throws CredentialRefused {
        JsonNode time = claims.path(name);
        if (time.isMissingNode()) {
            return null;
        }
        if (!time.isNumber()) {
            throw CredentialRefused.malformed("its " + name + " is no time");
        }
        return time.decimalValue();
    }
}
