package org.byway.protocol.peer;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;

/** One open channel: who is at the other end, what both carry, and what is under way. */
final class Session {
    final long id;
    final Bytes32 node;
    final Address dialled;
    /** Null until they have greeted. */
    Bytes32 community;

    int transitHops;
    boolean writable = true;
    /** Said goodbye; what still comes is not heard. */
    boolean closing;

    long heardAt;
    Long clockOffset;

    /** What they can supply: community to hops. */
    final SortedMap<Bytes32, Supply> theirs = new TreeMap<>();
    /** What we told them we can supply. */
    SortedMap<Bytes32, Integer> ours = new TreeMap<>();

    final Map<Long, Sent> unacknowledged = new LinkedHashMap<>();
    long unacknowledgedBytes;
    long lastNumber;
    /** Communities of which something could not be sent on for want of room. */
    final SortedSet<Bytes32> behind = new TreeSet<>();
    /** Ids to be sent when there is room. */
    final ArrayDeque<Bytes32> queue = new ArrayDeque<>();
    /** Streams that they asked for: community to place. */
    final SortedMap<Bytes32, Long> streams = new TreeMap<>();
    /** Comparisons that we opened, and those that they opened. */
    final SortedMap<Bytes32, Comparison> opened = new TreeMap<>();

    final SortedMap<Bytes32, Comparison> answered = new TreeMap<>();

    Session(long id, Bytes32 node, Address dialled, long now) {
        this.id = id;
        this.node = node;
        this.dialled = dialled;
        this.heardAt = now;
    }

    record Supply(int hops, long records) {}

    record Sent(int bytes, long at) {}

    boolean greeted() {
        return community != null && !closing;
    }

    boolean room() {
        return writable && unacknowledgedBytes < PeerLimits.WINDOW_BYTES;
    }

    long sent(int bytes, long now) {
        unacknowledged.put(++lastNumber, new Sent(bytes, now));
        unacknowledgedBytes += bytes;
        return lastNumber;
    }

    /** Whether that frame was waiting to be acknowledged. */
    boolean acknowledged(long number) {
        Sent sent = unacknowledged.remove(number);
        if (sent != null) {
            unacknowledgedBytes -= sent.bytes();
        }
        return sent != null;
    }

    /** When the oldest unacknowledged frame was sent; the far future where there is none. */
    long waitingSince() {
        return unacknowledged.isEmpty()
                ? Long.MAX_VALUE
                : unacknowledged.values().iterator().next().at();
    }

    /** Whether this session is for records of that community. */
    boolean shares(Bytes32 wanted, Bytes32 own) {
        return wanted.equals(own) || wanted.equals(community) || theirs.containsKey(wanted) || ours.containsKey(wanted);
    }
}
