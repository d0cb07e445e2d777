package org.byway.protocol.blob;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.BlobPart;
import org.byway.protocol.wire.BlobWant;
import org.byway.protocol.wire.Frame;

/** What is under way: a few blobs at a time, each from one node, and from the next where that was in vain. */
final class Fetches {
    private final Wants wants;
    private final Standing standing;
    private final SortedMap<Long, Line> lines;
    private final BiPredicate<Long, Bytes32> shares;
    private final List<BlobEffect> out;
    private final SortedMap<Bytes32, Fetch> underWay = new TreeMap<>();
    private long attempts;

    /** @param shares whether a session is for records of a community */
    Fetches(
            Wants wants,
            Standing standing,
            SortedMap<Long, Line> lines,
            BiPredicate<Long, Bytes32> shares,
            List<BlobEffect> out) {
        this.wants = wants;
        this.standing = standing;
        this.lines = lines;
        this.shares = shares;
        this.out = out;
    }

    boolean areFull() {
        return underWay.size() >= ExchangeLimits.FETCHES;
    }

    /** Whom one could ask; empty where nobody is left in this round. */
    List<Line> candidates(Want want) {
        List<Line> all = new ArrayList<>();
        for (Line line : lines.values()) {
            boolean asked = want.tried.contains(line.node) || want.liars.contains(line.node);
            boolean meant = want.newcomer == null || want.newcomer.equals(line.node);
            if (meant && !asked && standing.mayBeAsked(line.node) && shares.test(line.session, want.named.home())) {
                all.add(line);
            }
        }
        return all;
    }

    /** Begins with the candidate who has least to do; whether one has the time. */
    boolean begin(Want want, List<Line> candidates, long now) {
        Line best = null;
        for (Line line : candidates) {
            boolean free = line.fetches < ExchangeLimits.NODE_FETCHES;
            if (free && (best == null || line.fetches < best.fetches)) {
                best = line;
            }
        }
        if (best == null) {
            return false;
        }
        best.fetches++;
        want.state = Want.State.UNDER_WAY;
        want.tried.add(best.node);
        Fetch fetch = new Fetch(want, best, ++attempts);
        underWay.put(want.digest(), fetch);
        ask(fetch);
        watch(fetch, 0, now);
        return true;
    }

    private void ask(Fetch fetch) {
        for (int offset = fetch.next(); offset >= 0; offset = fetch.next()) {
            BlobWant want = BlobWant.newBuilder()
                    .setDigest(ByteString.copyFrom(fetch.want.digest().bytes()))
                    .setOffset(offset)
                    .build();
            out.add(new BlobEffect.Send(
                    fetch.line.session, Frame.newBuilder().setBlobWant(want).build()));
        }
    }

    private void watch(Fetch fetch, int watches, long now) {
        out.add(new BlobEffect.SetTimer(
                now + ExchangeLimits.WATCH_MILLIS,
                new BlobTimer.Watch(fetch.want.digest(), fetch.attempt, fetch.received(), watches)));
    }

    /** What is not under way comes too late, or was never asked for. */
    void came(Line line, BlobPart part, long now) {
        Fetch fetch = part.getDigest().size() == Bytes32.SIZE
                ? underWay.get(Bytes32.of(part.getDigest().toByteArray()))
                : null;
        if (fetch == null || fetch.line != line || fetch.whole) {
            if (--line.late < 0) {
                line.late = 0;
                out.add(new BlobEffect.Blame(line.session, "it sends blobs that were not asked for"));
            }
            return;
        }
        switch (fetch.take(part)) {
            case Fetch.Step.More() -> ask(fetch);
            case Fetch.Step.Vain() -> again(fetch);
            case Fetch.Step.Fault(String what) -> {
                blame(fetch, what, now);
                again(fetch);
            }
            case Fetch.Step.Whole(byte[] bytes) -> {
                fetch.whole = true;
                out.add(new BlobEffect.Keep(fetch.want.digest(), fetch.want.named.home(), bytes));
            }
        }
    }

    private void blame(Fetch fetch, String what, long now) {
        if (fetch.want.liars.size() < ExchangeLimits.LIARS) {
            fetch.want.liars.add(fetch.line.node);
        }
        standing.faulty(fetch.line.node, now);
        out.add(new BlobEffect.Blame(fetch.line.session, what));
    }

    private void end(Fetch fetch) {
        fetch.line.late += fetch.outstanding();
        fetch.line.fetches--;
        underWay.remove(fetch.want.digest());
    }

    /** The next node's turn. */
    private void again(Fetch fetch) {
        end(fetch);
        wants.ready(fetch.want);
    }

    void watched(BlobTimer.Watch due, long now) {
        Fetch fetch = underWay.get(due.digest());
        if (fetch == null || fetch.attempt != due.attempt() || fetch.whole) {
            return;
        }
        boolean still = fetch.received() == due.received();
        if (still || due.watches() + 1 >= ExchangeLimits.WATCHES) {
            standing.slow(fetch.line.node, now);
            again(fetch);
        } else {
            watch(fetch, due.watches() + 1, now);
        }
    }

    /** What is whole is here, though the session is not. */
    void closed(Line line) {
        for (Fetch fetch : List.copyOf(underWay.values())) {
            if (fetch.line == line && !fetch.whole) {
                fetch.want.tried.remove(line.node);
                again(fetch);
            }
        }
    }

    /** What was whole is out of hand; null where nothing was waited for. */
    Want kept(Bytes32 digest, BlobEvent.Outcome outcome, long now) {
        Fetch fetch = underWay.get(digest);
        if (fetch == null || !fetch.whole) {
            return null;
        }
        if (outcome == BlobEvent.Outcome.UNFIT) {
            blame(fetch, "a blob that is no plain picture", now);
        }
        end(fetch);
        return fetch.want;
    }
}
