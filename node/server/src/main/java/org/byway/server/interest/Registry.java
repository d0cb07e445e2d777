package org.byway.server.interest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.InterestIndex;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.market.Lexicon;
import org.byway.protocol.market.Reach;
import org.byway.protocol.market.Sought;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** The interests that stand, saved ones by their numbers and asked ones by numbers below 0, and their index. */
final class Registry {
    /** Of all owners together; the last few are the host's, for personas cost nothing. */
    static final int MOST_INTERESTS = 20_000;

    static final int MOST_BEFORE_A_PERSONAS = 19_000;
    static final int MOST_OF_A_PERSONA = 200;

    /** Those that name neither words nor a kind, a place or a community: every record must be held against them. */
    static final int MOST_BROAD = 200;

    static final int MOST_BROAD_BEFORE_A_PERSONAS = 150;

    private final TreeMap<Long, Interest> saved = new TreeMap<>();
    private final TreeMap<Long, Sought> soughts = new TreeMap<>();
    private final Map<Owner, Integer> counts = new HashMap<>();
    private Lexicon lexicon;
    private InterestIndex index = new InterestIndex();
    private int broad;

    Registry(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    InterestIndex index() {
        return index;
    }

    Interest get(long number) {
        return saved.get(number);
    }

    Sought sought(long number) {
        return soughts.get(number);
    }

    /** Why one more cannot be taken; null where it can. */
    Refusal refusal(Interest interest) {
        boolean persona = interest.owner() instanceof Owner.Persona;
        int most = persona ? MOST_BEFORE_A_PERSONAS : MOST_INTERESTS;
        if (saved.size() >= most) {
            return new Refusal(Reason.OVER_BUDGET, "this node keeps at most " + most + " interests");
        }
        if (persona && counts.getOrDefault(interest.owner(), 0) >= MOST_OF_A_PERSONA) {
            return new Refusal(Reason.OVER_BUDGET, "a persona has at most " + MOST_OF_A_PERSONA + " interests");
        }
        int mostBroad = persona ? MOST_BROAD_BEFORE_A_PERSONAS : MOST_BROAD;
        if (broad >= mostBroad && InterestIndex.isBroad(interest.sought(lexicon))) {
            return new Refusal(
                    Reason.OVER_BUDGET,
                    "this node keeps at most " + mostBroad
                            + " interests that name neither words nor a kind, a smaller place or a community");
        }
        return null;
    }

    void add(Interest interest) {
        saved.put(interest.number(), interest);
        counts.merge(interest.owner(), 1, Integer::sum);
        Sought sought = interest.sought(lexicon);
        broad += InterestIndex.isBroad(sought) ? 1 : 0;
        put(interest.number(), sought);
    }

    /** The interest that was taken away; null where the owner has none of that number. */
    Interest remove(Owner owner, long number) {
        Interest interest = saved.get(number);
        if (interest == null || !interest.owner().equals(owner)) {
            return null;
        }
        saved.remove(number);
        counts.merge(owner, -1, Integer::sum);
        counts.remove(owner, 0);
        broad -= InterestIndex.isBroad(soughts.get(number)) ? 1 : 0;
        drop(number);
        return interest;
    }

    /** Behind that number, and at most so many. */
    List<Interest> list(Owner owner, long after, int limit) {
        List<Interest> page = new ArrayList<>();
        for (Interest interest : saved.tailMap(after, false).values()) {
            if (page.size() == limit) {
                break;
            }
            if (interest.owner().equals(owner)) {
                page.add(interest);
            }
        }
        return page;
    }

    /** Files what is looked for but not saved, under a number below 0. */
    void put(long number, Sought sought) {
        soughts.put(number, sought);
        index.put(number, sought);
    }

    void drop(long number) {
        soughts.remove(number);
        index.remove(number);
    }

    /** Opens all anew by other words and kinds, if they are others. */
    void use(Lexicon now, Map<Long, Audience> asked) {
        if (now == lexicon) {
            return;
        }
        lexicon = now;
        index = new InterestIndex();
        soughts.clear();
        broad = 0;
        saved.values().forEach(interest -> {
            Sought sought = interest.sought(now);
            broad += InterestIndex.isBroad(sought) ? 1 : 0;
            put(interest.number(), sought);
        });
        asked.forEach((number, audience) -> {
            if (audience.query() != null) {
                put(number, Sought.of(audience.query(), now, Reach.FORGIVING));
            }
        });
    }
}
