package org.byway.server.interest;

import java.util.List;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.InterestIndex.Found;
import org.byway.protocol.interest.Position;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Hit;
import org.byway.protocol.market.Query;
import org.byway.server.http.InterestService.Announcement;
import org.byway.server.http.InterestService.Hearer;
import org.byway.server.http.InterestService.Wanted;

/** Somebody to whom records are announced, and up to where that was done. On the announcer's thread, but for room. */
final class Audience {
    private final long number;
    private final Wanted wanted;
    private final Hearer hearer;
    private Position position;
    private volatile boolean full;
    private boolean gone;

    /** Whether something was not told in this turn for want of room: then nothing behind it is told in the same. */
    private boolean missed;

    /** Whether it does not know yet that what it heard last is all for now. */
    private boolean more;

    /** @param number below 0: its own, by which what it asks for is filed */
    Audience(long number, Wanted wanted, Hearer hearer, Position position) {
        this.number = number;
        this.wanted = wanted;
        this.hearer = hearer;
        this.position = position;
    }

    long number() {
        return number;
    }

    Wanted wanted() {
        return wanted;
    }

    /** What it asks for; null where it wants saved interests. */
    Query query() {
        return wanted instanceof Wanted.Asked(Query query) ? query : null;
    }

    Position position() {
        return position;
    }

    /** The last entry of which it was told all. */
    long told() {
        return position.whole() ? position.entry() : position.entry() - 1;
    }

    boolean hasRoom() {
        return !full && !gone;
    }

    /** A turn begins: it goes on from its position. */
    void begin() {
        missed = false;
    }

    /** From any thread. */
    void room() {
        full = false;
    }

    boolean gone() {
        return gone;
    }

    void leave() {
        gone = true;
    }

    void end() {
        gone = true;
        hearer.ended();
    }

    /** A record that some interests were found for. */
    record Heard(Position behind, Candidate candidate, List<Found> found, long receivedAt) {}

    /** Tells what of it is wanted, and not told yet, as far as there is room. */
    void hear(Heard heard, Registry registry) {
        for (Found found : heard.found()) {
            missed |= !hasRoom();
            if (missed) {
                return;
            }
            Position at =
                    found.number() == number ? heard.behind() : heard.behind().at(Math.max(1, found.number()));
            if (wants(found, at, registry)) {
                tell(new Announcement.Matched(
                        at,
                        Math.max(0, found.number()),
                        Hit.of(heard.candidate(), found.fits()),
                        found.fits().reasons(),
                        heard.receivedAt()));
            }
        }
    }

    private boolean wants(Found found, Position at, Registry registry) {
        if (at.compareTo(position) <= 0) {
            return false;
        }
        Interest interest = found.number() > 0 ? registry.get(found.number()) : null;
        return switch (wanted) {
            case Wanted.Asked asked -> found.number() == number;
            case Wanted.One one ->
                found.number() == one.number() && interest.since().entry() < at.entry();
            case Wanted.Own own ->
                interest != null
                        && interest.owner().equals(own.owner())
                        && interest.since().entry() < at.entry();
        };
    }

    void tell(Announcement announcement) {
        more = !(announcement instanceof Announcement.Reached);
        position = announcement.position();
        full = true; // before it is heard: room may be made at once
        if (hearer.hear(announcement)) {
            full = false;
        }
    }

    /** All up to there was told, unless there was no room for it. */
    void reached(Position behind) {
        int order = behind.compareTo(position);
        if (hasRoom() && !missed && (order > 0 || (order == 0 && more))) {
            tell(new Announcement.Reached(behind));
        }
    }
}
