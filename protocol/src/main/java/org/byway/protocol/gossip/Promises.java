package org.byway.protocol.gossip;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;

/**
 * Who was asked for what they had announced, and whether they bring it. To announce is cheap, and whoever announces much and gives
 * nothing keeps a node waiting: such a one is asked last, and told of when it has gone on like that for a while. One record that
 * it was asked for and brings, however late, makes up for half of what it left unanswered.
 */
final class Promises {
    /** What one node may owe before the oldest is forgotten. */
    private static final int OWED = 4_096;

    private final SortedMap<Bytes32, Debtor> debtors = new TreeMap<>();

    private static final class Debtor {
        private final Set<Bytes32> owed = new HashSet<>();
        /** In order; older ones are answered, or counted. */
        private final ArrayDeque<Long> askedAt = new ArrayDeque<>();

        private int unanswered;
        private long since;
    }

    /** It was asked for these at that look, by one frame. */
    void asked(Bytes32 node, Collection<Bytes32> ids, long look) {
        Debtor debtor = debtors.computeIfAbsent(node, key -> new Debtor());
        if (debtor.owed.size() + ids.size() > OWED) {
            debtor.owed.clear();
        }
        debtor.owed.addAll(ids);
        if (debtor.askedAt.isEmpty() || debtor.askedAt.getLast() != look) {
            debtor.askedAt.add(look);
        }
    }

    /** Whether it was asked for anything. */
    boolean isOwed(Bytes32 node) {
        return debtors.containsKey(node);
    }

    /** It brought these, whether it was asked for them or not. */
    void brought(Bytes32 node, Collection<Bytes32> ids) {
        Debtor debtor = debtors.get(node);
        if (debtor != null && debtor.owed.removeAll(ids)) {
            debtor.askedAt.clear();
            debtor.unanswered /= 2;
            if (debtor.owed.isEmpty() && debtor.unanswered == 0) {
                debtors.remove(node);
            }
        }
    }

    void gone(Bytes32 node) {
        debtors.remove(node);
    }

    /** Whether it keeps, as far as is known, what it promises. */
    boolean isKept(Bytes32 node) {
        Debtor debtor = debtors.get(node);
        return debtor == null || debtor.unanswered == 0;
    }

    /** Counts whom nothing came from in time; those who have gone on like that for too long. */
    Set<Bytes32> broken(long look) {
        Set<Bytes32> broken = new TreeSet<>();
        debtors.forEach((node, debtor) -> {
            while (!debtor.askedAt.isEmpty() && debtor.askedAt.getFirst() + GossipLimits.PATIENCE_LOOKS <= look) {
                debtor.askedAt.removeFirst();
                debtor.since = debtor.unanswered++ == 0 ? look : debtor.since;
            }
            if (debtor.unanswered >= GossipLimits.UNANSWERED && look - debtor.since >= GossipLimits.UNANSWERED_LOOKS) {
                broken.add(node);
            }
        });
        return broken;
    }
}
