package org.byway.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What administration wants: the bearer token of the node's home (RFC 6750). Compared in a time that tells nothing. */
final class Token {
    private static final String SCHEME = "Bearer ";

    private final byte[] wanted;

    Token(String wanted) {
        if (wanted.isBlank()) {
            throw new IllegalArgumentException("a token is wanted");
        }
        this.wanted = wanted.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the Authorization header, which may be null, brings it. */
    boolean isIn(String authorization) {
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer
                && MessageDigest.isEqual(
                        wanted, authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
    }
}
