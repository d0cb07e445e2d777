package org.byway.server.http;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;

/**
 * Which Host headers name this node. A page of a stranger whose name was rebound to this machine's address still sends
 * its own name, so a name must be one that the host chose; an address must be the one that the connection came in by.
 */
record HostRule(Set<String> names) {
    /**
     * @param host from the header, without port, an IPv6 address with or without brackets
     * @param localAddress of the connection, in the same form
     */
    boolean allows(String host, String localAddress) {
        String name = bare(host);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name.equals("localhost")
                || name.equals("127.0.0.1")
                || name.equals("::1")
                || names.contains(name)
                || name.equals(bare(localAddress));
    }

    /** Whether an address, such as 127.0.0.1 or ::1, is one of this machine alone. */
    static boolean loopback(String address) {
        String bare = bare(address);
        return bare.startsWith("127.") || bare.equals("::1") || bare.equals("0:0:0:0:0:0:0:1");
    }

    /** HOST:PORT, an IPv6 host in brackets. */
    static String text(InetSocketAddress address) {
        String host = bare(address.getAddress().getHostAddress());
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    private static String bare(String host) {
        String text = host.toLowerCase(Locale.ROOT);
        if (text.startsWith("[") && text.endsWith("]")) {
            text = text.substring(1, text.length() - 1);
        }
        int zone = text.indexOf('%');
        if (zone >= 0) {
            text = text.substring(0, zone);
        }
        return text.equals("0:0:0:0:0:0:0:1") ? "::1" : text;
    }
}
