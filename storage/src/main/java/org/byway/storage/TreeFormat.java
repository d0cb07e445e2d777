package org.byway.storage;

import java.nio.ByteBuffer;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.Statement;
import org.byway.protocol.seal.Tree;

/**
 * A signed tree as bytes.
 *
 * <pre>
 * name 16 | 1: author 32, key 32; 2: community 32, charter 32, node 32, time 8 | signature 64
 * root 32 | size 4 | members 4 | gaps 4 | leaves 2 each (unless whole) | gaps 32 each | ids 32 each
 * </pre>
 */
final class TreeFormat {
    private static final byte SEAL = 1;
    private static final byte POSTMARK = 2;
    private static final int MOST_HEAD_BYTES = 16 + 1 + 4 * Bytes32.SIZE + 8 + EntryFormat.SIGNATURE_BYTES + 12;

    private TreeFormat() {}

    /** The first half of {@link Signed#name}. */
    record Name(long high, long low) {
        static Name of(Signed signed) {
            Bytes32 name = signed.name();
            return new Name(name.a(), name.b());
        }

        static Name read(ByteBuffer from) {
            return new Name(from.getLong(), from.getLong());
        }

        void write(ByteBuffer to) {
            to.putLong(high).putLong(low);
        }
    }

    static int mostBytes(Signed signed) {
        Tree tree = signed.tree();
        return MOST_HEAD_BYTES + tree.gaps().length + tree.members() * (Bytes32.SIZE + 2);
    }

    static ByteBuffer write(Name name, Signed signed) {
        Tree tree = signed.tree();
        ByteBuffer to = ByteBuffer.allocate(mostBytes(signed));
        name.write(to);
        statement(signed.statement(), to);
        to.put(signed.signature());
        put(to, tree.root()).putInt(tree.size()).putInt(tree.members()).putInt(tree.gaps().length / Bytes32.SIZE);
        for (int i = 0; i < tree.members() && !tree.isWhole(); i++) {
            to.putShort((short) tree.position(i));
        }
        to.put(tree.gaps());
        for (int i = 0; i < tree.members(); i++) {
            put(to, tree.id(i));
        }
        return to.flip();
    }

    private static void statement(Statement statement, ByteBuffer to) {
        switch (statement) {
            case Statement.Seal(Bytes32 author, Bytes32 key) -> put(put(to.put(SEAL), author), key);
            case Statement.Postmark(Bytes32 community, Bytes32 charter, Bytes32 node, long time) ->
                put(put(put(to.put(POSTMARK), community), charter), node).putLong(time);
        }
    }

    private static ByteBuffer put(ByteBuffer to, Bytes32 value) {
        return to.putLong(value.a()).putLong(value.b()).putLong(value.c()).putLong(value.d());
    }

    static Signed read(ByteBuffer from) {
        from.position(from.position() + 16);
        Statement statement = from.get() == SEAL
                ? new Statement.Seal(EntryFormat.read32(from), EntryFormat.read32(from))
                : new Statement.Postmark(
                        EntryFormat.read32(from), EntryFormat.read32(from), EntryFormat.read32(from), from.getLong());
        byte[] signature = EntryFormat.readBytes(from, EntryFormat.SIGNATURE_BYTES);
        Bytes32 root = EntryFormat.read32(from);
        int size = from.getInt();
        Bytes32[] ids = new Bytes32[from.getInt()];
        int gapBytes = from.getInt() * Bytes32.SIZE;
        int[] positions = ids.length == size ? null : new int[ids.length];
        for (int i = 0; i < ids.length && positions != null; i++) {
            positions[i] = from.getShort() & 0xffff;
        }
        byte[] gaps = EntryFormat.readBytes(from, gapBytes);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = EntryFormat.read32(from);
        }
        Tree tree = Tree.known(size, positions, ids, gaps, root);
        if (tree == null) {
            throw new IllegalStateException("a broken tree of " + size + " leaves in the store");
        }
        return new Signed(statement, signature, tree);
    }
}
