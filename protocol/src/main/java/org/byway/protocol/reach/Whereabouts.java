package org.byway.protocol.reach;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What sort of address a host is, by its text alone: no name service is asked. */
public enum Whereabouts {
    LOOPBACK,
    LINK_LOCAL,
    /** Of a local network. */
    PRIVATE,
    /** Behind a provider's translation, which lets nothing in (RFC 6598). */
    SHARED,
    PUBLIC,
    ONION,
    /** A name; where it leads is not known before it is asked for. */
    NAME,
    /** Nothing that can be dialled, or a number in a form that programs read differently. */
    NOWHERE;

    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int ONION_CHARACTERS = 56;

    private record Range(String prefix, int bits, Whereabouts what) {}

    private static final List<Range> V4 = List.of(
            new Range("00", 8, NOWHERE),
            new Range("0a", 8, PRIVATE),
            new Range("64400000", 10, SHARED),
            new Range("7f", 8, LOOPBACK),
            new Range("a9fe", 16, LINK_LOCAL),
            new Range("ac10", 12, PRIVATE),
            new Range("c0000000", 24, NOWHERE),
            new Range("c0000200", 24, NOWHERE),
            new Range("c0a8", 16, PRIVATE),
            new Range("c6120000", 15, NOWHERE),
            new Range("c6336400", 24, NOWHERE),
            new Range("cb007100", 24, NOWHERE),
            new Range("e0", 3, NOWHERE));
    private static final List<Range> V6 = List.of(
            new Range("00000000000000000000000000000001", 128, LOOPBACK),
            new Range("20010db8", 32, NOWHERE),
            new Range("fc", 7, PRIVATE),
            new Range("fe80", 10, LINK_LOCAL),
            new Range("20", 3, PUBLIC));

    /** Whether it lies outside of every local network, as far as the text tells. */
    public boolean isOutside() {
        return this == PUBLIC || this == ONION || this == NAME;
    }

    public static Whereabouts of(String host) {
        byte[] literal = literal(host);
        if (literal != null) {
            return of(literal);
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (host.indexOf(':') >= 0 || looksLikeNumber(name)) {
            return NOWHERE;
        }
        if (name.endsWith(".onion")) {
            return name.length() == ONION_CHARACTERS + ".onion".length() ? ONION : NOWHERE;
        }
        boolean local = name.indexOf('.') < 0 || name.endsWith(".local") || name.endsWith(".internal");
        return name.equals("localhost") || name.endsWith(".localhost") ? LOOPBACK : local ? PRIVATE : NAME;
    }

    /** Of 4 or 16 bytes. */
    public static Whereabouts of(byte[] address) {
        byte[] plain = unmapped(address);
        boolean short4 = plain.length == V4_BYTES;
        for (Range range : short4 ? V4 : V6) {
            if (startsWith(plain, HexFormat.of().parseHex(range.prefix()), range.bits())) {
                return range.what();
            }
        }
        return short4 ? PUBLIC : NOWHERE;
    }

    /** Addresses of one network are likely one hand's: /16 of IPv4, /32 of IPv6; a name stands for itself. */
    public static String network(String host) {
        byte[] literal = literal(host);
        if (literal == null) {
            return host.toLowerCase(Locale.ROOT);
        }
        return network(literal);
    }

    /** Likewise, of 4 or 16 bytes. */
    public static String network(byte[] address) {
        byte[] plain = unmapped(address);
        return HexFormat.of().formatHex(plain, 0, plain.length == V4_BYTES ? 2 : 4);
    }

    private static byte[] unmapped(byte[] address) {
        boolean mapped = address.length == V6_BYTES
                && startsWith(address, HexFormat.of().parseHex("00000000000000000000ffff"), 96);
        return mapped ? Arrays.copyOfRange(address, 12, V6_BYTES) : address;
    }

    private static boolean startsWith(byte[] address, byte[] prefix, int bits) {
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            int wanted = bit / 8 < prefix.length ? prefix[bit / 8] & mask : 0;
            if ((address[bit / 8] & mask) != wanted) {
                return false;
            }
        }
        return true;
    }

    /** Its last part is one, so that some programs read an address of IPv4 in it: 127.1, 2130706433, 0x7f.1. */
    private static boolean looksLikeNumber(String name) {
        String whole = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        String last = whole.substring(whole.lastIndexOf('.') + 1);
        return last.isEmpty() || Character.digit(last.charAt(0), 10) >= 0;
    }

    /** The 4 or 16 bytes that the text stands for; null where it is no address in figures. */
    static byte[] literal(String host) {
        return host.indexOf(':') >= 0 ? v6(host) : v4(host);
    }

    private static byte[] v4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] out = new byte[V4_BYTES];
        if (parts.length != V4_BYTES) {
            return null;
        }
        for (int i = 0; i < V4_BYTES; i++) {
            int value = number(parts[i], 10, 3);
            if (value < 0 || value > 255 || (parts[i].length() > 1 && parts[i].charAt(0) == '0')) {
                return null;
            }
            out[i] = (byte) value;
        }
        return out;
    }

    private static byte[] v6(String text) {
        int gap = text.indexOf("::");
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2), true);
        boolean fits = head != null
                && tail != null
                && (gap < 0 ? head.length == V6_BYTES : head.length + tail.length <= V6_BYTES - 2);
        if (!fits) {
            return null;
        }
        byte[] out = Arrays.copyOf(head, V6_BYTES);
        System.arraycopy(tail, 0, out, V6_BYTES - tail.length, tail.length);
        return out;
    }

    /** Groups of 16 bits, the last of which may be an IPv4 address. */
    private static byte[] groups(String text, boolean last) {
        String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        byte[] out = new byte[0];
        for (int i = 0; i < parts.length; i++) {
            byte[] v4 = last && i == parts.length - 1 ? v4(parts[i]) : null;
            int value = v4 == null ? number(parts[i], 16, 4) : 0;
            if (value < 0 || out.length > V6_BYTES) {
                return null;
            }
            byte[] group = v4 == null ? new byte[] {(byte) (value >> 8), (byte) value} : v4;
            byte[] longer = Arrays.copyOf(out, out.length + group.length);
            System.arraycopy(group, 0, longer, out.length, group.length);
            out = longer;
        }
        return out;
    }

    /** Negative where it is none. */
    private static int number(String text, int radix, int most) {
        boolean digits = !text.isEmpty()
                && text.length() <= most
                && text.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
        return digits ? Integer.parseInt(text, radix) : -1;
    }
}
