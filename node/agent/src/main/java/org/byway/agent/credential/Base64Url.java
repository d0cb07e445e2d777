package org.byway.agent.credential;

import java.util.Arrays;
import java.util.Base64;

/** Bytes in base64url without padding (RFC 7515, section 2), in the one spelling that they have. */
final class Base64Url {
    private static final Base64.Encoder WRITTEN = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    static String write(byte[] bytes) {
        return WRITTEN.encodeToString(bytes);
    }

    static byte[] read(String text) throws CredentialRefused {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // The decoder takes padding and loose bits at the end: two texts of one value would have two digests.
            if (write(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw CredentialRefused.malformed("a part is not in base64url without padding");
    }

    static byte[] read(String text, int sizeBytes) throws CredentialRefused {
        byte[] bytes = read(text);
        if (bytes.length != sizeBytes) {
            throw CredentialRefused.malformed(
                    "a value has %d bytes where %d are wanted".formatted(bytes.length, sizeBytes));
        }
        return Arrays.copyOf(bytes, sizeBytes);
    }
}
