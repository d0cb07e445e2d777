package org.byway.agent.catalogue;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Names for what schema.org has no word for. */
final class SchemaOrgNames {
    static final String EXCHANGE = "urn:byway:exchange:";
    /** Followed by the proof's name, percent-encoded. */
    static final String PROOF = "urn:byway:proof:";

    static final String GEOHASH = "geohash";
    /** A SHA-256, named by RFC 6920. */
    static final String DIGEST = "ni:///sha-256;";

    private SchemaOrgNames() {}

    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The name; the text itself where it is not encoded well. */
    static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /** The digits of a digest as RFC 6920 writes it; the text itself where it is none. */
    static String hex(String base64) {
        try {
            return HexFormat.of().formatHex(Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }

    static String digest(String hex) {
        return DIGEST
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(HexFormat.of().parseHex(hex));
    }
}
