package org.byway.protocol.interest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Category;
import org.byway.protocol.market.Cover;
import org.byway.protocol.market.Sought;
import org.byway.protocol.market.SoughtWord;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Bytes32;

/**
 * What a record gives to be found by, and what an interest can be found by. A key is a letter for its field, and a term.
 */
final class Keys {
    private static final char STEM = 's';
    private static final char REDUCTION = 'r';
    private static final char CATEGORY = 'c';
    private static final char CELL = 'g';
    private static final char COMMUNITY = 'm';

    private Keys() {}

    /** All keys of a record. */
    static Set<String> of(Candidate record) {
        Set<String> keys = new LinkedHashSet<>();
        add(keys, STEM, record.titleTerms().stems());
        add(keys, STEM, record.textTerms().stems());
        add(keys, REDUCTION, record.titleTerms().reductions());
        categories(keys, record.categories());
        keys.add(community(record.community()));
        Place place = record.whereabouts().place();
        if (place != null) {
            String cell = Place.of(place.centre(), Cover.FINEST_CHARACTERS).cell();
            for (int i = 1; i <= cell.length(); i++) {
                keys.add(CELL + cell.substring(0, i));
            }
        }
        return keys;
    }

    /**
     * Sets of keys, of each of which a record that fits has at least one; or that has a place from which it reaches to
     * the middle of the area, where {@link #byPlace} is chosen. Those that are likely to be rare come first.
     */
    static List<Set<String>> ways(Sought sought) {
        List<Set<String>> ways = new ArrayList<>();
        if (sought.either()) {
            Set<String> subject = categories(new LinkedHashSet<>(), sought.categories());
            if (sought.words().size() >= sought.leastWords()) {
                subject.addAll(enough(sought));
            }
            ways.add(subject);
        } else {
            words(ways, sought);
        }
        Set<String> cells = byPlace(sought);
        if (!cells.isEmpty()) {
            ways.add(cells);
        }
        if (!sought.either() && sought.categories() != null) {
            ways.add(categories(new LinkedHashSet<>(), sought.categories()));
        }
        if (sought.community() != null) {
            ways.add(Set.of(community(sought.community())));
        }
        return ways;
    }

    private static void words(List<Set<String>> ways, Sought sought) {
        if (sought.leastWords() == sought.words().size()) {
            sought.words().stream()
                    .sorted(Comparator.comparingInt(word -> -word.word().length()))
                    .forEach(word -> ways.add(of(word)));
        } else if (sought.leastWords() > 0) {
            ways.add(enough(sought));
        }
    }

    /** Of so many words that one of them is found wherever enough of all are. */
    private static Set<String> enough(Sought sought) {
        Set<String> keys = new LinkedHashSet<>();
        int some = sought.words().size() - Math.max(1, sought.leastWords()) + 1;
        sought.words().subList(0, Math.max(0, some)).forEach(word -> keys.addAll(of(word)));
        return keys;
    }

    private static Set<String> of(SoughtWord word) {
        Set<String> keys = new LinkedHashSet<>();
        add(keys, STEM, word.stems());
        add(keys, STEM, word.synonyms());
        add(keys, REDUCTION, word.reductions());
        categories(keys, word.named());
        categories(keys, word.namedBySynonym());
        return categories(keys, word.namedAlike());
    }

    /** The cells of the area; none where there is no area, or one too large for this. */
    static Set<String> byPlace(Sought sought) {
        Set<String> cells = new LinkedHashSet<>();
        Collection<String> cover = sought.area() == null ? null : Cover.of(sought.area());
        if (cover != null) {
            add(cells, CELL, cover);
        }
        return cells;
    }

    private static void add(Set<String> keys, char field, Collection<String> terms) {
        terms.forEach(term -> keys.add(field + term));
    }

    private static Set<String> categories(Set<String> keys, Collection<Category> categories) {
        categories.forEach(category -> keys.add(CATEGORY + category.toString()));
        return keys;
    }

    private static String community(Bytes32 id) {
        return COMMUNITY + id.hex();
    }
}
