package org.byway.protocol.market;

import java.util.List;
import java.util.Locale;

/**
 * Whether a candidate is what is looked for: the one predicate of searches, standing interests, matches of intents and
 * simulated people.
 */
public sealed interface Match {
    /**
     * It is.
     *
     * @param score the higher the better; of {@link Points}
     * @param metres from the middle of the area to that of its cell; -1 where nothing is said of a place
     */
    record Fits(int score, int metres, List<MatchReason> reasons) implements Match {
        static final int NOWHERE = -1;

        public Fits {
            reasons = List.copyOf(reasons);
        }
    }

    /** It is not, for this reason and perhaps for others. */
    record Misses(Miss why) implements Match {}

    /** Why a candidate does not fit; the first that was found, in this order. */
    enum Miss {
        /** An offer where an intent is looked for, or the other way round. */
        SIDE,
        EXPIRED,
        COMMUNITY,
        /** Fewer than are wanted are left. */
        STOCK,
        /** It expires before it is wanted. */
        TIME,
        PROOF,
        EXCHANGE,
        PRICE,
        PLACE,
        CATEGORY,
        WORDS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same everywhere: nothing but the arguments counts. Now is in milliseconds since 1970. */
    static Match of(Sought sought, Candidate candidate, long now) {
        return new Comparison(sought, candidate).match(now);
    }
}
