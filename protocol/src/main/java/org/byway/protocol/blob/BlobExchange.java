package org.byway.protocol.blob;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.store.Store;

/** One node's part in blobs, as a state machine: {@link #handle} takes what happened and returns what is to be done. */
public final class BlobExchange {
    private final RandomGenerator random;
    private final List<BlobEffect> out = new ArrayList<>();
    private final SortedMap<Long, Line> lines = new TreeMap<>();
    private final Wants wants = new Wants();
    private final Standing standing = new Standing(out);
    private final Giver giver = new Giver(out);
    private final Survey survey;
    private final Fetches fetches;
    private boolean turning;

    /**
     * @param store is read only
     * @param shares whether a session is for records of a community
     */
    public BlobExchange(Store store, BiPredicate<Long, Bytes32> shares, RandomGenerator random) {
        this.random = random;
        survey = new Survey(store, wants, out);
        fetches = new Fetches(wants, standing, lines, shares, out);
    }

    /** Takes one event at that time, in milliseconds, and returns what is to be done, in order. */
    public List<BlobEffect> handle(long now, BlobEvent event) {
        switch (event) {
            case BlobEvent.Started() -> survey.start(now);
            case BlobEvent.Opened(long session, Bytes32 node, boolean writable) ->
                opened(new Line(session, node, writable));
            case BlobEvent.Closed(long session) -> closed(lines.remove(session));
            case BlobEvent.Writable(long session, boolean writable) -> writable(lines.get(session), writable);
            case BlobEvent.Arrived(List<Named> named) -> survey.arrived(named, now);
            case BlobEvent.Looked(List<Bytes32> missing) -> survey.looked(missing, now);
            case BlobEvent.Wanted(long session, var frame) -> {
                if (lines.containsKey(session)) {
                    giver.asked(lines.get(session), frame);
                }
            }
            case BlobEvent.Read(long session, var part) -> {
                if (lines.containsKey(session)) {
                    giver.read(lines.get(session), part);
                }
            }
            case BlobEvent.Came(long session, var frame) -> {
                if (lines.containsKey(session)) {
                    fetches.came(lines.get(session), frame, now);
                }
            }
            case BlobEvent.Kept(Bytes32 digest, BlobEvent.Outcome outcome) ->
                kept(fetches.kept(digest, outcome, now), outcome, now);
            case BlobEvent.Fired(BlobTimer timer) -> fired(timer, now);
        }
        pump(now);
        List<BlobEffect> effects = List.copyOf(out);
        out.clear();
        return effects;
    }

    /** How many blobs are wanted at the moment. */
    public int wanted() {
        return wants.count();
    }

    /** Whoever is new may have what the others have not. */
    private void opened(Line line) {
        lines.put(line.session, line);
        for (Want want : wants.all()) {
            boolean paused = want.state == Want.State.PAUSED;
            want.newcomer = paused ? line.node : null;
            if (paused) {
                wants.ready(want);
            }
        }
    }

    private void closed(Line line) {
        if (line != null) {
            fetches.closed(line);
        }
    }

    private void writable(Line line, boolean writable) {
        if (line != null) {
            line.writable = writable;
            giver.give(line);
        }
    }

    private void kept(Want want, BlobEvent.Outcome outcome, long now) {
        if (want == null) {
            return;
        }
        switch (outcome) {
            case KEPT -> wants.remove(want);
            case UNFIT -> wants.removeUnfit(want);
            case NO_ROOM -> {
                wants.pause(want);
                retry(want, ExchangeLimits.RETRY_LAST_MILLIS, now);
            }
        }
    }

    private void fired(BlobTimer timer, long now) {
        switch (timer) {
            case BlobTimer.Retry(Bytes32 digest, long pause) -> {
                Want want = wants.get(digest);
                if (want != null && want.state == Want.State.PAUSED && want.pauses == pause) {
                    wants.ready(want);
                }
            }
            case BlobTimer.Watch watch -> fetches.watched(watch, now);
            case BlobTimer.Rested(Bytes32 node, long rest) -> standing.rested(node, rest);
            case BlobTimer.Turn() -> turning = false;
            case BlobTimer.Survey(long number) -> survey.due(number, now);
            case BlobTimer.Page() -> survey.page(now);
        }
    }

    /** Begins what can be begun, a bounded number of tries at a time. */
    private void pump(long now) {
        boolean moved = false;
        int tries = Math.min(ExchangeLimits.TURN, wants.readyCount());
        while (tries-- > 0 && !fetches.areFull()) {
            moved |= begin(wants.next(), now);
        }
        if (moved && !turning && !fetches.areFull() && wants.readyCount() > 0) {
            turning = true;
            out.add(new BlobEffect.SetTimer(now, new BlobTimer.Turn()));
        }
    }

    /** Whether something has come of it: nothing does where all that could be asked have their hands full. */
    private boolean begin(Want want, long now) {
        if (!survey.isLive(want.named.record(), now)) {
            wants.remove(want);
            return true;
        }
        List<Line> candidates = fetches.candidates(want);
        if (candidates.isEmpty()) {
            wants.pause(want);
            int doublings = Math.clamp(want.rounds - 1, 0, 20);
            retry(
                    want,
                    Math.min(ExchangeLimits.RETRY_FIRST_MILLIS << doublings, ExchangeLimits.RETRY_LAST_MILLIS),
                    now);
            return true;
        }
        if (fetches.begin(want, candidates, now)) {
            return true;
        }
        wants.ready(want);
        return false;
    }

    private void retry(Want want, long pause, long now) {
        long jittered = pause / 2 + random.nextLong(pause / 2 + 1);
        out.add(new BlobEffect.SetTimer(now + jittered, new BlobTimer.Retry(want.digest(), want.pauses)));
    }
}
