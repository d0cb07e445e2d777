package org.byway.server.transport;

import java.net.InetSocketAddress;
import org.byway.protocol.reach.Whereabouts;

/**
 * A SOCKS5 proxy (RFC 1928) by which nodes are dialled; it looks the names up.
 *
 * @param all whether everything outside goes by it, or .onion addresses alone
 */
public record Socks(InetSocketAddress at, boolean all) {
    boolean takes(Whereabouts where) {
        return where == Whereabouts.ONION || (all && where.isOutside());
    }
}
