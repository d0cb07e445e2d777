package org.byway.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Signed;
import org.byway.storage.Entry.Put;

/**
 * A group as bytes: all that its commit writes but the merge, which is no part of what it says.
 *
 * <pre>
 * first entry 8 | staged state 7 × 8
 * communities 4: first number 4 | 32 each
 * trees 4: number 8 | uses 4 | to be written 1 | length 4 | tree, each
 * entries 4: length 4 | entry, each
 * edits 4: number 8 | length 4 | entry, each
 * </pre>
 */
final class GroupFormat {
    private static final int STATE_BYTES = 8 * Long.BYTES;
    private static final int TREE_HEAD_BYTES = 17;
    private static final int ENTRY_HEAD_BYTES = 12;

    private final EntryFormat entries = new EntryFormat();

    /** False where the room that is left does not do; how much of it was used then does not matter. */
    boolean write(StagedGroup group, ByteBuffer to) {
        List<Bytes32> names = group.communities.names();
        if (to.remaining() < STATE_BYTES + 5 * Integer.BYTES + names.size() * Bytes32.SIZE) {
            return false;
        }
        to.putLong(group.firstEntry);
        group.state.write(to);
        to.putInt(names.size()).putInt(group.communities.first());
        for (Bytes32 name : names) {
            to.put(name.bytes());
        }
        return trees(group.trees, to) && entries(group.entries, to) && edits(group.edits, to);
    }

    private static boolean trees(Map<Long, Trees.Change> trees, ByteBuffer to) {
        to.putInt(trees.size());
        for (Trees.Change change : trees.values()) {
            if (to.remaining() < TREE_HEAD_BYTES + TreeFormat.mostBytes(change.signed) + Integer.BYTES) {
                return false;
            }
            ByteBuffer tree = TreeFormat.write(change.name, change.signed);
            to.putLong(change.number).putInt(change.uses).put((byte) (change.write ? 1 : 0));
            to.putInt(tree.remaining()).put(tree);
        }
        return true;
    }

    private boolean entries(List<Entry> staged, ByteBuffer to) {
        to.putInt(staged.size());
        for (Entry entry : staged) {
            if (!entry(entry, to)) {
                return false;
            }
        }
        return true;
    }

    private boolean edits(Map<Long, Put> edits, ByteBuffer to) {
        to.putInt(edits.size());
        for (Map.Entry<Long, Put> edit : edits.entrySet()) {
            if (to.remaining() < Long.BYTES + Integer.BYTES || !entry(edit.getValue(), to.putLong(edit.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private boolean entry(Entry entry, ByteBuffer to) {
        int bytes = entries.prepare(entry);
        if (to.remaining() < ENTRY_HEAD_BYTES + bytes) {
            return false;
        }
        entries.write(entry, to.putInt(bytes));
        return true;
    }

    /** The group of that number, for the committer alone: it has no rows, and freezes nothing. */
    static StagedGroup read(long number, ByteBuffer from) {
        StagedGroup group = new StagedGroup(number, from.getLong());
        group.state = State.Staged.read(from);
        int fresh = from.getInt();
        int first = from.getInt();
        List<Bytes32> names = new ArrayList<>();
        for (int i = 0; i < fresh; i++) {
            names.add(EntryFormat.read32(from));
        }
        group.communities = new Communities.Fresh(first, names);
        group.trees = readTrees(from);
        Sha256 sha = new Sha256();
        for (int left = from.getInt(); left > 0; left--) {
            group.add(readEntry(from, sha));
        }
        for (int left = from.getInt(); left > 0; left--) {
            long edited = from.getLong();
            group.edits.put(edited, (Put) readEntry(from, sha));
        }
        return group;
    }

    private static Map<Long, Trees.Change> readTrees(ByteBuffer from) {
        Map<Long, Trees.Change> trees = new LinkedHashMap<>();
        for (int left = from.getInt(); left > 0; left--) {
            long number = from.getLong();
            int uses = from.getInt();
            boolean write = from.get() == 1;
            Signed signed = TreeFormat.read(part(from));
            Trees.Change change = new Trees.Change(number, TreeFormat.Name.of(signed), signed, write);
            change.uses = uses;
            trees.put(number, change);
        }
        return trees;
    }

    private static Entry readEntry(ByteBuffer from, Sha256 sha) {
        return EntryFormat.read(part(from), sha);
    }

    private static ByteBuffer part(ByteBuffer from) {
        int length = from.getInt();
        ByteBuffer part = from.slice(from.position(), length);
        from.position(from.position() + length);
        return part;
    }
}
