package org.byway.protocol.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;

/**
 * What tokens are for: a TokenChallenge of RFC 9577, 2.1. At a node the issuer's name is its community's id and the origin is its own
 * key, both in hexadecimal, and there is no redemption context: so tokens can be drawn ahead.
 */
public final class Challenge {
    private Challenge() {}

    public static byte[] of(Bytes32 community, Bytes32 node) {
        return bytes(community.hex(), new byte[0], node.hex());
    }

    /** The digest that a token carries. */
    public static Bytes32 digest(Bytes32 community, Bytes32 node) {
        return Sha256.of(of(community, node));
    }

    static byte[] bytes(String issuer, byte[] context, String origin) {
        byte[] named = issuer.getBytes(StandardCharsets.US_ASCII);
        byte[] bound = origin.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(3 * Short.BYTES + 1 + named.length + context.length + bound.length)
                .putShort((short) PostToken.TYPE)
                .putShort((short) named.length)
                .put(named)
                .put((byte) context.length)
                .put(context)
                .putShort((short) bound.length)
                .put(bound)
                .array();
    }
}
