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
    /** What a request says of who asked; the headers Host and Origin, null where they are not there. */
    record Asker(String method, String authority, String origin, Fetch fetch) {}

    /** The headers Sec-Fetch-Site, -Mode and -Dest, each null where it is not there. */
    record Fetch(String site, String mode, String destination) {
        boolean fromHere() {
            return site == null || site.equals("same-origin") || site.equals("none");
        }

        boolean followsLink() {
            return "navigate".equals(mode) && (destination == null || destination.equals("document"));
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
        return asker.fetch().fromHere()
                || (asker.method().equals("GET") && asker.fetch().followsLink());
    }

    /** The scheme may differ: TLS may end at a proxy in front. */
    private static boolean sameOrigin(String origin, String authority) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(authority);
    }
}
