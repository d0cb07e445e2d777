package org.byway.server.http;

import io.vertx.core.http.HttpHeaders;

/** What may be kept of an answer, by browsers and by proxies. */
final class Caching {
    /** What is the host's own, or true for the moment only. */
    static final CharSequence NEVER = HttpHeaders.createOptimized("no-store");
    /** Public, but what is live or held changes. */
    static final CharSequence ASK_AGAIN = HttpHeaders.createOptimized("no-cache");
    /** The same until the node is updated. */
    static final CharSequence AN_HOUR = HttpHeaders.createOptimized("public, max-age=3600");

    /** What is named by its digest. */
    static final CharSequence FOR_EVER = HttpHeaders.createOptimized("public, max-age=31536000, immutable");

    private Caching() {}
}
