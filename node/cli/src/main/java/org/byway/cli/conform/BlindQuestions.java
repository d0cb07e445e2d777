package org.byway.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.byway.protocol.blind.BlindSignature;
import org.byway.protocol.blind.RsaPublicKey;
import org.byway.protocol.blind.Variant;
import org.byway.protocol.record.Checked;

/** Questions about blind signatures: RFC 9474. */
final class BlindQuestions {
    private BlindQuestions() {}

    /** The message is the one that was prepared; without a variant the first one is meant. */
    static ObjectNode verify(JsonNode request) {
        byte[] key = Hex.bytes(request.get("publicKey"));
        byte[] message = Hex.bytes(request.get("message"));
        byte[] signature = Hex.bytes(request.get("signature"));
        JsonNode named = request.get("variant");
        Optional<Variant> variant =
                named == null || named.isNull() ? Optional.of(Variant.RANDOMIZED) : Variant.named(named.asText());
        if (variant.isEmpty()) {
            return Answer.error("variant must be one of RFC 9474, section 5");
        }
        boolean valid = key != null
                && message != null
                && signature != null
                && RsaPublicKey.ofInfo(key, variant.get()) instanceof Checked.Ok<RsaPublicKey>(RsaPublicKey read)
                && BlindSignature.verify(variant.get(), read, message, signature);
        return Answer.object().put("valid", valid);
    }
}
