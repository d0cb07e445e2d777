package org.byway.protocol.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.byway.protocol.record.Bytes32;

/** What somebody signs about a tree of records. */
public sealed interface Statement {
    /** "I made these": the author, by the key given. */
    record Seal(Bytes32 author, Bytes32 key) implements Statement {}

    /** "These entered here, at that time (milliseconds)": a node of the community, named in that charter. */
    record Postmark(Bytes32 community, Bytes32 charter, Bytes32 node, long time) implements Statement {}

    /** The key that signs. */
    default Bytes32 signer() {
        return switch (this) {
            case Seal seal -> seal.key();
            case Postmark postmark -> postmark.node();
        };
    }

    /** The bytes that are signed: domain tag, the statement, then size and root of the tree. */
    default byte[] message(int size, Bytes32 root) {
        return switch (this) {
            case Seal(Bytes32 author, Bytes32 key) -> {
                byte[] out = new byte[Domain.SEAL.length + 2 * Bytes32.SIZE + Long.BYTES];
                ByteBuffer to = ByteBuffer.wrap(out).put(Domain.SEAL);
                put(to, author).putLong(size).put(root.bytes());
                yield out;
            }
            case Postmark(Bytes32 community, Bytes32 charter, Bytes32 node, long time) -> {
                byte[] out = new byte[Domain.POSTMARK.length + 4 * Bytes32.SIZE + 2 * Long.BYTES];
                ByteBuffer to = ByteBuffer.wrap(out).put(Domain.POSTMARK);
                put(put(put(to, community), charter), node)
                        .putLong(time)
                        .putLong(size)
                        .put(root.bytes());
                yield out;
            }
        };
    }

    private static ByteBuffer put(ByteBuffer to, Bytes32 value) {
        return to.put(value.bytes());
    }

    /** The tags that keep one signature from being read as another. */
    final class Domain {
        static final byte[] SEAL = tag("byway/v1/seal");
        static final byte[] POSTMARK = tag("byway/v1/postmark");

        private Domain() {}

        private static byte[] tag(String name) {
            return (name + "\0").getBytes(StandardCharsets.US_ASCII);
        }
    }
}
