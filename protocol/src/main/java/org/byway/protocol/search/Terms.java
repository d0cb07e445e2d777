package org.byway.protocol.search;

import java.util.LinkedHashSet;
import java.util.Set;

/** By what a text is found: its words, their stems, and the keys that forgive a letter. */
public record Terms(Set<String> words, Set<String> stems, Set<String> reductions) {
    private static final Terms NONE = new Terms(Set.of(), Set.of(), Set.of());

    /** @param forgiving whether misspellings of its words are to be found */
    public static Terms of(String text, Set<Language> languages, boolean forgiving) {
        if (text.isEmpty()) {
            return NONE;
        }
        Set<String> words = new LinkedHashSet<>(Words.of(text));
        Set<String> stems = new LinkedHashSet<>();
        Set<String> reductions = new LinkedHashSet<>();
        for (String word : words) {
            stems.addAll(Stems.of(word, languages));
            if (forgiving) {
                reductions.addAll(Spelling.reductions(word));
            }
        }
        return new Terms(words, stems, reductions);
    }
}
