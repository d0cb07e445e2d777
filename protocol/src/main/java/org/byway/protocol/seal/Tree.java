package org.byway.protocol.seal;

import java.util.Arrays;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Sha256;

/**
 * What is known of one Merkle tree of record ids: some of its leaves, its members, and the hashes of the largest
 * subtrees that hold none of them, the gaps, from left to right. Of a whole tree there are no gaps.
 *
 * <p>A tree of n leaves is split at the largest power of two below n, and hashed by RFC 6962, section 2.1. From what is
 * known, a proof for any of the members follows: it is a tree again, of fewer members and more gaps.
 */
public final class Tree {
    private final int size;
    private final int[] positions;
    private final Bytes32[] ids;
    private final byte[] gaps;
    private final Bytes32 root;

    private Tree(int size, int[] positions, Bytes32[] ids, byte[] gaps, Bytes32 root) {
        this.size = size;
        this.positions = positions;
        this.ids = ids;
        this.gaps = gaps;
        this.root = root;
    }

    /** The tree of these ids, all of them known. */
    public static Tree whole(Bytes32... ids) {
        if (ids.length == 0 || ids.length > Limits.TREE_LEAVES) {
            throw new IllegalArgumentException("a tree has 1 to " + Limits.TREE_LEAVES + " leaves");
        }
        return of(ids.length, null, ids, new byte[0], new Sha256());
    }

    /**
     * The tree of that many leaves, of which those at the positions (ascending; null: all) have these ids and the gaps,
     * 32 bytes each, make up the rest. Null where the parts do not make up a tree of that size.
     */
    public static Tree of(int size, int[] positions, Bytes32[] ids, byte[] gaps, Sha256 sha) {
        int[] known = positions != null && positions.length == size ? null : positions;
        if (!plausible(size, known, ids, gaps)) {
            return null;
        }
        Fold fold = new Fold(size, known, ids, gaps, sha);
        Bytes32 root = fold.root();
        return root == null ? null : new Tree(size, known, ids, gaps, root);
    }

    /**
     * The same as {@link #of} without the work of hashing, for parts of which it is known that they make up the tree of
     * that root: what a store kept. Null where they cannot.
     */
    public static Tree known(int size, int[] positions, Bytes32[] ids, byte[] gaps, Bytes32 root) {
        int[] known = positions != null && positions.length == size ? null : positions;
        return plausible(size, known, ids, gaps) ? new Tree(size, known, ids, gaps, root) : null;
    }

    private static boolean plausible(int size, int[] positions, Bytes32[] ids, byte[] gaps) {
        if (size < 1 || size > Limits.TREE_LEAVES || ids.length < 1 || gaps.length % Bytes32.SIZE != 0) {
            return false;
        }
        if (positions == null) {
            return ids.length == size && gaps.length == 0;
        }
        if (positions.length != ids.length || positions[0] < 0 || positions[positions.length - 1] >= size) {
            return false;
        }
        for (int i = 1; i < positions.length; i++) {
            if (positions[i] <= positions[i - 1]) {
                return false;
            }
        }
        return true;
    }

    public int size() {
        return size;
    }

    public Bytes32 root() {
        return root;
    }

    public int members() {
        return ids.length;
    }

    public boolean isWhole() {
        return ids.length == size;
    }

    /** The leaf at which the member stands. */
    public int position(int member) {
        return positions == null ? member : positions[member];
    }

    public Bytes32 id(int member) {
        return ids[member];
    }

    /** The id at that leaf, or null where it is not known. */
    public Bytes32 idAt(int position) {
        int member = positions == null ? position : Arrays.binarySearch(positions, position);
        return member < 0 || member >= ids.length ? null : ids[member];
    }

    /** The hashes of the gaps, 32 bytes each, from left to right; not to be changed. */
    public byte[] gaps() {
        return gaps;
    }

    /** The same tree as far as the members at these leaves (ascending, all known) and their proof go. */
    public Tree only(int[] wanted) {
        if (wanted.length == ids.length) {
            return this;
        }
        Bytes32[] kept = new Bytes32[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            kept[i] = idAt(wanted[i]);
            if (kept[i] == null) {
                throw new IllegalArgumentException("the leaf at " + wanted[i] + " is not known");
            }
        }
        byte[] proof = new Fold(size, positions, ids, gaps, new Sha256()).gapsWithout(wanted);
        return new Tree(size, wanted.clone(), kept, proof, root);
    }

    /** What this and the other know together of the one tree that both are about. */
    public Tree merge(Tree other) {
        if (size != other.size || !root.equals(other.root)) {
            throw new IllegalArgumentException("two different trees");
        }
        if (isWhole() || other.isWhole()) {
            return isWhole() ? this : other;
        }
        int[] union = union(positions, other.positions);
        if (union.length == positions.length || union.length == other.positions.length) {
            return union.length == positions.length ? this : other;
        }
        Bytes32[] merged = new Bytes32[union.length];
        for (int i = 0; i < union.length; i++) {
            Bytes32 mine = idAt(union[i]);
            merged[i] = mine == null ? other.idAt(union[i]) : mine;
        }
        byte[] left = new Gaps(this, other).without(union);
        return new Tree(size, union.length == size ? null : union, merged, left, root);
    }

    private static int[] union(int[] one, int[] two) {
        int[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    /** The largest power of two below the number of leaves: where a tree is split. */
    static int split(int leaves) {
        return Integer.highestOneBit(leaves - 1);
    }
}
