package org.byway.storage;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.byway.storage.TreeFormat.Name;
import org.lmdbjava.Txn;

/** The rows of trees on disk: their bytes in parts of a page, their names, and how many members live. */
final class TreeRows {
    private static final int PART_BYTES = 4096 - 16;

    private final Environment env;
    private final Txn<ByteBuffer> txn;
    private final ByteBuffer key = ByteBuffer.allocateDirect(16);
    private final Map<Long, Integer> dead = new HashMap<>();

    TreeRows(Environment env, Txn<ByteBuffer> txn) {
        this.env = env;
        this.txn = txn;
    }

    /** All parts of a tree. The key is a direct buffer of which they make use. */
    static ByteBuffer read(Environment env, Txn<ByteBuffer> txn, long number, ByteBuffer key) {
        ByteBuffer all = null;
        for (int part = 0; ; part++) {
            ByteBuffer value = env.trees.get(txn, key(key, number, part));
            if (value == null) {
                if (all == null) {
                    throw new IllegalStateException("the store lacks tree " + number);
                }
                return all.flip();
            }
            ByteBuffer wider = ByteBuffer.allocate((all == null ? 0 : all.position()) + value.remaining());
            all = (all == null ? wider : wider.put(all.flip())).put(value);
        }
    }

    private static ByteBuffer key(ByteBuffer key, long number, int part) {
        return key.clear().putLong(number).putShort((short) part).flip();
    }

    /** Writes the tree if the group changed it, or if its last member died in the meantime, and counts the new members. */
    void apply(Trees.Change change) {
        int uses = uses(change.number);
        if (change.write || uses == 0) {
            delete(change.number);
            ByteBuffer bytes = TreeFormat.write(change.name, change.signed);
            for (int part = 0; bytes.hasRemaining(); part++) {
                int length = Math.min(PART_BYTES, bytes.remaining());
                ByteBuffer slice = bytes.slice(bytes.position(), length);
                env.trees.reserve(txn, key(key, change.number, part), length).put(slice);
                bytes.position(bytes.position() + length);
            }
            key.clear();
            change.name.write(key);
            env.treeNames.reserve(txn, key.flip(), Long.BYTES).putLong(change.number);
        }
        setUses(change.number, uses + change.uses);
    }

    private int uses(long number) {
        ByteBuffer uses = env.treeUses.get(txn, key.clear().putLong(number).flip());
        return uses == null ? 0 : uses.getInt();
    }

    private void setUses(long number, int uses) {
        env.treeUses
                .reserve(txn, key.clear().putLong(number).flip(), Integer.BYTES)
                .putInt(uses);
    }

    /** A member died. */
    void release(long number) {
        if (number != 0) {
            dead.merge(number, 1, Integer::sum);
        }
    }

    /** To be called last: takes the dead away, and trees with the last of their members. */
    void settle() {
        dead.forEach((number, count) -> {
            int left = uses(number) - count;
            if (left > 0) {
                setUses(number, left);
            } else {
                end(number);
            }
        });
        dead.clear();
    }

    private void end(long number) {
        ByteBuffer head = env.trees.get(txn, key(key, number, 0));
        Name name = Name.read(head);
        delete(number);
        env.treeUses.delete(txn, key.clear().putLong(number).flip());
        key.clear();
        name.write(key);
        env.treeNames.delete(txn, key.flip());
    }

    private void delete(long number) {
        int part = 0;
        while (env.trees.delete(txn, key(key, number, part))) {
            part++;
        }
    }
}
