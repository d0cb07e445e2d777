package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;

/**
 * What other communities have caused lately. Each may bring so many records a day, by whatever way they come; then it is slowed: its
 * neighbours are told to send no more of them, and what they send nevertheless is not taken. Whose nodes go on regardless, or break
 * the rules again and again, is shunned: its nodes are not spoken with for a while, longer each time.
 */
final class Reputes {
    /** Parts of a record, so that every millisecond counts. */
    private static final long PARTS = Limits.DAY_MILLIS;

    private final long daily;
    private final Map<Bytes32, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, Known> eldest) {
            return size() > PeerLimits.BUDGETS;
        }
    };
    private boolean changed;

    private static final class Known {
        private long left;
        private long filledAt;
        private boolean slowed;
        private int turnedAway;
        private int strikes;
        private long struckAt;
        private int shuns;
        private long shunnedUntil;
        private String reason;
    }

    /** @param daily records that one community may bring in a day, and at once after a quiet one */
    Reputes(long daily) {
        this.daily = Math.min(daily, Long.MAX_VALUE / PARTS / 2);
    }

    private Known of(Bytes32 community, long now) {
        Known each = known.computeIfAbsent(community, fresh -> {
            Known begun = new Known();
            begun.left = daily * PARTS;
            begun.filledAt = now;
            return begun;
        });
        long passed = Math.min(Limits.DAY_MILLIS, Math.max(0, now - each.filledAt));
        each.filledAt = now;
        each.left = Math.min(daily * PARTS, each.left + passed * daily);
        if (each.slowed && each.left >= PARTS * Math.max(1, daily / PeerLimits.AGAIN_PART)) {
            each.slowed = false;
            each.turnedAway = 0;
            changed = true;
        }
        return each;
    }

    /** Whether no more of that community's records is taken for now. */
    boolean isSlowed(Bytes32 community, long now) {
        return known.containsKey(community) && of(community, now).slowed;
    }

    /** A record of it was taken. */
    void entered(Bytes32 community, long now) {
        Known each = of(community, now);
        each.left -= PARTS;
        if (each.left < PARTS && !each.slowed) {
            each.slowed = true;
            each.turnedAway = 0;
            changed = true;
        }
    }

    /** One of its nodes brought a record of its own that could not be taken; whether it was told so long before. */
    boolean turnedAway(Bytes32 community, long now) {
        Known each = of(community, now);
        each.turnedAway++;
        if (each.turnedAway <= PeerLimits.TURNED_AWAY) {
            return false;
        }
        each.turnedAway = 0;
        return true;
    }

    /** One of its nodes did what no honest node does. */
    void struck(Bytes32 community, String why, long now) {
        Known each = of(community, now);
        if (now - each.struckAt > PeerLimits.STRIKES_MILLIS) {
            each.strikes = 0;
        }
        if (now - each.shunnedUntil > Limits.DAY_MILLIS) {
            each.shuns = 0;
        }
        each.struckAt = now;
        each.reason = why;
        if (++each.strikes >= PeerLimits.STRIKES) {
            each.strikes = 0;
            each.shunnedUntil = now + Math.min(Limits.DAY_MILLIS, Limits.HOUR_MILLIS << each.shuns);
            each.shuns = Math.min(each.shuns + 1, PeerLimits.SHUN_DOUBLINGS);
            changed = true;
        }
    }

    boolean isShunned(Bytes32 community, long now) {
        return known.containsKey(community) && of(community, now).shunnedUntil > now;
    }

    /** Whether somebody was slowed, shunned or is so no more since this was asked last. */
    boolean changed() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** All that have caused anything. */
    List<Repute> all(long now) {
        List<Repute> all = new ArrayList<>();
        for (Bytes32 community : List.copyOf(known.keySet())) {
            all.add(view(community, of(community, now), now));
        }
        return all;
    }

    private Repute view(Bytes32 community, Known each, long now) {
        long left = Math.max(0, each.left / PARTS);
        if (each.shunnedUntil > now) {
            return new Repute(community, Repute.State.SHUNNED, left, each.shunnedUntil, each.reason);
        }
        return each.slowed
                ? new Repute(
                        community,
                        Repute.State.SLOWED,
                        left,
                        0,
                        "it brought more than the " + daily + " records that this node takes of one community in a day")
                : new Repute(community, Repute.State.OPEN, left, 0, each.reason);
    }
}
