package org.byway.protocol.seal;

import java.io.ByteArrayOutputStream;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;

/** One walk over a tree, from left to right, that hashes what is known of it. */
final class Fold {
    private static final int MOST_LEVELS = 18;
    private static final int ROW = 1 + 2 * Bytes32.SIZE;

    private final int size;
    private final int[] positions;
    private final Bytes32[] ids;
    private final byte[] gaps;
    private final Sha256 sha;
    private final byte[] rows = new byte[MOST_LEVELS * ROW];
    private int member;
    private int gap;
    private boolean broken;
    private int[] wanted;
    private int nextWanted;
    private ByteArrayOutputStream left;

    Fold(int size, int[] positions, Bytes32[] ids, byte[] gaps, Sha256 sha) {
        this.size = size;
        this.positions = positions;
        this.ids = ids;
        this.gaps = gaps;
        this.sha = sha;
        for (int level = 0; level < MOST_LEVELS; level++) {
            rows[level * ROW] = Sha256.NODE;
        }
    }

    /** The root, or null where the gaps are too few or too many. */
    Bytes32 root() {
        byte[] out = new byte[Bytes32.SIZE];
        hash(0, size, 0, out, 0);
        return broken || gap != gaps.length ? null : Bytes32.of(out, 0);
    }

    /** The hashes of the largest subtrees that hold none of the wanted leaves, from left to right. */
    byte[] gapsWithout(int[] leaves) {
        wanted = leaves;
        left = new ByteArrayOutputStream();
        collect(0, size);
        return left.toByteArray();
    }

    private void collect(int from, int to) {
        if (nextWanted == wanted.length || wanted[nextWanted] >= to) {
            byte[] out = new byte[Bytes32.SIZE];
            hash(from, to, 0, out, 0);
            left.writeBytes(out);
        } else if (to - from == 1) {
            member++;
            nextWanted++;
        } else {
            int middle = from + Tree.split(to - from);
            collect(from, middle);
            collect(middle, to);
        }
    }

    private void hash(int from, int to, int level, byte[] out, int offset) {
        if (member == ids.length || position() >= to) {
            if (gap == gaps.length) {
                broken = true;
                return;
            }
            System.arraycopy(gaps, gap, out, offset, Bytes32.SIZE);
            gap += Bytes32.SIZE;
        } else if (to - from == 1) {
            sha.leaf(ids[member++], out, offset);
        } else {
            int row = level * ROW;
            int middle = from + Tree.split(to - from);
            hash(from, middle, level + 1, rows, row + 1);
            hash(middle, to, level + 1, rows, row + 1 + Bytes32.SIZE);
            sha.node(rows, row, out, offset);
        }
    }

    private int position() {
        return positions == null ? member : positions[member];
    }
}
