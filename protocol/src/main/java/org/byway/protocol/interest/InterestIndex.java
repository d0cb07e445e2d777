package org.byway.protocol.interest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Match;
import org.byway.protocol.market.Sought;
import org.byway.protocol.record.Kind;

/**
 * Many interests, so filed that for a record only those are asked that it may fit. Each is filed under what a record must
 * have to fit: one of its words in any of its forms, its place, its kind or its community, whichever of these the records
 * have had most seldom so far. With every record one interest is filed anew, so the files follow what arrives.
 *
 * <p>For one thread.
 */
public final class InterestIndex {
    private final Map<Kind, Files> files = new EnumMap<>(Kind.class);
    private final TreeMap<Long, Sought> all = new TreeMap<>();
    private final SharedWords words = new SharedWords();
    private long looked;

    /** An interest that a record fits, by its number, and why. */
    public record Found(long number, Match.Fits fits) {}

    /** Files an interest under its number, which is not in use. */
    public void put(long number, Sought sought) {
        Sought shared = words.share(sought);
        if (all.putIfAbsent(number, shared) != null) {
            throw new IllegalArgumentException("there is an interest " + number + " already");
        }
        files(sought.kind()).put(number, shared);
    }

    /** Whether there was one. */
    public boolean remove(long number) {
        Sought sought = all.remove(number);
        if (sought == null) {
            return false;
        }
        files(sought.kind()).remove(number);
        words.removed(all.values());
        return true;
    }

    public int size() {
        return all.size();
    }

    /** Whether every record must be held against it: it names neither words nor a kind, a place or a community. */
    public static boolean isBroad(Sought sought) {
        return Keys.ways(sought).isEmpty();
    }

    private Files files(Kind kind) {
        return files.computeIfAbsent(kind, any -> new Files());
    }

    /** All interests that the record fits at that time, by ascending number: as if {@link Match} were asked of each. */
    public List<Found> matches(Candidate record, long now) {
        Files asked = files.get(record.kind());
        if (asked == null) {
            return List.of();
        }
        TreeMap<Long, Match.Fits> fitting = new TreeMap<>();
        asked.candidates(record, (number, sought) -> {
            if (!fitting.containsKey(number) && Match.of(sought, record, now) instanceof Match.Fits fits) {
                fitting.put(number, fits);
            }
        });
        fileAnew();
        List<Found> found = new ArrayList<>(fitting.size());
        fitting.forEach((number, fits) -> found.add(new Found(number, fits)));
        return found;
    }

    private void fileAnew() {
        Map.Entry<Long, Sought> next = all.higherEntry(looked);
        if (next == null) {
            next = all.firstEntry();
        }
        if (next != null) {
            looked = next.getKey();
            files(next.getValue().kind()).fileAnew(looked, next.getValue());
        }
    }
}
