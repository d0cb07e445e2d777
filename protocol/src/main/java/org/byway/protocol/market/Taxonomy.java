package org.byway.protocol.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Checked;

/**
 * A list of kinds of thing, each within another: the categories of one scheme, with their names in some languages.
 *
 * @param languages of the names, in their order; empty where the list does not say
 * @param headings by their code, parents before what is in them
 */
public record Taxonomy(String scheme, List<String> languages, Map<String, Heading> headings) {
    public static final int MOST_HEADINGS = 20_000;
    public static final int MOST_DEPTH = 10;
    public static final int NAME_CHARACTERS = 120;
    public static final int FILE_BYTES = 4 << 20;

    /**
     * One kind of thing.
     *
     * @param parent the code of what it is within; null at the top
     * @param names one for each language of the list, or a single one
     * @param children codes, in the order of the list
     */
    public record Heading(String code, String parent, List<String> names, List<String> children) {
        /** Its name in that language, or in the first one where the list has none. */
        public String name(int language) {
            return names.get(language >= 0 && language < names.size() ? language : 0);
        }
    }

    public Taxonomy {
        languages = List.copyOf(languages);
        headings = Collections.unmodifiableMap(new LinkedHashMap<>(headings));
    }

    /**
     * Reads a file: one that begins with {@code taxonomy SCHEME LANGUAGES}, or lines {@code id - A > B > C} as Google
     * publishes them. The refusal names the line.
     *
     * @param scheme what to call a list that does not say it; null: {@code google}
     */
    public static Checked<Taxonomy> parse(String file, String scheme) {
        return new TaxonomyReader(scheme).read(file);
    }

    /** The taxonomy of the scheme {@code byway}, which is part of the program. */
    public static Taxonomy shipped() {
        try (InputStream in = Taxonomy.class.getResourceAsStream("taxonomy.txt")) {
            if (in == null) {
                throw new IllegalStateException("the taxonomy is missing from the program");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), null)
                    .orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean has(Category category) {
        return category.scheme().equals(scheme) && headings.containsKey(category.code());
    }

    /** The code and all that is within it, in the order of the list; just the code where the list does not have it. */
    public List<String> under(String code) {
        List<String> all = new ArrayList<>();
        all.add(code);
        for (int i = 0; i < all.size(); i++) {
            Heading found = headings.get(all.get(i));
            if (found != null) {
                all.addAll(found.children());
            }
        }
        return all;
    }

    /** The names from the top down to the code, in that language of the list. */
    public List<String> path(String code, int language) {
        List<String> path = new ArrayList<>();
        for (Heading at = headings.get(code); at != null; at = at.parent() == null ? null : headings.get(at.parent())) {
            path.add(0, at.name(language));
        }
        return path;
    }
}
