package org.byway.server.http;

import java.util.Locale;
import java.util.Set;

/**
 * What a browser may send here, by what it says of the page that asked: nothing that another site's page asks for, but a
 * link that a person follows. Programs that are no browsers send neither header.
 *
 * <p>Source: the resource isolation policy of the Fetch Metadata specification, with Origin for browsers without it.
 */
record OriginRule(Set<String> origins) {
    /** What a request says of who asked: its method, and the headers, each null where it is not there. */
    record Asker(String method, String authority, String origin, String site, String mode, String destination) {
        boolean reading() {
            return method.equals("GET");
        }
    }

    /** Whether the origin is another site's that the host has let in; such a page may read the answer. */
    boolean invited(String origin) {
        return origin != null && origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    boolean allows(Asker asker) {
        if (invited(asker.origin())) {
            return true;
        }
        if (asker.origin() != null && !sameOrigin(asker.origin(), asker.authority())) {
            return false;
        }
        return asker.site() == null
                || asker.site().equals("same-origin")
                || asker.site().equals("none")
                || followedLink(asker);
    }

    private static boolean followedLink(Asker asker) {
        return asker.reading()
                && "navigate".equals(asker.mode())
                && (asker.destination() == null || asker.destination().equals("document"));
    }

    /** The scheme may differ: TLS may end at a proxy in front. */
    private static boolean sameOrigin(String origin, String authority) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(authority);
    }
}
