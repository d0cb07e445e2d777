package org.byway.protocol.peer;

import java.util.ArrayDeque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.LinkAreas;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.community.LinkScope;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Refusal;

/** One open channel: who is at the other end, what both carry, and what is under way. */
final class Session {
    static final LinkScope EVERYTHING = new LinkScope(LinkHalf.MOST_HOPS, List.of(), LinkAreas.EVERYWHERE);

    final long id;
    final Bytes32 node;
    final Address dialled;
    /** Null until they have greeted. */
    Bytes32 community;

    /** What may be carried over it. */
    LinkScope scope = EVERYTHING;

    /** What the other side has told that it understands. */
    Papers.Features features = Papers.Features.NONE;
    /** The communities in whose trees it is. */
    final SortedSet<Bytes32> trees = new TreeSet<>();

    boolean writable = true;
    /** Its next turn is coming: until then nothing more is done for it. */
    boolean turning;
    /** What it may still cause: its own budget and its community's, once it has greeted. */
    List<Budget> budgets = List.of();
    /** What came too early for its budgets, in order. */
    final ArrayDeque<Event.Heard> waiting = new ArrayDeque<>();

    long waitingBytes;
    /** It will be heard again when its budgets allow. */
    boolean resuming;
    /** Records brought in vain that were not charged yet. */
    int refused;
    /** Why it was dropped; null where it was not. */
    Refusal fault;
    /** Said goodbye; what still comes is not heard. */
    boolean closing;

    Long clockOffset;
    /** Their charter, once they have greeted. */
    Charter charter;

    private boolean pinged;
    /** Watches since anything was heard, and since the oldest unacknowledged frame became the oldest. */
    private int quietWatches;

    private int stalledWatches;
    private long oldestWatched;
    private long lastMarked;
    /** Counts the timers for comparing, to tell what has moved since the last one. */
    int comparisons;

    int recordsCameAt;

    /** What they can supply: community to hops. */
    final SortedMap<Bytes32, Supply> theirs = new TreeMap<>();
    /** Of what they are to hear in a moment. */
    final Telling telling = new Telling();
    /** Whether they were told what they are to know as things stand. */
    boolean routed;
    /** What we told them we can supply. */
    SortedMap<Bytes32, Integer> ours = new TreeMap<>();
    /** Of which communities they, and we, take no more for now. */
    final SortedSet<Bytes32> pausedThere = new TreeSet<>();

    SortedSet<Bytes32> pausedHere = new TreeSet<>();

    /** Frames of records that they did not acknowledge yet: number to bytes. */
    final SortedMap<Long, Integer> unacknowledged = new TreeMap<>();

    long unacknowledgedBytes;
    /** Bytes of records that they sent and that are not acknowledged yet. */
    long takenBytes;

    long lastNumber;
    private long lastAcknowledged;
    /** Communities of which something could not be sent on for want of room. */
    final SortedSet<Bytes32> behind = new TreeSet<>();
    /** What is to be sent when there is room. */
    final ArrayDeque<Bytes32> queue = new ArrayDeque<>();
    /** Streams that they asked for: community to place. */
    final SortedMap<Bytes32, Long> streams = new TreeMap<>();
    /** Comparisons that we opened, and those that they opened. */
    final SortedMap<Bytes32, Comparison> opened = new TreeMap<>();

    final SortedMap<Bytes32, Comparison> answered = new TreeMap<>();
    final Progress progress = new Progress();

    Session(long id, Bytes32 node, Address dialled) {
        this.id = id;
        this.node = node;
        this.dialled = dialled;
    }

    void heard() {
        quietWatches = 0;
    }

    /** Counted in watches, not by the clock, which may jump: whether nothing was heard for too long. */
    boolean silent() {
        return ++quietWatches > PeerLimits.SILENT_WATCHES;
    }

    /** Whether one frame of records was waiting for too long to be acknowledged. */
    boolean stalled() {
        long oldest = unacknowledged.isEmpty() ? 0 : unacknowledged.firstKey();
        stalledWatches = oldest != 0 && oldest == oldestWatched ? stalledWatches + 1 : 0;
        oldestWatched = oldest;
        return stalledWatches >= PeerLimits.STALLED_WATCHES;
    }

    /** Whether at this watch something is to be said that they answer: at every second one. */
    boolean pings() {
        pinged = !pinged;
        return !pinged;
    }

    /** What was sent by now they should have before long. */
    void mark() {
        lastMarked = lastNumber;
    }

    record Supply(int hops, long records) {}

    boolean greeted() {
        return community != null && !closing;
    }

    boolean room() {
        return writable && unacknowledgedBytes < PeerLimits.WINDOW_BYTES;
    }

    long sent(int bytes) {
        unacknowledged.put(++lastNumber, bytes);
        unacknowledgedBytes += bytes;
        return lastNumber;
    }

    /** Whether that frame was waiting to be acknowledged. */
    boolean acknowledged(long number) {
        Integer bytes = unacknowledged.remove(number);
        if (bytes != null) {
            unacknowledgedBytes -= bytes;
            lastAcknowledged = Math.max(lastAcknowledged, number);
        }
        return bytes != null;
    }

    /** Whether they take what is sent to them as it comes: all from before the last mark, but for what was left out. */
    boolean keepsUp() {
        long oldest = unacknowledged.isEmpty() ? Long.MAX_VALUE : unacknowledged.firstKey();
        return writable && (oldest > lastMarked || oldest < lastAcknowledged);
    }

    /** Whether this session is for records of that community. */
    boolean shares(Bytes32 wanted, Bytes32 own) {
        return wanted.equals(own) || wanted.equals(community) || theirs.containsKey(wanted) || ours.containsKey(wanted);
    }
}
