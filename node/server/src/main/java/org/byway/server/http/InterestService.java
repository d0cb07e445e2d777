package org.byway.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.interest.Position;
import org.byway.protocol.market.Hit;
import org.byway.protocol.market.MatchReason;
import org.byway.protocol.market.Query;
import org.byway.protocol.record.Checked;

/**
 * What the HTTP interface asks of its node about standing interests. Every method may be called from any thread, returns
 * at once and never blocks; a stage may complete on any thread.
 */
public interface InterestService {
    /**
     * Keeps an interest, from now on and over restarts; completes once it is on disk. Refused where the wording cannot be
     * read, where there are too many, and where it names nothing by which records can be told apart.
     */
    CompletionStage<Checked<Interest>> add(Owner owner, String name, Map<String, String> wording);

    /** The owner's interests behind that number, in the order of their numbers, and at most so many. */
    CompletionStage<List<Interest>> list(Owner owner, long after, int limit);

    /** Takes back an interest; false where the owner has none of that number. Completes once that is on disk. */
    CompletionStage<Boolean> remove(Owner owner, long number);

    /**
     * Begins to announce what is taken in from now on, or behind a position that was reached before. Refused where there
     * is no such interest.
     *
     * @param from null for now
     */
    CompletionStage<Checked<Stream>> announce(Wanted wanted, Position from, Hearer hearer);

    /** What is to be announced. */
    sealed interface Wanted {
        record Asked(Query query) implements Wanted {}

        /** The owner's interest of that number. */
        record One(Owner owner, long number) implements Wanted {}

        /** All interests of the owner, those too that are added later. */
        record Own(Owner owner) implements Wanted {}
    }

    /** An announcing that was begun. */
    interface Stream {
        /** The hearer has room again. */
        void room();

        void close();
    }

    /** Takes announcements, in their order and one at a time, on a thread of the node's that it must not keep. */
    interface Hearer {
        /** Whether there is room for more; where there is none, the rest waits in the store until {@link Stream#room}. */
        boolean hear(Announcement what);

        /** The node can announce no more. */
        void ended();
    }

    sealed interface Announcement {
        /** From where to go on once this was heard. */
        Position position();

        /**
         * A record fits an interest.
         *
         * @param interest its number; 0 where none was saved
         * @param receivedAt when this node took the record in; where it is told later than that, when a node of the
         *     record's community did, by its postmark. In milliseconds since 1970
         */
        record Matched(Position position, long interest, Hit hit, List<MatchReason> reasons, long receivedAt)
                implements Announcement {}

        /** Between what was heard before and what follows, something may be missing. */
        record Gap(Position position, Position asked, Why why) implements Announcement {}

        /** Everything up to here was told; to be sent once in a while. */
        record Reached(Position position) implements Announcement {}
    }

    enum Why {
        /** The node's store is another one than that of the position; it goes on from now. */
        OTHER_STORE,
        /** The store has forgotten that place; it goes on behind it all the same. */
        FORGOTTEN,
        /** The position is too far back; it goes on from as far back as can be. */
        TOO_FAR;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
