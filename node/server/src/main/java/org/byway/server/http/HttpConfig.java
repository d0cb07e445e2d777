package org.byway.server.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;

/**
 * How the HTTP interface is to be served.
 *
 * @param listen port 0 takes a free one
 * @param hosts names beside the loopback ones by which clients may call this node, without port, lower case
 * @param origins of other sites whose pages may call this node, such as {@code https://example.org}; none by default
 * @param socket of the Unix domain, in a folder of the home's owner alone; null for none
 * @param token what administration wants as its bearer token; to be read by the home's owner alone
 */
public record HttpConfig(
        InetSocketAddress listen,
        Path socket,
        Set<String> hosts,
        Set<String> origins,
        String token,
        HttpLimits limits) {
    /** What a fresh node uses: its own names, no other site, the usual limits. */
    public static HttpConfig of(InetSocketAddress listen, String token) {
        return new HttpConfig(listen, null, Set.of(), Set.of(), token, HttpLimits.STANDARD);
    }

    /** Tells nothing of the token. */
    @Override
    public String toString() {
        return "HttpConfig[" + listen + ", hosts " + hosts + ", origins " + origins + "]";
    }
}
