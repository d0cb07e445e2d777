package org.byway.server.transport;

import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts connections from outside and says which may stay. Safe for several threads.
 *
 * <p>When too many are half open the oldest of them goes, not the newest: an honest handshake takes little time, so it
 * passes in between those that never end.
 */
final class Gate {
    private final Limits limits;
    private final Map<Channel, String> connections = new HashMap<>();
    private final Map<Channel, String> halfOpen = new LinkedHashMap<>();
    private final Map<String, Integer> connectionsFrom = new HashMap<>();
    private final Map<String, Integer> halfOpenFrom = new HashMap<>();

    Gate(Limits limits) {
        this.limits = limits;
    }

    /** What to do with a new connection. */
    sealed interface Verdict {
        record Refuse(Close close) implements Verdict {}

        /** It may stay, and this other one has to go (null where there is room). */
        record Admit(Channel instead) implements Verdict {}
    }

    synchronized Verdict enter(Channel channel, InetAddress from) {
        String source = source(from);
        boolean exempt = from.isLoopbackAddress();
        if (connections.size() >= limits.connections()) {
            return refuse("this node holds " + connections.size() + " connections, as many as it may");
        }
        if (!exempt && connectionsFrom.getOrDefault(source, 0) >= limits.connectionsPerAddress()) {
            return refuse("too many connections from this address");
        }
        if (!exempt && halfOpenFrom.getOrDefault(source, 0) >= limits.halfOpenPerAddress()) {
            return refuse("too many unfinished handshakes from this address");
        }
        Channel oldest = halfOpen.size() >= limits.halfOpen() ? dropOldest() : null;
        connections.put(channel, source);
        connectionsFrom.merge(source, 1, Integer::sum);
        halfOpen.put(channel, source);
        halfOpenFrom.merge(source, 1, Integer::sum);
        return new Verdict.Admit(oldest);
    }

    private static Verdict refuse(String detail) {
        return new Verdict.Refuse(Cause.TOO_MANY.because(detail));
    }

    private Channel dropOldest() {
        Iterator<Map.Entry<Channel, String>> all = halfOpen.entrySet().iterator();
        Map.Entry<Channel, String> oldest = all.next();
        Channel channel = oldest.getKey();
        all.remove();
        less(halfOpenFrom, oldest.getValue());
        return channel;
    }

    /** It is a session now. */
    synchronized void completed(Channel channel) {
        String source = halfOpen.remove(channel);
        if (source != null) {
            less(halfOpenFrom, source);
        }
    }

    synchronized void left(Channel channel) {
        completed(channel);
        String source = connections.remove(channel);
        if (source != null) {
            less(connectionsFrom, source);
        }
    }

    synchronized boolean isFull() {
        return connections.size() >= limits.connections();
    }

    synchronized int size() {
        return connections.size();
    }

    private static void less(Map<String, Integer> counts, String source) {
        counts.computeIfPresent(source, (key, count) -> count == 1 ? null : count - 1);
    }

    /** One host has one IPv4 address, or all of an IPv6 /64. */
    private static String source(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }

    static InetAddress addressOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet
                ? inet.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
