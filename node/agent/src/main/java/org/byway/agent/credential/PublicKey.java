package org.byway.agent.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;

/** A public key that signs JWTs, as a JWK (RFC 7517) writes it: P-256 for ES256 (RFC 7518), Ed25519 for EdDSA (RFC 8037). */
public sealed interface PublicKey {
    int FIELD_BYTES = 32;

    /** Whether a header may name that algorithm for a signature by this key. */
    boolean signs(String algorithm);

    boolean verify(byte[] message, byte[] signature, SignatureCheck signatures);

    record Ed25519(Bytes32 key) implements PublicKey {
        @Override
        public boolean signs(String algorithm) {
            return algorithm.equals("EdDSA") || algorithm.equals("Ed25519");
        }

        @Override
        public boolean verify(byte[] message, byte[] signature, SignatureCheck signatures) {
            return signatures.verify(key, message, signature);
        }

        ObjectNode jwk() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("kty", "OKP")
                    .put("crv", "Ed25519")
                    .put("x", Base64Url.write(key.bytes()));
        }
    }

    record P256(ECPublicKeyParameters point) implements PublicKey {
        private static final ECDomainParameters CURVE = new ECDomainParameters(CustomNamedCurves.getByName("P-256"));

        @Override
        public boolean signs(String algorithm) {
            return algorithm.equals("ES256");
        }

        @Override
        public boolean verify(byte[] message, byte[] signature, SignatureCheck signatures) {
            if (signature.length != 2 * FIELD_BYTES) {
                return false;
            }
            ECDSASigner signer = new ECDSASigner();
            signer.init(false, point);
            BigInteger r = new BigInteger(1, Arrays.copyOf(signature, FIELD_BYTES));
            BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, FIELD_BYTES, signature.length));
            return signer.verifySignature(Sha256.of(message).bytes(), r, s);
        }

        private static P256 of(byte[] x, byte[] y) throws CredentialRefused {
            try {
                var point = CURVE.getCurve().createPoint(new BigInteger(1, x), new BigInteger(1, y));
                return new P256(new ECPublicKeyParameters(point, CURVE));
            } catch (IllegalArgumentException e) {
                throw new CredentialRefused(Reason.BAD_KEY, "the key is no point of its curve");
            }
        }
    }

    /** The key of a JWK; members that say nothing of the public key are passed over. */
    static Checked<PublicKey> of(JsonNode jwk) {
        try {
            return new Checked.Ok<>(read(jwk));
        } catch (CredentialRefused e) {
            return e.checked();
        }
    }

    static PublicKey read(JsonNode jwk) throws CredentialRefused {
        String kind = jwk.path("kty").asText() + " " + jwk.path("crv").asText();
        if (jwk.has("use") && !jwk.get("use").asText().equals("sig")) {
            throw new CredentialRefused(Reason.BAD_KEY, "the key is not for signatures");
        }
        PublicKey key = switch (kind) {
            case "OKP Ed25519" -> new Ed25519(Bytes32.of(Base64Url.read(text(jwk, "x"), FIELD_BYTES)));
            case "EC P-256" ->
                P256.of(Base64Url.read(text(jwk, "x"), FIELD_BYTES), Base64Url.read(text(jwk, "y"), FIELD_BYTES));
            default -> throw new CredentialRefused(Reason.BAD_KEY, "a key is an Ed25519 or a P-256 one, as a JWK");
        };
        if (jwk.has("alg") && !key.signs(jwk.get("alg").asText())) {
            throw new CredentialRefused(Reason.BAD_KEY, "the key is for another algorithm");
        }
        return key;
    }

    private static String text(JsonNode jwk, String member) throws CredentialRefused {
        if (!jwk.path(member).isTextual()) {
            throw new CredentialRefused(Reason.BAD_KEY, "the key has no " + member);
        }
        return jwk.get(member).textValue();
    }
}
