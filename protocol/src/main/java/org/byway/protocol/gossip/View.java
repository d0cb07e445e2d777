package org.byway.protocol.gossip;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.byway.protocol.record.Bytes32;

/** A few nodes, each once, of which some are drawn by chance. They are so few that looking through them is fastest. */
final class View {
    private final List<Bytes32> nodes = new ArrayList<>();
    private final RandomGenerator random;

    View(RandomGenerator random) {
        this.random = random;
    }

    int size() {
        return nodes.size();
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    boolean has(Bytes32 node) {
        return nodes.contains(node);
    }

    boolean add(Bytes32 node) {
        return !nodes.contains(node) && nodes.add(node);
    }

    boolean remove(Bytes32 node) {
        return nodes.remove(node);
    }

    void clear() {
        nodes.clear();
    }

    List<Bytes32> all() {
        return List.copyOf(nodes);
    }

    /** One of them other than that; null where there is none. */
    Bytes32 another(Bytes32 than) {
        int others = nodes.size() - (nodes.contains(than) ? 1 : 0);
        if (others == 0) {
            return null;
        }
        int drawn = random.nextInt(others);
        for (Bytes32 node : nodes) {
            if (!node.equals(than) && drawn-- == 0) {
                return node;
            }
        }
        throw new AssertionError("one of the others was drawn");
    }

    /** Up to so many of them, drawn. */
    List<Bytes32> some(int count) {
        List<Bytes32> left = new ArrayList<>(nodes);
        List<Bytes32> drawn = new ArrayList<>();
        while (drawn.size() < count && !left.isEmpty()) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }
}
