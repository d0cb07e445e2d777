package org.byway.cli.config;

/** HOST:PORT to listen at, where port 0 takes a free one. The host is a name or an address, an IPv6 one without brackets. */
public record HostPort(String host, int port) {
    private static final int MOST_PORT = 65_535;

    /** Null where the text is none. */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        String port = text.substring(colon + 1);
        boolean digits = !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
        if (host.isEmpty() || host.chars().anyMatch(Character::isWhitespace) || !digits) {
            return null;
        }
        int number = Integer.parseInt(port);
        return number <= MOST_PORT ? new HostPort(host, number) : null;
    }
}
