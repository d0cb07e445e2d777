package org.byway.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import org.byway.agent.credential.Expected;
import org.byway.agent.credential.PublicKey;
import org.byway.agent.credential.SdJwtVerification;
import org.byway.agent.credential.Verified;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;

/** Questions about credentials: SPEC.md, chapter 17. */
final class CredentialQuestions {
    private final SdJwtVerification verification;
    private final InstantSource clock;

    CredentialQuestions(SignatureCheck signatures, InstantSource clock) {
        this.verification = new SdJwtVerification(signatures);
        this.clock = clock;
    }

    ObjectNode sdJwtVerify(JsonNode request) {
        JsonNode now = request.path("now");
        if (!request.path("sdJwt").isTextual()
                || !optional(request.path("nonce"))
                || !optional(request.path("audience"))
                || !(absent(now) || now.canConvertToLong())) {
            return Answer.error(
                    "sdJwt is wanted as text, nonce and audience as text or not at all, now in milliseconds");
        }
        Expected expected = new Expected(
                request.path("nonce").textValue(),
                request.path("audience").textValue(),
                absent(now) ? clock.millis() : now.longValue());
        String sdJwt = request.get("sdJwt").textValue();
        Checked<Verified> verified = switch (PublicKey.of(request.path("issuerKey"))) {
            case Checked.Refused<PublicKey> refused -> refused.as();
            case Checked.Ok<PublicKey>(PublicKey issuer) -> verification.verify(sdJwt, issuer, expected);
        };
        return switch (verified) {
            case Checked.Refused<Verified>(Refusal refusal) -> Answer.error(refusal.toString());
            case Checked.Ok<Verified>(Verified holds) -> Answer.object().set("claims", holds.claims());
        };
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static boolean optional(JsonNode value) {
        return absent(value) || value.isTextual();
    }
}
