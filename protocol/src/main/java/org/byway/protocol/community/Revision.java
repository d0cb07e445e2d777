package org.byway.protocol.community;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Admission;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.DroppedNode;

/**
 * What ties a Charter to those before it.
 *
 * @param previous the Charter before; null in the first
 * @param disputed other Charters that it settles, beside the one before
 * @param dropped nodes that postmark no more, and the last time at which a postmark of theirs is taken
 * @param endorsers who signed it; in a later Charter every one of these signatures was found to hold
 * @param digest of the statement: two Charters with the same one say the same
 * @param dailyPosts how many records a member may post in a day at one node; 0: any number
 * @param anonymousPosts how many tokens a member may draw in a day at one node; 0: none
 */
public record Revision(
        Bytes32 previous,
        List<Bytes32> disputed,
        SortedMap<Bytes32, Long> dropped,
        SortedSet<Bytes32> endorsers,
        Bytes32 digest,
        Admission admission,
        int dailyPosts,
        int anonymousPosts) {
    public static final int MOST_DISPUTED = 16;
    public static final int MOST_DROPPED = 256;

    /** Null where one of its parts cannot be read. */
    static Revision read(org.byway.protocol.wire.Charter wire, CharterStatement statement) {
        List<Bytes32> disputed = new ArrayList<>();
        SortedMap<Bytes32, Long> dropped = new TreeMap<>();
        SortedSet<Bytes32> endorsers = new TreeSet<>();
        boolean whole = statement.getDisputedCount() <= MOST_DISPUTED
                && statement.getDroppedCount() <= MOST_DROPPED
                && wire.getEndorsementsCount() <= Charter.MOST_STEWARDS
                && statement.getDisputedList().stream().allMatch(each -> add(disputed, each));
        if (!whole) {
            return null;
        }
        for (DroppedNode each : statement.getDroppedList()) {
            if (each.getNode().size() != Bytes32.SIZE
                    || each.getLastPostmark() < 0
                    || dropped.put(key(each.getNode()), each.getLastPostmark()) != null) {
                return null;
            }
        }
        wire.getEndorsementsList().stream()
                .filter(each -> each.getSteward().size() == Bytes32.SIZE)
                .forEach(each -> endorsers.add(key(each.getSteward())));
        ByteString before = statement.getPrevious();
        return new Revision(
                before.size() == Bytes32.SIZE ? key(before) : null,
                List.copyOf(disputed),
                Collections.unmodifiableSortedMap(dropped),
                Collections.unmodifiableSortedSet(endorsers),
                Sha256.of(wire.getStatement().toByteArray()),
                statement.getAdmission(),
                statement.getDailyPosts(),
                statement.getAnonymousPosts());
    }

    /** Why this cannot follow that Charter as its next one, or as the one that settles a dispute behind it; null if it can. */
    static Refusal fault(Charter before, Charter next) {
        if (!isSealed(before, next)) {
            return new Refusal(
                    Reason.BAD_CHARTER, "fewer stewards of the charter before signed than its threshold asks for");
        }
        Revision old = before.revision();
        Revision now = next.revision();
        boolean kept = before.nodes().stream().allMatch(node -> next.hasNode(node) || now.dropped.containsKey(node))
                && old.dropped.keySet().stream().allMatch(node -> next.hasNode(node) || now.dropped.containsKey(node));
        if (!kept) {
            return new Refusal(Reason.BAD_CHARTER, "a node that is left out is named among the dropped ones");
        }
        boolean later = old.dropped.entrySet().stream()
                .anyMatch(each -> now.dropped.getOrDefault(each.getKey(), 0L) > each.getValue());
        return later ? new Refusal(Reason.BAD_CHARTER, "the last postmark of a dropped node is never later") : null;
    }

    /** Whether as many stewards of that Charter signed as its threshold says. */
    static boolean isSealed(Charter before, Charter next) {
        return next.revision().endorsers.stream().filter(before::hasSteward).count() >= before.threshold();
    }

    private static boolean add(List<Bytes32> keys, ByteString bytes) {
        boolean fits = bytes.size() == Bytes32.SIZE && !keys.contains(key(bytes));
        if (fits) {
            keys.add(key(bytes));
        }
        return fits;
    }

    private static Bytes32 key(ByteString bytes) {
        return Bytes32.of(bytes.toByteArray());
    }
}
