package org.byway.agent.credential;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.byway.protocol.record.Reason;

/** By which the digests of a credential are made (RFC 9901, section 4.1.1). */
enum HashName {
    SHA_256,
    SHA_384,
    SHA_512;

    static HashName of(JsonNode named) throws CredentialRefused {
        if (named.isMissingNode()) {
            return SHA_256;
        }
        for (HashName each : values()) {
            if (named.isTextual() && each.word().equals(named.textValue())) {
                return each;
            }
        }
        throw new CredentialRefused(Reason.BAD_VERSION, "its digests are made by a hash that is not known here");
    }

    private String word() {
        return switch (this) {
            case SHA_256 -> "sha-256";
            case SHA_384 -> "sha-384";
            case SHA_512 -> "sha-512";
        };
    }

    String digest(String text) {
        ExtendedDigest digest = switch (this) {
            case SHA_256 -> new SHA256Digest();
            case SHA_384 -> new SHA384Digest();
            case SHA_512 -> new SHA512Digest();
        };
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        digest.update(bytes, 0, bytes.length);
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return Base64Url.write(out);
    }
}
