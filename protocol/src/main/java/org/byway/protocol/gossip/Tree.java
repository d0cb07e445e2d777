package org.byway.protocol.gossip;

import java.util.SortedSet;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;

/** One node's part of a community's tree: who gets records, and who their ids. */
final class Tree {
    final SortedSet<Bytes32> eager = new TreeSet<>();
    final SortedSet<Bytes32> lazy = new TreeSet<>();

    boolean has(Bytes32 node) {
        return eager.contains(node) || lazy.contains(node);
    }

    /** A neighbour begins as eager: only what comes twice shows that it need not be. */
    void up(Bytes32 node) {
        if (!lazy.contains(node)) {
            eager.add(node);
        }
    }

    void down(Bytes32 node) {
        eager.remove(node);
        lazy.remove(node);
    }

    /** Whether it was not. */
    boolean graft(Bytes32 node) {
        return lazy.remove(node) && eager.add(node);
    }

    boolean prune(Bytes32 node) {
        return eager.remove(node) && lazy.add(node);
    }
}
