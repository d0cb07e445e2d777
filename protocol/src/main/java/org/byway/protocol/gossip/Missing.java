package org.byway.protocol.gossip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.byway.protocol.record.Bytes32;

/** What was announced and has not come; bounded, what comes too much is left out. Repair brings it. */
final class Missing {
    /** A neighbour that has a record, and with how many hops it would have sent it; 0: nobody is going to push it. */
    record Offer(Bytes32 by, int hops) {}

    /** Everything about one record that is missing. */
    static final class Wanted {
        final Bytes32 community;
        final List<Offer> offers = new ArrayList<>();
        /** Who was asked, or has gone. */
        final List<Bytes32> tried = new ArrayList<>();

        final List<Bytes32> asked = new ArrayList<>();
        /** At which look it is to be asked for. */
        long due;

        Wanted(Bytes32 community, long due) {
            this.community = community;
            this.due = due;
        }

        /** The nearest that was not asked, of those who keep what they promise if there are any; who does not know how near it is comes last. */
        Offer best(Predicate<Bytes32> kept) {
            Offer best = null;
            for (Offer each : offers) {
                if (!tried.contains(each.by()) && (best == null || isBetter(each, best, kept))) {
                    best = each;
                }
            }
            return best;
        }

        private static boolean isBetter(Offer each, Offer best, Predicate<Bytes32> kept) {
            boolean good = kept.test(each.by());
            return good == kept.test(best.by()) ? far(each) < far(best) : good;
        }

        private static int far(Offer offer) {
            return offer.hops() == 0 ? Integer.MAX_VALUE : offer.hops();
        }
    }

    private final Map<Bytes32, Wanted> wanted = new LinkedHashMap<>();
    private final SortedMap<Bytes32, Integer> ofOne = new TreeMap<>();

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    int size() {
        return wanted.size();
    }

    Map<Bytes32, Wanted> all() {
        return wanted;
    }

    /** Whether there was room. */
    boolean add(Bytes32 community, Bytes32 id, Offer offer, long due, Predicate<Bytes32> kept) {
        Wanted known = wanted.get(id);
        int count = ofOne.getOrDefault(offer.by(), 0);
        if (count >= GossipLimits.MISSING_OF_ONE || (known == null && wanted.size() >= GossipLimits.MISSING)) {
            return false;
        }
        if (known == null) {
            known = new Wanted(community, due);
            wanted.put(id, known);
        }
        boolean told = known.offers.stream().anyMatch(each -> each.by().equals(offer.by()));
        if (!told && (known.offers.size() < GossipLimits.ANNOUNCERS || makesRoom(known, offer, kept))) {
            known.offers.add(offer);
            ofOne.put(offer.by(), count + 1);
        }
        return true;
    }

    /** Whoever keeps what it promises takes the place of one who does not. */
    private boolean makesRoom(Wanted wanted, Offer offer, Predicate<Bytes32> kept) {
        Offer gone = kept.test(offer.by())
                ? wanted.offers.stream()
                        .filter(each -> !kept.test(each.by()))
                        .findFirst()
                        .orElse(null)
                : null;
        if (gone != null) {
            wanted.offers.remove(gone);
            less(gone.by());
        }
        return gone != null;
    }

    private void less(Bytes32 node) {
        ofOne.computeIfPresent(node, (by, count) -> count > 1 ? count - 1 : null);
    }

    /** It has come, or is given up; null where it was not missing. */
    Wanted take(Bytes32 id) {
        Wanted gone = wanted.remove(id);
        if (gone != null) {
            release(gone);
        }
        return gone;
    }

    /** Of one that was removed from {@link #all}. */
    void release(Wanted gone) {
        gone.offers.forEach(offer -> less(offer.by()));
    }
}
