package org.byway.protocol.interest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.byway.protocol.market.Area;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Cover;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.market.Sought;
import org.byway.protocol.place.Place;

/** The interests in offers, or those in intents, each filed under one clue. */
final class Files {
    private static final String BEHIND_ALL = "~";

    private final Map<String, List<Clue>> byKey = new HashMap<>();
    private final Map<Set<String>, Clue> clues = new HashMap<>();
    private final Map<Long, Clue> filed = new HashMap<>();

    /** Under the cell of the middle of their areas, those that are filed by place: a record may reach there. */
    private final TreeMap<String, TreeMap<Long, Sought>> middles = new TreeMap<>();

    /** Those that can only be asked of every record. */
    private final Clue none = new Clue(Set.of());

    private final Frequencies frequencies = new Frequencies();
    private long records;

    /** Takes an interest that may fit; the same may come twice. */
    interface Asking {
        void ask(long number, Sought sought);
    }

    void put(long number, Sought sought) {
        if (sought.words().size() < sought.leastWords() && !sought.either()) {
            return; // nothing fits it
        }
        file(number, sought, rarest(sought));
    }

    private void file(long number, Sought sought, Set<String> keys) {
        Clue clue = keys == null ? none : clues.computeIfAbsent(keys, this::clue);
        clue.interests.put(number, sought);
        filed.put(number, clue);
        if (keys != null && keys.equals(Keys.byPlace(sought))) {
            middles.computeIfAbsent(middle(sought), any -> new TreeMap<>()).put(number, sought);
        }
    }

    private Clue clue(Set<String> keys) {
        Clue clue = new Clue(keys);
        keys.forEach(
                key -> byKey.computeIfAbsent(key, any -> new ArrayList<>(1)).add(clue));
        return clue;
    }

    private static String middle(Sought sought) {
        return Place.of(sought.area().centre(), Place.MAX_CHARACTERS).cell();
    }

    /** The way that records have had most seldom; null where there is none. Of equal ones the first. */
    private Set<String> rarest(Sought sought) {
        Set<String> rarest = null;
        long least = Long.MAX_VALUE;
        for (Set<String> way : Keys.ways(sought)) {
            long count = frequencies.of(way);
            if (count < least) {
                least = count;
                rarest = way;
            }
        }
        return rarest;
    }

    void remove(long number) {
        Clue clue = filed.remove(number);
        if (clue == null) {
            return;
        }
        Sought sought = clue.interests.remove(number);
        if (sought.area() != null) {
            middles.computeIfPresent(middle(sought), (any, there) -> {
                there.remove(number);
                return there.isEmpty() ? null : there;
            });
        }
        if (clue != none && clue.interests.isEmpty()) {
            clues.remove(clue.keys);
            clue.keys.forEach(key -> byKey.computeIfPresent(key, (any, list) -> {
                list.remove(clue);
                return list.isEmpty() ? null : list;
            }));
        }
    }

    /** Files an interest where it belongs by now. */
    void fileAnew(long number, Sought sought) {
        Clue clue = filed.get(number);
        if (clue == null || clue == none) {
            return;
        }
        Set<String> rarest = rarest(sought);
        if (frequencies.of(rarest) < frequencies.of(clue.keys)) {
            remove(number);
            file(number, sought, rarest);
        }
    }

    void candidates(Candidate record, Asking asking) {
        Set<String> keys = Keys.of(record);
        frequencies.count(keys);
        records++;
        none.interests.forEach(asking::ask);
        for (String key : keys) {
            for (Clue clue : byKey.getOrDefault(key, List.of())) {
                if (clue.record != records) {
                    clue.record = records;
                    clue.interests.forEach(asking::ask);
                }
            }
        }
        int reachKm = record.whereabouts().reachKm();
        if (record.whereabouts().place() != null && reachKm > 0) {
            reached(new Area(record.whereabouts().place().centre(), Math.min(reachKm, MarketRule.RADIUS_KM)), asking);
        }
    }

    /** Areas whose middle may lie in the record's reach. */
    private void reached(Area reach, Asking asking) {
        Set<String> cells = Cover.of(reach);
        for (String cell : cells == null ? Set.of("") : cells) {
            middles.subMap(cell, cell + BEHIND_ALL).values().forEach(there -> there.forEach(asking::ask));
        }
    }
}
