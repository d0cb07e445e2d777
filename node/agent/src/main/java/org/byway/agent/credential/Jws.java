package org.byway.agent.credential;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Reason;

/** A signed JWT in compact form (RFC 7515, RFC 7519). */
record Jws(ObjectNode header, ObjectNode payload, String signed, byte[] signature) {
    static final String EDDSA = "EdDSA";

    static Jws read(String compact) throws CredentialRefused {
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            throw CredentialRefused.malformed("a signed JWT has three parts");
        }
        ObjectNode header = StrictJson.object(Base64Url.read(parts[0]), "its header");
        ObjectNode payload = StrictJson.object(Base64Url.read(parts[1]), "its payload");
        return new Jws(header, payload, parts[0] + "." + parts[1], Base64Url.read(parts[2]));
    }

    /** By Ed25519. */
    static String write(String type, ObjectNode payload, SigningKey key) {
        ObjectNode header =
                JsonNodeFactory.instance.objectNode().put("alg", EDDSA).put("typ", type);
        String signed = Base64Url.write(StrictJson.write(header)) + "." + Base64Url.write(StrictJson.write(payload));
        return signed + "." + Base64Url.write(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    String type() {
        return header.path("typ").asText();
    }

    /** Refuses what this key has not signed, by an algorithm of its own. */
    void verify(PublicKey key, SignatureCheck signatures) throws CredentialRefused {
        // Each extension that is critical changes what a signature means, and none is known here (RFC 7515, 4.1.11; RFC
        // 7797).
        if (header.has("crit") || header.has("b64")) {
            throw new CredentialRefused(Reason.BAD_VERSION, "its header asks for what is not known here");
        }
        if (!header.path("alg").isTextual() || !key.signs(header.get("alg").textValue())) {
            throw new CredentialRefused(Reason.BAD_KEY, "its algorithm is not one of this key");
        }
        if (!key.verify(signed.getBytes(StandardCharsets.US_ASCII), signature, signatures)) {
            throw new CredentialRefused(Reason.BAD_SEAL, "its signature does not hold");
        }
    }
}
