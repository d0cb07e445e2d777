package org.byway.protocol.seal;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.byway.protocol.record.Bytes32;

/**
 * The gaps of two views of one tree, by place. A largest subtree without a member of either view is a largest one in at
 * least one of them, since its parent holds a member of one: so its hash is known.
 */
final class Gaps {
    private final Map<Long, Integer> places = new HashMap<>();
    private final Tree one;
    private final Tree two;
    private int member;
    private int gap;

    Gaps(Tree one, Tree two) {
        this.one = one;
        this.two = two;
        index(one, 0, one.size(), 0);
        member = 0;
        gap = 0;
        index(two, 0, two.size(), one.gaps().length);
    }

    /** The hashes of the largest subtrees without any of these leaves, from left to right. */
    byte[] without(int[] leaves) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        member = 0;
        collect(leaves, 0, one.size(), out);
        return out.toByteArray();
    }

    private void index(Tree tree, int from, int to, int base) {
        if (member == tree.members() || tree.position(member) >= to) {
            places.put(place(from, to), base + gap);
            gap += Bytes32.SIZE;
        } else if (to - from == 1) {
            member++;
        } else {
            int middle = from + Tree.split(to - from);
            index(tree, from, middle, base);
            index(tree, middle, to, base);
        }
    }

    private void collect(int[] leaves, int from, int to, ByteArrayOutputStream out) {
        if (member == leaves.length || leaves[member] >= to) {
            int at = places.get(place(from, to));
            boolean first = at < one.gaps().length;
            out.write(first ? one.gaps() : two.gaps(), first ? at : at - one.gaps().length, Bytes32.SIZE);
        } else if (to - from == 1) {
            member++;
        } else {
            int middle = from + Tree.split(to - from);
            collect(leaves, from, middle, out);
            collect(leaves, middle, to, out);
        }
    }

    private static long place(int from, int to) {
        return (long) from << 32 | to;
    }
}
