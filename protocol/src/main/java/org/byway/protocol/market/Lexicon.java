package org.byway.protocol.market;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.byway.protocol.search.Language;
import org.byway.protocol.search.Spelling;
import org.byway.protocol.search.Stems;
import org.byway.protocol.search.Synonyms;
import org.byway.protocol.search.Words;

/**
 * What a node knows of words and kinds beside the records: its synonyms and its taxonomies. Two nodes with the same
 * lexicon and the same records find the same.
 */
public final class Lexicon {
    /** A word in the names of more categories than this says nothing of the kind. */
    public static final int MOST_NAMED = 1_024;

    public static final Lexicon NONE = new Lexicon(Synonyms.NONE, List.of());

    private final Synonyms synonyms;
    private final List<Taxonomy> taxonomies;
    private final TreeMap<String, Set<Category>> byStem = new TreeMap<>();
    private final TreeMap<String, Set<Category>> byReduction = new TreeMap<>();

    /** Of two taxonomies of one scheme the later one counts. */
    public Lexicon(Synonyms synonyms, List<Taxonomy> taxonomies) {
        this.synonyms = synonyms;
        TreeMap<String, Taxonomy> byScheme = new TreeMap<>();
        taxonomies.forEach(taxonomy -> byScheme.put(taxonomy.scheme(), taxonomy));
        this.taxonomies = List.copyOf(byScheme.values());
        for (Taxonomy taxonomy : this.taxonomies) {
            taxonomy.headings().forEach((code, found) -> index(new Category(taxonomy.scheme(), code), found.names()));
        }
    }

    private void index(Category category, List<String> names) {
        Set<String> words = new LinkedHashSet<>();
        names.forEach(name -> words.addAll(Words.of(name)));
        for (String word : words) {
            if (!Language.isSmall(word)) {
                Stems.of(word, Language.ALL).forEach(stem -> add(byStem, stem, category));
                Spelling.reductions(word).forEach(key -> add(byReduction, key, category));
            }
        }
    }

    private static void add(TreeMap<String, Set<Category>> to, String key, Category category) {
        to.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(category);
    }

    public Synonyms synonyms() {
        return synonyms;
    }

    /** One of each scheme, by their schemes. */
    public List<Taxonomy> taxonomies() {
        return taxonomies;
    }

    /** The taxonomy that has the category, or null. */
    public Taxonomy taxonomy(Category category) {
        for (Taxonomy taxonomy : taxonomies) {
            if (taxonomy.has(category)) {
                return taxonomy;
            }
        }
        return null;
    }

    /** The category and all that is within it. */
    public Set<Category> under(Category category) {
        return under(List.of(category));
    }

    /** The categories in whose names a word of such a stem stands, and what is within them; none where they are many. */
    Set<Category> named(Iterable<String> stems) {
        return named(stems, byStem);
    }

    /** Likewise by the keys that forgive a letter. */
    Set<Category> namedAlike(Iterable<String> reductions) {
        return named(reductions, byReduction);
    }

    private Set<Category> named(Iterable<String> keys, TreeMap<String, Set<Category>> names) {
        List<Category> found = new ArrayList<>();
        for (String key : keys) {
            found.addAll(names.getOrDefault(key, Set.of()));
        }
        Set<Category> all = found.size() > MOST_NAMED ? Set.of() : under(found);
        return all.size() > MOST_NAMED ? Set.of() : all;
    }

    private Set<Category> under(List<Category> categories) {
        Set<Category> all = new LinkedHashSet<>();
        for (Category category : categories) {
            Taxonomy taxonomy = all.contains(category) ? null : taxonomy(category);
            if (taxonomy != null) {
                taxonomy.under(category.code()).forEach(code -> all.add(new Category(taxonomy.scheme(), code)));
            }
            all.add(category);
        }
        return all;
    }
}
