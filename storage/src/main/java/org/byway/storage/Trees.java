package org.byway.storage;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.Tree;
import org.byway.storage.TreeFormat.Name;

/**
 * The owner's view of trees of several leaves: each is stored once, under a number of its own, with all that is known of
 * it, as long as a record needs it. Some are kept in memory.
 */
final class Trees {
    private static final int CACHED_LEAVES = 1 << 17;

    private final Environment env;
    private final Snapshot snapshot;
    private final ByteBuffer key = ByteBuffer.allocateDirect(16);
    private final LinkedHashMap<Long, Signed> cache = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Name, Pending> pending = new HashMap<>();
    private final Map<Long, Pending> pendingByNumber = new HashMap<>();
    private final IdentityHashMap<Signed, Change> seen = new IdentityHashMap<>();
    private Map<Long, Change> changes = new LinkedHashMap<>();
    private final long[] recentNumbers = new long[2];
    private final Signed[] recentSigned = new Signed[2];
    private int cachedLeaves;
    private long next;

    /** What a group does to one tree: its members that came, and whether it must be written. */
    static final class Change {
        final long number;
        final Name name;
        Signed signed;
        boolean write;
        int uses;

        Change(long number, Name name, Signed signed, boolean write) {
            this.number = number;
            this.name = name;
            this.signed = signed;
            this.write = write;
        }
    }

    /** A tree that is not in the snapshot yet, and the last group that wrote it. */
    private record Pending(long number, Signed signed, long group) {}

    Trees(Environment env, Snapshot snapshot, long next) {
        this.env = env;
        this.snapshot = snapshot;
        this.next = next;
    }

    long next() {
        return next;
    }

    /** Counts one more use of this tree by the group, and returns its number. */
    long use(Signed signed, long group) {
        Change change = seen.get(signed);
        if (change == null) {
            change = change(signed, Name.of(signed), group);
            seen.put(signed, change);
        }
        change.uses++;
        return change.number;
    }

    private Change change(Signed signed, Name name, long group) {
        Pending staged = pending.get(name);
        long number = staged == null ? find(name) : staged.number();
        if (number == 0) {
            number = next++;
            return changed(number, name, signed, group, true);
        }
        Signed known = staged == null ? signed(number) : staged.signed();
        Tree merged = known.tree().merge(signed.tree());
        boolean grown = merged != known.tree();
        return changed(number, name, known.with(merged), group, grown);
    }

    private Change changed(long number, Name name, Signed signed, long group, boolean write) {
        Change change = changes.get(number);
        if (change == null) {
            change = new Change(number, name, signed, write);
            changes.put(number, change);
        } else if (write) {
            change.signed = signed;
            change.write = true;
        }
        if (write) {
            Pending staged = new Pending(number, signed, group);
            recentNumbers[(int) number & 1] = 0;
            pending.put(name, staged);
            pendingByNumber.put(number, staged);
        }
        return change;
    }

    private long find(Name name) {
        key.clear();
        name.write(key);
        ByteBuffer number = env.treeNames.get(snapshot.txn(), key.flip());
        return number == null ? 0 : number.getLong();
    }

    /** The tree of that number as it is known. Asked again and again for one tree, or for two by turns. */
    Signed signed(long number) {
        int recent = (int) number & 1;
        if (recentNumbers[recent] != number) {
            recentSigned[recent] = lookUp(number);
            recentNumbers[recent] = number;
        }
        return recentSigned[recent];
    }

    /** The id at a leaf, or null where it is not known. */
    Bytes32 id(long number, int position) {
        return signed(number).tree().idAt(position);
    }

    private Signed lookUp(long number) {
        Pending staged = pendingByNumber.get(number);
        Signed signed = staged == null ? cache.get(number) : staged.signed();
        if (signed == null) {
            signed = TreeFormat.read(TreeRows.read(env, snapshot.txn(), number, key));
            remember(number, signed);
        }
        return signed;
    }

    private void remember(long number, Signed signed) {
        Signed old = cache.put(number, signed);
        cachedLeaves += signed.tree().members() - (old == null ? 0 : old.tree().members());
        var oldest = cache.entrySet().iterator();
        while (cachedLeaves > CACHED_LEAVES && cache.size() > 2) {
            cachedLeaves -= oldest.next().getValue().tree().members();
            oldest.remove();
        }
    }

    /** What was staged since the last take. */
    Map<Long, Change> take() {
        Map<Long, Change> taken = changes;
        changes = new LinkedHashMap<>();
        seen.clear();
        return taken;
    }

    /** The snapshot holds all groups up to that one. */
    void committed(long group) {
        pending.values().removeIf(tree -> tree.group() <= group);
        pendingByNumber.entrySet().removeIf(tree -> {
            boolean durable = tree.getValue().group() <= group;
            if (durable) {
                remember(tree.getKey(), tree.getValue().signed());
            }
            return durable;
        });
    }
}
