package org.byway.protocol.community;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;

/**
 * The Charters of one community in the order in which they came into force, as far as that is undisputed. It depends on which
 * Charters are known alone, never on the order in which they came.
 *
 * @param path from the first to the one in force
 * @param rivals where two or more follow the last of the path, and none settles it: what they are; otherwise none
 */
public record Succession(List<Charter> path, List<Charter> rivals) {
    private static final Comparator<Charter> BY_ID = Comparator.comparing(Charter::id);

    /** Charters that say the same: one, whoever published it and however often. */
    private record Said(List<Charter> copies) {
        Charter one() {
            return copies.get(0);
        }

        boolean has(Bytes32 id) {
            return copies.stream().anyMatch(copy -> copy.id().equals(id));
        }
    }

    /** @param later of the same community; they are read, and what they name before them is checked here */
    public static Succession of(Charter first, Collection<Charter> later) {
        SortedMap<Integer, List<Charter>> bySequence = new TreeMap<>();
        later.stream()
                .filter(each -> each.sequence() > 0 && each.community().equals(first.community()))
                .forEach(each -> bySequence
                        .computeIfAbsent(each.sequence(), none -> new ArrayList<>())
                        .add(each));
        List<Charter> path = new ArrayList<>(List.of(first));
        Said last = new Said(List.of(first));
        while (true) {
            List<Said> open = new ArrayList<>();
            List<Said> next =
                    following(last, List.of(last), open, bySequence, last.one().sequence() + 1);
            for (int sequence = last.one().sequence() + 2; next.size() > 1; sequence++) {
                open.addAll(next);
                next = following(last, next, open, bySequence, sequence);
            }
            if (next.isEmpty()) {
                List<Charter> rivals = open.stream().map(Said::one).toList();
                return new Succession(List.copyOf(path), rivals);
            }
            last = next.get(0);
            path.add(last.one());
        }
    }

    /** What is sealed by the last undisputed one, stands behind one of these and names all that is open. */
    private static List<Said> following(
            Said undisputed,
            List<Said> behind,
            List<Said> open,
            SortedMap<Integer, List<Charter>> bySequence,
            int sequence) {
        SortedMap<Bytes32, List<Charter>> said = new TreeMap<>();
        for (Charter each : bySequence.getOrDefault(sequence, List.of())) {
            Revision revision = each.revision();
            boolean follows = behind.stream().anyMatch(one -> one.has(revision.previous()))
                    && open.stream().allMatch(one -> names(revision, one))
                    && Revision.fault(undisputed.one(), each) == null;
            if (follows) {
                said.computeIfAbsent(revision.digest(), none -> new ArrayList<>())
                        .add(each);
            }
        }
        return said.values().stream()
                .map(copies -> new Said(copies.stream().sorted(BY_ID).toList()))
                .toList();
    }

    private static boolean names(Revision revision, Said one) {
        return one.has(revision.previous()) || revision.disputed().stream().anyMatch(one::has);
    }

    /** The one in force. */
    public Charter standing() {
        return path.get(path.size() - 1);
    }

    public boolean isDisputed() {
        return !rivals.isEmpty();
    }

    /**
     * The earliest Charter that gives the same stewards and nodes as the one in force, without a change between: what is
     * postmarked in its name can be judged by whoever has not heard of the later ones.
     */
    public Charter naming() {
        int place = path.size() - 1;
        while (place > 0 && sameHands(path.get(place - 1), standing())) {
            place--;
        }
        return path.get(place);
    }

    private static boolean sameHands(Charter one, Charter other) {
        return one.nodes().equals(other.nodes())
                && one.stewards().equals(other.stewards())
                && one.threshold() == other.threshold();
    }

    /** Whether a node may have postmarked at that time, by the Charter in force; null where it does not speak of the node. */
    public Boolean lets(Bytes32 node, long time) {
        if (standing().hasNode(node)) {
            return true;
        }
        Long last = standing().revision().dropped().get(node);
        return last == null ? null : time <= last;
    }
}
