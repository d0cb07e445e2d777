package org.byway.protocol.community;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.NodeAnnouncement;

/** Where a node can be reached. The key is null where any node may answer, as with an address typed by a person. */
public record Address(Bytes32 node, String host, int port) implements Comparable<Address> {
    private static final int HOST_CHARACTERS = 253;
    private static final int MOST_ANNOUNCED = 16;
    private static final String SCHEME = "byway://";
    private static final Comparator<Bytes32> NODES = Comparator.nullsFirst(Comparator.naturalOrder());

    /** Reads HOST:PORT, where an IPv6 host stands in brackets. */
    public static Checked<Address> parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            return Refusal.of(Reason.MALFORMED, "an IPv6 host stands in brackets: [::1]:7400");
        }
        try {
            return checked(new Address(null, host, Integer.parseInt(text.substring(colon + 1))));
        } catch (NumberFormatException e) {
            return Refusal.of(Reason.MALFORMED, "HOST:PORT wanted, for example 127.0.0.1:7400");
        }
    }

    /** Reads KEY@HOST:PORT, with or without {@code byway://} before it: at a named node. */
    public static Checked<Address> parseNamed(String text) {
        String plain = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
        int at = plain.indexOf('@');
        return at >= 0
                        && Bytes32.parse(plain.substring(0, at)) instanceof Checked.Ok<Bytes32>(Bytes32 key)
                        && parse(plain.substring(at + 1)) instanceof Checked.Ok<Address>(Address address)
                ? new Checked.Ok<>(new Address(key, address.host, address.port))
                : Refusal.of(
                        Reason.MALFORMED, "KEY@HOST:PORT wanted, the key being the node's in 64 hexadecimal digits");
    }

    /** What a NodeAnnouncement of that node says of where it is; what is wrong in it is left out. */
    public static List<Address> announced(Bytes32 node, byte[] content) {
        List<Address> out = new ArrayList<>();
        try {
            for (var wire : NodeAnnouncement.parseFrom(content).getAddressesList()) {
                if (out.size() < MOST_ANNOUNCED
                        && read(wire) instanceof Checked.Ok<Address>(Address address)
                        && address.node.equals(node)) {
                    out.add(address);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            return List.of();
        }
        return out;
    }

    static Checked<Address> read(org.byway.protocol.wire.Address wire) {
        if (wire.getNode().size() != Bytes32.SIZE) {
            return Refusal.of(Reason.MALFORMED, "an address names the node's key");
        }
        return checked(new Address(Bytes32.of(wire.getNode().toByteArray()), wire.getHost(), wire.getPort()));
    }

    private static Checked<Address> checked(Address address) {
        boolean host = !address.host.isEmpty()
                && address.host.length() <= HOST_CHARACTERS
                && address.host.chars().allMatch(Address::mayStandInHost);
        if (!host || address.port < 1 || address.port > 65_535) {
            return Refusal.of(Reason.MALFORMED, "HOST:PORT wanted, for example 127.0.0.1:7400");
        }
        return new Checked.Ok<>(address);
    }

    private static boolean mayStandInHost(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._:".indexOf(c) >= 0;
    }

    org.byway.protocol.wire.Address wire() {
        return org.byway.protocol.wire.Address.newBuilder()
                .setNode(ByteString.copyFrom(node.bytes()))
                .setHost(host)
                .setPort(port)
                .build();
    }

    /** KEY@HOST:PORT. */
    public String namedText() {
        return node.hex() + "@" + text();
    }

    /** HOST:PORT. */
    public String text() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    @Override
    public int compareTo(Address other) {
        int order = host.compareTo(other.host);
        if (order == 0) {
            order = Integer.compare(port, other.port);
        }
        return order == 0 ? NODES.compare(node, other.node) : order;
    }
}
